#include "core/transport/imap_tasks.h"

#include "core/imap/append.h"
#include "core/imap/idle.h"
#include "core/imap/list.h"
#include "core/imap/noop.h"
#include "core/imap/notify.h"
#include "core/imap/search.h"
#include "core/imap/store_flags.h"

namespace liaison::transport {

void ImapFolders::work()
{
    const imap::Capabilities &can = session().context().capabilities;
    if (!can.has("NAMESPACE") && !can.rev2())
        return list({});
    ask(std::make_unique<imap::AskNamespaces>(session().context()),
        [this](imap::Namespaces namespaces) { list(std::move(namespaces)); });
}

void ImapFolders::list(imap::Namespaces namespaces)
{
    ask(std::make_unique<imap::ListFolders>(session().context(), std::move(namespaces)),
        [this](QList<domain::RemoteFolder> folders) { succeed(std::move(folders)); });
}

ImapSetFlag::ImapSetFlag(QString folder, QString remoteId, MailSource::Flag flag, bool on)
    : m_folder(std::move(folder)), m_remoteId(std::move(remoteId)), m_flag(flag), m_on(on)
{
}

void ImapSetFlag::work()
{
    const auto id = parseImapRemoteId(m_remoteId);
    if (!id)
        return end(Error{ErrorKind::InvalidInput, QStringLiteral("no IMAP remoteId"), {}, std::nullopt});
    inFolder(m_folder, [this, id = *id] {
        if (session().selected().uidValidity != id.uidValidity)
            return end(Error{ErrorKind::NotFound, QStringLiteral("the folder has a new generation"), {}, std::nullopt});
        store(id.uid);
    });
}

void ImapSetFlag::store(imap::Uid uid)
{
    const imap::WritableFlag flag = m_flag == MailSource::Flag::Seen ? imap::WritableFlag::Seen
        : m_flag == MailSource::Flag::Forwarded                      ? imap::WritableFlag::Forwarded
                                                                     : imap::WritableFlag::Answered;
    const QList<QByteArray> &kept = session().selected().permanentFlags;
    if (flag == imap::WritableFlag::Forwarded && !kept.contains("\\*") && !kept.contains(imap::wireName(flag)))
        return succeed({});
    ask(std::make_unique<imap::StoreFlag>(session().context(), uid, flag, m_on), [this] { succeed({}); });
}

ImapAppend::ImapAppend(QString folder, QByteArray raw, MailFlags flags)
    : m_folder(std::move(folder)), m_raw(std::move(raw)), m_flags(flags)
{
}

void ImapAppend::work()
{
    QList<QByteArray> flags;
    if (m_flags.seen)
        flags << "\\Seen";
    if (m_flags.answered)
        flags << "\\Answered";
    if (m_flags.draft)
        flags << "\\Draft";
    ask(std::make_unique<imap::Append>(session().context(), m_folder, flags, m_raw),
        [this](const std::optional<imap::AppendedAt> &at) {
            succeed(at ? imapRemoteId(at->uidValidity, at->uid) : QString());
        });
}

ImapContains::ImapContains(QString folder, QString messageIdHeader)
    : m_folder(std::move(folder)), m_messageIdHeader(std::move(messageIdHeader))
{
}

void ImapContains::work()
{
    if (session().selectedFolder() != m_folder)
        return reselect(m_folder, [this] { search(); });
    // A folder that stays selected shows what others filed only when it is asked.
    ask(std::make_unique<imap::Noop>(session().context()), [this] { search(); });
}

void ImapContains::search()
{
    const QByteArray header = '<' + m_messageIdHeader.toUtf8() + '>';
    ask(std::make_unique<imap::Search>(session().context(),
                                       imap::SearchFor{imap::SearchFor::What::MessageId, {}, header, {}}),
        [this](const imap::UidSet &found) { succeed(!found.isEmpty()); });
}

ImapIdle::ImapIdle(QString folder, QStringList others, std::shared_ptr<ImapMemory> memory)
    : m_folder(std::move(folder)), m_watched(std::move(others)), m_memory(std::move(memory))
{
    if (!m_watched.isEmpty())
        m_watched.prepend(m_folder); // it is watched while others are selected
}

void ImapIdle::work()
{
    if (!session().context().capabilities.idle())
        return end(Error{ErrorKind::ServerRefused, QStringLiteral("the server has no IDLE"), {}, std::nullopt});
    if (m_watched.isEmpty() || !session().context().capabilities.has("NOTIFY")
        || session().notifyAskedFor() == m_watched)
        return enter();
    if (!session().context().notifying)
        return notify();
    ask(std::make_unique<imap::NotifyNone>(session().context()), [this] { notify(); });
}

void ImapIdle::makeWay()
{
    m_makesWay = true;
    if (hasSession())
        session().interrupt();
}

void ImapIdle::notify()
{
    session().setNotifyAskedFor(m_watched);
    ask(std::make_unique<imap::Notify>(session().context(), m_watched), [this](bool) { enter(); });
}

void ImapIdle::enter()
{
    if (session().selectedFolder() == m_folder)
        return idle();
    reselect(m_folder, [this] {
        const std::optional<imap::SelectedMailbox> seen = m_memory->value(m_folder).lastSeen;
        if (seen && *seen != session().selected())
            session().mailbox().changed = true;
        idle();
    });
}

void ImapIdle::idle()
{
    if (session().mailbox().changed) {
        session().mailbox().changed = false;
        return succeed(true);
    }
    if (m_makesWay)
        return succeed(false);
    ask(std::make_unique<imap::Idle>(session().context(), session().mailbox().exists), [this](bool hint) {
        session().mailbox().changed = false;
        succeed(hint);
    });
}

} // namespace liaison::transport
