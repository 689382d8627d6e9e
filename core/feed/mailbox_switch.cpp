#include "core/feed/mailbox_switch.h"

#include "core/base/fault_point.h"
#include "core/feed/switch_commit.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "core/transport/account.h"
#include "core/transport/connection_test.h"

namespace liaison::feed {

using domain::Folder;
using domain::RemoteFolder;
using domain::SwitchReport;
using domain::TestReport;
using domain::TestSide;

namespace {

QString newHolder(const FeedContext &context)
{
    return context.holder.section(QLatin1Char(' '), 0, 0) + QLatin1Char(' ')
        + newUuid(context.clock->nowMs()).toString(QUuid::WithoutBraces);
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
