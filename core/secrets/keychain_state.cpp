#include "core/secrets/keychain_state.h"

#include <QMetaObject>
#include <QObject>

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QString>
#endif

namespace liaison::secrets {

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

namespace {
constexpr int timeoutMs = 10'000;

using Answer = std::function<void(KeychainState)>;

void call(QObject *owner, const QDBusMessage &message, std::function<void(const QDBusMessage &)> then)
{
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message, timeoutMs), owner);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, owner,
                     [then = std::move(then)](QDBusPendingCallWatcher *finished) {
                         const QDBusMessage reply = finished->reply();
                         finished->deleteLater();
                         then(reply);
                     });
}

QDBusMessage method(const QString &path, const char *interface, const char *name)
{
    return QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"), path, QLatin1String(interface),
                                          QLatin1String(name));
}

void askLocked(QObject *owner, const QString &collection, Answer answer)
{
    QDBusMessage message = method(collection, "org.freedesktop.DBus.Properties", "Get");
    message << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    call(owner, message, [answer = std::move(answer)](const QDBusMessage &reply) {
        const QDBusPendingReply<QDBusVariant> locked(reply);
        if (locked.isError())
            return answer(KeychainState::Unavailable);
        answer(locked.value().variant().toBool() ? KeychainState::Locked : KeychainState::Open);
    });
}
} // namespace

void askKeychainState(QObject *owner, Answer answer)
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        QMetaObject::invokeMethod(
            owner, [answer = std::move(answer)] { answer(KeychainState::Unavailable); }, Qt::QueuedConnection);
        return;
    }
    QDBusMessage message
        = method(QStringLiteral("/org/freedesktop/secrets"), "org.freedesktop.Secret.Service", "ReadAlias");
    message << QStringLiteral("default");
    call(owner, message, [owner, answer = std::move(answer)](const QDBusMessage &reply) mutable {
        const QDBusPendingReply<QDBusObjectPath> collection(reply);
        if (collection.isError())
            return answer(KeychainState::Unavailable);
        // "/" stands for no default collection: nothing was ever stored, and the first write makes one.
        if (collection.value().path() == QLatin1String("/"))
            return answer(KeychainState::Open);
        askLocked(owner, collection.value().path(), std::move(answer));
    });
}

#else

void askKeychainState(QObject *owner, std::function<void(KeychainState)> answer)
{
    QMetaObject::invokeMethod(
        owner, [answer = std::move(answer)] { answer(KeychainState::Open); }, Qt::QueuedConnection);
}

#endif

} // namespace liaison::secrets
