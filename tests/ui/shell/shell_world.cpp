#include "tests/ui/shell/shell_world.h"

#include "core/desk/compose_desk.h"
#include "core/desk/incident_desk.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/unit_desk.h"
#include "core/feed/ingest.h"
#include "core/mime/parse.h"
#include "core/store/messages.h"
#include "core/store/outbox.h"

#include <QDateTime>

namespace liaison::test {

void ToldFeeds::tell(const domain::FeedStatus &status)
{
    m_statuses = {status};
    Q_EMIT statusChanged(status);
}

ShellWorld::ShellWorld()
{
    m_settings = std::make_unique<QSettings>(path(QStringLiteral("test.ini")), QSettings::IniFormat);
    store::OpenOptions where;
    where.location = path(QStringLiteral("test.sqlite"));
    m_store = std::make_unique<store::Store>(where, &m_clock);
    must(awaited(m_store->open()));
}

ShellWorld::~ShellWorld() = default;

ui::UiContext ShellWorld::context()
{
    ui::UiContext context;
    context.store = m_store.get();
    context.desk = {m_store.get(),
                    nullptr,
                    &m_vault,
                    &m_clock,
                    {QStringLiteral("A. Kaya"), QStringLiteral("kaya"), QStringLiteral("host.example")}};
    context.feeds = &m_feeds;
    context.clock = &m_clock;
    context.person = context.desk.actor.person;
    return context;
}

domain::BusinessUnit ShellWorld::addUnit(const QString &title, const QString &domain)
{
    domain::BusinessUnit unit;
    unit.title = title;
    unit.recipients = {QStringLiteral("security@%1").arg(domain)};
    unit.knownDomains = {domain};
    return must(awaited(desk::UnitDesk(context().desk).create(unit)));
}

domain::Incident ShellWorld::addIncident(const QString &title, domain::Severity severity,
                                         const QList<BusinessUnitId> &affected)
{
    m_clock.advance(1'000);
    domain::Incident incident;
    incident.title = title;
    incident.type = QStringLiteral("Account compromise");
    incident.severity = severity;
    incident.status = domain::IncidentStatus::Open;
    incident.owner = QStringLiteral("A. Kaya");
    incident.affected = affected;
    return must(awaited(desk::IncidentDesk(context().desk).create(incident)));
}

domain::Mailbox ShellWorld::addMailbox(const QString &address)
{
    desk::MailboxDesk::SaveRequest request;
    request.mailbox.address = address;
    request.mailbox.displayName = QStringLiteral("Incident Response");
    request.mailbox.inbound.host = QStringLiteral("imap.corp.example");
    request.mailbox.outbound.host = QStringLiteral("smtp.corp.example");
    request.mailbox.fetchSince = m_clock.nowMs() - 86'400'000;
    request.inboundSecret = Secret::fromText(QStringLiteral("correct horse"));
    domain::Mailbox mailbox = must(awaited(desk::MailboxDesk(context().desk).save(request)));
    m_mailbox = mailbox.id;
    return mailbox;
}

MessageId ShellWorld::receive(const QString &from, const QString &subject, const QString &text)
{
    m_clock.advance(60'000);
    const QString date = QDateTime::fromMSecsSinceEpoch(m_clock.nowMs(), Qt::UTC).toString(Qt::RFC2822Date);
    const QByteArray raw = QStringLiteral("From: %1\r\nTo: ir@corp.example\r\nSubject: %2\r\nDate: %3\r\n"
                                          "Message-ID: <%4@bu.example>\r\nMIME-Version: 1.0\r\n"
                                          "Content-Type: text/plain; charset=utf-8\r\n\r\n%5\r\n")
                               .arg(from, subject, date)
                               .arg(++m_mails)
                               .arg(text)
                               .toUtf8();
    return arrive(raw);
}

MessageId ShellWorld::receiveAnswer(const QString &from, const domain::OutboxMail &asked)
{
    m_clock.advance(60'000);
    const QByteArray raw
        = QStringLiteral(
              "From: %1\r\nTo: ir@corp.example\r\nSubject: Re: %2\r\nMessage-ID: <answer-%3@bu.example>\r\n"
              "In-Reply-To: <%4>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
              "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
              "<p>The user confirms that the sign-in was <b>not</b> theirs.</p><p>A screenshot is attached; the "
              "address is <a href=\"https://who.example/203.0.113.7\">known for this</a>.</p>"
              "<img src=\"https://track.example/p.gif\"><img src=\"https://track.example/q.gif\">\r\n"
              "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; "
              "filename=sign-in-log.txt\r\n\r\n2026-11-20 03:12 j.doe 203.0.113.7 failed\r\n--b--\r\n")
              .arg(from, asked.subject)
              .arg(++m_mails)
              .arg(asked.messageIdHeader)
              .toUtf8();
    return arrive(raw);
}

MessageId ShellWorld::arrive(const QByteArray &raw)
{
    feed::IngestPage page;
    store::IncomingMail mail;
    mail.raw = store::packRaw(raw);
    mail.parsed = mime::parse(raw);
    mail.internalDate = m_clock.nowMs();
    page.mails = {mail};
    const feed::IngestSummary done
        = must(awaited(m_store->write([page](store::Session &session) { return feed::ingest(session, page); })));
    return done.ids.value(0);
}

domain::OutboxMail ShellWorld::send(const domain::Incident &incident, const QString &to, const QString &subject,
                                    const QString &text)
{
    desk::ComposeDesk compose(context().desk);
    desk::ComposeDraft draft = must(awaited(compose.newMail(incident.id, std::nullopt)));
    draft.mailbox = m_mailbox;
    draft.to = {{QString(), to}};
    draft.subject = subject;
    draft.text = text;
    domain::OutboxMail queued = must(awaited(compose.send(draft, 10'000)));
    m_clock.advance(1'000);
    return queued;
}

void ShellWorld::accept(const domain::OutboxMail &mail)
{
    must(awaited(m_store->write([id = mail.id](store::Session &session) {
        store::Outbox outbox(session);
        store::Outbox::Outcome sending;
        sending.to = domain::OutboxState::Sending;
        if (const auto begun = outbox.settle(id, domain::OutboxState::Queued, sending); !begun)
            return begun;
        store::Outbox::Outcome sent;
        sent.serverWords = QStringLiteral("2.0.0 Ok: queued");
        sent.copy = domain::SentCopy::Filed;
        return outbox.settle(id, domain::OutboxState::Sending, sent);
    })));
}

void ShellWorld::populate()
{
    addMailbox(QStringLiteral("ir@corp.example"));
    const domain::BusinessUnit finance = addUnit(QStringLiteral("Finance"), QStringLiteral("finance.example"));
    const domain::BusinessUnit legal = addUnit(QStringLiteral("Legal"), QStringLiteral("legal.example"));
    const domain::BusinessUnit plant = addUnit(QStringLiteral("Plant IT"), QStringLiteral("plant.example"));
    addIncident(QStringLiteral("VPN brute force"), domain::Severity::Low);
    addIncident(QStringLiteral("Lost laptop of a field engineer"), domain::Severity::Medium, {plant.id});
    const domain::Incident malware
        = addIncident(QStringLiteral("Malware on FIN-LT-0113"), domain::Severity::Critical, {finance.id});
    const domain::Incident signIn = addIncident(QStringLiteral("Suspicious sign-in to the payroll system"),
                                                domain::Severity::High, {finance.id, legal.id, plant.id});
    const domain::OutboxMail asked
        = send(signIn, QStringLiteral("security@finance.example"), QStringLiteral("Please confirm sign-in"),
               QStringLiteral("Can you confirm the sign-in of j.doe from 203.0.113.7 last night?"));
    accept(asked);
    send(signIn, QStringLiteral("it@plant.example"), QStringLiteral("Block 203.0.113.7"),
         QStringLiteral("Please block this address at the plant's gateway."));
    m_clock.advance(3 * 3'600'000);
    const QString tag = domain::subjectTag(signIn);
    receive(QStringLiteral("L. Weiss <weiss@legal.example>"), QStringLiteral("Data owner %1").arg(tag),
            QStringLiteral("Who notifies the data owner?"));
    receiveAnswer(QStringLiteral("M. Roe <m.roe@finance.example>"), asked);
    receive(QStringLiteral("Ops <ops@finance.example>"),
            QStringLiteral("AV report %1").arg(domain::subjectTag(malware)), QStringLiteral("The scan is clean now."));
    receive(QStringLiteral("K. Lind <lind@finance.example>"), QStringLiteral("Strange invoice"),
            QStringLiteral("We got this invoice, is it real?"));
    receive(QStringLiteral("reception@plant.example"), QStringLiteral("Visitor without badge"),
            QStringLiteral("Somebody asked for the server room."));
    domain::FeedStatus status;
    status.mailbox = m_mailbox;
    status.address = QStringLiteral("ir@corp.example");
    status.state = domain::FeedState::Running;
    status.folder = QStringLiteral("INBOX");
    status.done = 212;
    status.total = 340;
    status.lastSuccessAt = m_clock.nowMs() - 20'000;
    m_feeds.tell(status);
}

} // namespace liaison::test
