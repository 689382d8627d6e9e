#include "tests/bench/silent_keychain.h"

#include <QDBusConnection>
#include <QDBusMessage>

namespace liaison::bench {

namespace {
const QString connectionName = QStringLiteral("silent-keychain");
}

SilentKeychain::SilentKeychain()
{
    moveToThread(&m_thread);
    m_thread.start();
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, connectionName);
    m_there = bus.isConnected()
        && bus.registerVirtualObject(QStringLiteral("/org/freedesktop/secrets"), this, QDBusConnection::SubPath)
        && bus.registerService(QStringLiteral("org.freedesktop.secrets"));
}

SilentKeychain::~SilentKeychain()
{
    QDBusConnection::disconnectFromBus(connectionName);
    m_thread.quit();
    m_thread.wait();
}

QString SilentKeychain::introspect(const QString &) const
{
    return {};
}

bool SilentKeychain::handleMessage(const QDBusMessage &message, const QDBusConnection &)
{
    message.setDelayedReply(true);
    ++m_asked;
    return true;
}

} // namespace liaison::bench
