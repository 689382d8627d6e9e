// MailboxSwitch: which folder there is which here, and how their mails compare. See mailbox_switch.h.
#include "core/feed/mailbox_switch.h"

#include "core/store/facts_json.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"

#include <QSet>

#include <algorithm>

namespace liaison::feed {

using domain::Folder;
using domain::RemoteFolder;

namespace {

/// Of so many of the newest mails of a folder it is said which are not there.
constexpr qsizetype newestCompared = 100;

/// What was read of it, or is to be.
bool concerns(const Folder &folder)
{
    return folder.selected || !folder.cursor.isEmpty();
}

/// What the mailbox's newest mails are called, newest first.
struct Named {
    QString messageId;
    UtcMs at = 0;
};
QStringList newestOf(QList<Named> mails)
{
    mails.removeIf([](const Named &mail) { return mail.messageId.isEmpty(); });
    std::stable_sort(mails.begin(), mails.end(), [](const Named &a, const Named &b) { return a.at > b.at; });
    QStringList ids;
    for (const Named &mail : mails.mid(0, newestCompared))
        ids << mail.messageId;
    return ids;
}

QSet<QString> messageIdsOf(const transport::FolderStock &stock)
{
    QSet<QString> ids;
    for (const transport::ListedMail &mail : stock.mails)
        ids.insert(store::indexKey(mail.messageIdHeader));
    return ids;
}

} // namespace

void MailboxSwitch::planFolders(const QList<Folder> &stored)
{
    m_stored = stored;
    m_matches = matchFolders(stored, m_foldersThere);
    QSet<QString> matched;
    for (const Folder &folder : stored) {
        const auto there = m_matches.constFind(folder.id);
        if (there != m_matches.cend())
            matched.insert(there->remoteId);
        else if (!folder.vanished)
            m_report.foldersOnlyHere << folder.remote.path;
        if (!concerns(folder) || (folder.vanished && there == m_matches.cend()))
            continue;
        Task task;
        task.folder = folder;
        task.report.path = folder.remote.path;
        task.report.role = folder.remote.role;
        task.report.selected = folder.selected;
        if (there != m_matches.cend()) {
            task.there = *there;
            task.report.pathThere = there->path;
        }
        m_todo.push_back(std::move(task));
    }
    for (const RemoteFolder &there : std::as_const(m_foldersThere)) {
        if (!matched.contains(there.remoteId))
            m_report.foldersOnlyThere << there.path;
    }
    nextFolder();
}

void MailboxSwitch::nextFolder()
{
    if (m_ended)
        return;
    if (m_todo.empty()) {
        for (const Task &task : m_done)
            m_report.folders << task.report;
        if (m_request.dryRun || !m_report.possible())
            end(m_report);
        else
            commit();
        return;
    }
    const auto before = static_cast<int>(m_done.size());
    Q_EMIT progressed({domain::SwitchProgress::Step::Mails, m_todo.front().report.path, before,
                       before + static_cast<int>(m_todo.size())});
    using Copies = QList<store::PlacedCopy>;
    const auto read
        = [id = m_todo.front().folder.id](store::Session &session) { return store::MailboxMove(session).copies(id); };
    onDone<Copies>(this, m_context.store->read(read), [this](Result<Copies> copies) {
        if (!copies)
            return end(fail(copies.error()));
        Task &task = m_todo.front();
        task.copies = std::move(*copies);
        task.report.stored = static_cast<int>(task.copies.size());
        if (!task.report.pathThere.isEmpty())
            return takeStock();
        m_done.push_back(std::move(task));
        m_todo.pop_front();
        nextFolder();
    });
}

void MailboxSwitch::takeStock()
{
    if (m_ended)
        return;
    using Stock = transport::FolderStock;
    onDone<Stock>(this, m_there->stock(m_todo.front().there, m_work.get_token()), [this](Result<Stock> stock) {
        if (!stock)
            return end(fail(stock.error()));
        m_todo.front().stock = std::move(*stock);
        if (m_here)
            takeStockHere();
        else
            compare(std::nullopt);
    });
}

void MailboxSwitch::takeStockHere()
{
    if (m_ended)
        return;
    using Stock = transport::FolderStock;
    onDone<Stock>(this, m_here->stock(m_todo.front().folder.remote, m_work.get_token()), [this](Result<Stock> stock) {
        if (stock)
            return compare(std::move(*stock));
        m_report.hereError = stock.error();
        compare(std::nullopt);
    });
}

void MailboxSwitch::compare(const std::optional<transport::FolderStock> &here)
{
    if (m_ended)
        return;
    Task &task = m_todo.front();
    domain::SwitchedFolder &report = task.report;
    task.pairing = pairMails(task.copies, task.stock.mails);
    report.there = static_cast<int>(task.stock.mails.size());
    report.recognised = static_cast<int>(task.pairing.ids.size());
    report.toFetch = static_cast<int>(task.pairing.missing.size());
    report.unrecognised = task.pairing.unrecognised;
    QList<Named> named;
    if (here) {
        report.here = static_cast<int>(here->mails.size());
        for (const transport::ListedMail &mail : here->mails)
            named << Named{store::indexKey(mail.messageIdHeader), mail.internalDate};
    } else {
        for (const store::PlacedCopy &copy : std::as_const(task.copies))
            named << Named{copy.messageIdHeader, copy.internalDate};
    }
    const QStringList newest = newestOf(std::move(named));
    const QSet<QString> there = messageIdsOf(task.stock);
    report.compared = static_cast<int>(newest.size());
    for (const QString &id : newest) {
        if (!there.contains(id))
            report.missingThere << id;
    }
    task.cursor = m_there->cursorBehind(task.stock, task.pairing.missing);
    task.copies.clear();
    task.stock = {};
    m_done.push_back(std::move(task));
    m_todo.pop_front();
    nextFolder();
}

} // namespace liaison::feed
