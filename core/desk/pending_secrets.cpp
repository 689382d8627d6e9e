#include "core/desk/pending_secrets.h"

#include "core/base/and_then.h"
#include "core/base/log.h"
#include "core/secrets/vault.h"
#include "core/store/session.h"
#include "core/store/store.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using store::PendingSecret;
using store::PendingSecrets;
using store::SecretWriter;
using store::Session;

namespace {

constexpr qint64 untoldMs = 24LL * 3'600'000;

/// When a process began, by the system's count since it did itself (proc(5), field 22 of stat); empty: there is none.
QString startOf(qint64 pid)
{
    constexpr int startField = 19; // behind the name, which may have blanks and brackets
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    return QString::fromLatin1(stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(startField));
}

/// A secret may be removed that its process left.
bool isLeft(const PendingSecret &note, const SecretWriter &self, UtcMs now)
{
    if (note.writer.host != self.host || note.writer.owner != self.owner)
        return false;
    const std::optional<bool> runs = isRunning(note.writer);
    return runs ? !*runs : now - note.since > untoldMs;
}

enum class Fate { Gone, Needed, Unused };

/// What the store says of a note now.
Result<Fate> fateOf(Session &session, const PendingSecret &note)
{
    PendingSecrets secrets(session);
    const Result<QList<PendingSecret>> notes = secrets.list();
    if (!notes)
        return fail(notes.error());
    if (!notes->contains(note)) // another process wrote it anew, or removed it
        return Fate::Gone;
    return secrets.isNeeded(note.key).map([](bool needed) { return needed ? Fate::Needed : Fate::Unused; });
}

/// One sweep: note by note, each looked at once more before its secret goes. Lives below the vault and deletes itself
/// at the end.
class SecretSweep final : public QObject {
public:
    explicit SecretSweep(const Context &context) : QObject(context.vault), m_context(context) { }

    Future<void> run()
    {
        m_promise.start();
        Future<void> future = m_promise.future();
        using Notes = QList<PendingSecret>;
        const auto read = [self = thisWriter()](Session &session) {
            return PendingSecrets(session).list().map([&](Notes notes) {
                const UtcMs now = session.databaseNow();
                notes.removeIf([&](const PendingSecret &note) { return !isLeft(note, self, now); });
                return notes;
            });
        };
        onDone<Notes>(this, m_context.store->read(read), [this](const Result<Notes> &notes) {
            if (!notes)
                return end(fail(notes.error()));
            m_left = *notes;
            next();
        });
        return future;
    }

private:
    void next()
    {
        if (m_left.isEmpty())
            return end({});
        const PendingSecret note = m_left.takeFirst();
        const auto read = [note](Session &session) { return fateOf(session, note); };
        onDone<Fate>(this, m_context.store->read(read), [this, key = note.key](const Result<Fate> &fate) {
            if (!fate)
                return end(fail(fate.error()));
            if (*fate == Fate::Gone)
                return next();
            if (*fate == Fate::Needed)
                return drop(key);
            onDone<void>(this, m_context.vault->remove(key), [this, key](const Result<void> &removed) {
                if (removed)
                    drop(key);
                else
                    end(fail(removed.error()));
            });
        });
    }

    void drop(const QString &key)
    {
        const auto write = [key](Session &session) { return PendingSecrets(session).drop({key}); };
        onDone<void>(this, m_context.store->write(write), [this](const Result<void> &dropped) {
            if (dropped)
                next();
            else
                end(fail(dropped.error()));
        });
    }

    void end(Result<void> result)
    {
        if (!result)
            qCInfo(lcStore) << "secrets of mailboxes that were not saved are left:"
                            << errorKindName(result.error().kind);
        finishWith<void>(m_promise, std::move(result));
        deleteLater();
    }

    Context m_context;
    QList<PendingSecret> m_left;
    QPromise<Result<void>> m_promise;
};

bool forgetsByItself(const Context &context)
{
    return context.vault->kind() != secrets::Vault::Kind::Keychain;
}

} // namespace

SecretWriter thisWriter()
{
    SecretWriter writer;
    writer.host = QSysInfo::machineHostName();
    writer.owner = QFileInfo(u"/proc/self/"_s).ownerId();
    writer.pidSpace = QFileInfo(u"/proc/self/ns/pid"_s).symLinkTarget().section(u'/', -1);
    writer.pid = QCoreApplication::applicationPid();
    writer.startedAt = startOf(writer.pid);
    return writer;
}

std::optional<bool> isRunning(const SecretWriter &writer)
{
    if (writer.pidSpace.isEmpty() || writer.startedAt.isEmpty() || writer.pidSpace != thisWriter().pidSpace)
        return std::nullopt;
    return startOf(writer.pid) == writer.startedAt;
}

Future<void> noteSecrets(const Context &context, const QStringList &keys)
{
    if (forgetsByItself(context) || keys.isEmpty())
        return readyFuture<void>({});
    return context.store->write(
        [keys, self = thisWriter()](Session &session) { return PendingSecrets(session).note(keys, self); });
}

Future<void> removeSecret(const Context &context, const QString &key)
{
    return andThen<void>(context.store, context.vault->remove(key), [context, key] {
        return context.store->write([key](Session &session) { return PendingSecrets(session).drop({key}); });
    });
}

Future<void> sweepSecrets(const Context &context)
{
    if (forgetsByItself(context))
        return readyFuture<void>({});
    return (new SecretSweep(context))->run();
}

} // namespace liaison::desk
