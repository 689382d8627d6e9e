#include "core/feed/mailbox_switch.h"

#include "core/base/fault_point.h"
#include "core/feed/switch_commit.h"
#include "core/store/facts_json.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/transport/account.h"
#include "core/transport/connection_test.h"

#include <QSet>

#include <algorithm>

namespace liaison::feed {

using domain::Folder;
using domain::RemoteFolder;
using domain::SwitchReport;
using domain::TestReport;
using domain::TestSide;

namespace {

/// Of so many of the newest mails of a folder it is said which are not there.
constexpr qsizetype newestCompared = 100;

QString newHolder(const FeedContext &context)
{
    return context.holder.section(QLatin1Char(' '), 0, 0) + QLatin1Char(' ')
        + newUuid(context.clock->nowMs()).toString(QUuid::WithoutBraces);
}

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

MailboxSwitch::MailboxSwitch(const FeedContext &context, SwitchRequest request, EndFeed endFeed, std::stop_token stop,
                             QObject *parent)
    : QObject(parent), m_context(context), m_request(std::move(request)), m_endFeed(std::move(endFeed)),
      m_lease(&m_context, m_request.from.id)
{
    m_context.holder = newHolder(context);
    m_report.mailbox = m_request.from.address;
    m_report.from = m_request.from.inbound.protocol;
    m_report.to = m_request.to.inbound.protocol;
    m_promise.start();
    // The callback runs on the thread that asks for the stop, and only posts to this one.
    m_onStop.emplace(std::move(stop), [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                giveUp({ErrorKind::Cancelled, {}, {}, {}});
            },
            Qt::QueuedConnection);
    });
}

MailboxSwitch::~MailboxSwitch()
{
    m_onStop.reset();
    m_here.reset();
    m_there.reset();
    end(fail(ErrorKind::Cancelled));
}

Future<SwitchReport> MailboxSwitch::run()
{
    using Secrets = QPair<Secret, Secret>;
    onDone<Secrets>(this, m_context.secrets(m_request.to), [this](Result<Secrets> secrets) {
        if (!secrets)
            return end(fail(secrets.error()));
        m_inboundSecret = secrets->first;
        m_outboundSecret = secrets->second;
        test(TestSide::Inbound);
    });
    return m_promise.future();
}

/// Nothing is altered before the new way is known to work; a connection test alters nothing.
void MailboxSwitch::test(TestSide side)
{
    if (m_ended)
        return;
    Q_EMIT progressed({domain::SwitchProgress::Step::SignIn});
    transport::ConnectionTestRequest request;
    request.side = side;
    request.account = {m_request.to, m_inboundSecret, m_outboundSecret, {}};
    auto *test = new transport::ConnectionTest(m_context.transport, m_context.clock, std::move(request), {},
                                               m_work.get_token(), this);
    onDone<TestReport>(this, test->run(), [this, test, side](Result<TestReport> report) {
        test->deleteLater();
        if (m_ended)
            return;
        if (!report)
            return end(fail(report.error()));
        m_report.tests << *report;
        if (report->failure())
            end(m_report);
        else if (side == TestSide::Inbound)
            this->test(TestSide::Outbound);
        else
            prepare();
    });
}

void MailboxSwitch::prepare()
{
    auto there = m_context.transport->source({m_request.to, m_inboundSecret, m_outboundSecret, {}});
    if (!there)
        return end(fail(there.error()));
    m_there = std::move(*there);
    if (m_request.dryRun)
        return listThere();
    m_endFeed([self = QPointer<MailboxSwitch>(this)] {
        if (self && !self->m_ended)
            self->takeLease();
    });
}

void MailboxSwitch::takeLease()
{
    connect(&m_lease, &LeaseKeeper::taken, this, &MailboxSwitch::listThere, Qt::SingleShotConnection);
    connect(&m_lease, &LeaseKeeper::heldElsewhere, this, [this](const QString &who) {
        giveUp({ErrorKind::Busy, who, {}, {}});
    });
    connect(&m_lease, &LeaseKeeper::lost, this, [this](const QString &who) { giveUp({ErrorKind::Busy, who, {}, {}}); });
    connect(&m_lease, &LeaseKeeper::troubled, this, &MailboxSwitch::giveUp);
    m_lease.want();
}

void MailboxSwitch::listThere()
{
    if (m_ended)
        return;
    Q_EMIT progressed({domain::SwitchProgress::Step::Folders});
    using Folders = QList<RemoteFolder>;
    onDone<Folders>(this, m_there->folders(m_work.get_token()), [this](Result<Folders> folders) {
        if (!folders)
            return end(fail(folders.error()));
        m_foldersThere = std::move(*folders);
        if (m_request.dryRun)
            listHere();
        else
            readStored();
    });
}

/// The way that is used now may not answer any more: then what is stored stands for it.
void MailboxSwitch::listHere()
{
    if (m_ended)
        return;
    auto here = m_context.transport->source({m_request.from, m_inboundSecret, m_outboundSecret, {}});
    if (!here) {
        m_report.hereError = here.error();
        return readStored();
    }
    m_here = std::move(*here);
    using Folders = QList<RemoteFolder>;
    onDone<Folders>(this, m_here->folders(m_work.get_token()), [this](Result<Folders> folders) {
        if (folders) {
            m_foldersHere = std::move(*folders);
        } else {
            m_report.hereError = folders.error();
            m_here.reset();
        }
        readStored();
    });
}

void MailboxSwitch::readStored()
{
    if (m_ended)
        return;
    const auto read = [id = m_request.from.id](store::Session &session) { return store::Folders(session).list(id); };
    onDone<QList<Folder>>(this, m_context.store->read(read), [this](const Result<QList<Folder>> &stored) {
        if (stored)
            planFolders(*stored);
        else
            end(fail(stored.error()));
    });
}

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

void MailboxSwitch::commit()
{
    SwitchCommit change{*m_lease.lease(), m_request.from, m_request.to, m_request.actor, {}, {}, {}, m_foldersThere};
    int recognised = 0;
    int toFetch = 0;
    QHash<FolderId, Task *> tasks;
    for (Task &task : m_done) {
        recognised += task.report.recognised;
        toFetch += task.report.toFetch;
        tasks.insert(task.folder.id, &task);
    }
    for (const Folder &folder : std::as_const(m_stored)) {
        const auto there = m_matches.constFind(folder.id);
        if (there == m_matches.cend()) {
            change.left << folder.id;
        } else if (Task *task = tasks.value(folder.id)) {
            change.moves << SwitchCommit::FolderMove{folder.id, *there, task->cursor, task->pairing.ids};
        } else {
            change.moves << SwitchCommit::FolderMove{folder.id, *there, QByteArray(""), {}};
        }
    }
    change.detail = {{QStringLiteral("from"), domain::protocolName(m_report.from)},
                     {QStringLiteral("to"), domain::protocolName(m_report.to)},
                     {QStringLiteral("inbound"), domain::toJson(m_request.to.inbound)},
                     {QStringLiteral("outbound"), domain::toJson(m_request.to.outbound)},
                     {QStringLiteral("recognised"), recognised},
                     {QStringLiteral("toFetch"), toFetch}};
    m_committing = true;
    Q_EMIT progressed({domain::SwitchProgress::Step::Commit});
    faultPoint("switch.before-commit");
    const auto whole = std::make_shared<const SwitchCommit>(std::move(change));
    onDone<void>(this, m_context.store->write([whole](store::Session &session) { return switchIn(session, *whole); }),
                 [this](const Result<void> &done) {
                     if (!done)
                         return end(fail(done.error()));
                     m_report.done = true;
                     end(m_report);
                 });
}

/// What is being committed is committed or not, and the answer says which.
void MailboxSwitch::giveUp(const Error &error)
{
    if (!m_committing)
        end(fail(error));
}

void MailboxSwitch::end(Result<SwitchReport> result)
{
    if (std::exchange(m_ended, true))
        return;
    m_work.request_stop();
    m_lease.giveBack();
    for (auto *port : {&m_here, &m_there}) {
        if (!*port)
            continue;
        (*port)->shutDown();
        port->release()->deleteLater(); // we may be inside its answer
    }
    finishWith<SwitchReport>(m_promise, std::move(result));
}

} // namespace liaison::feed
