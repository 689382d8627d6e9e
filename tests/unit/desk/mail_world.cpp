#include "tests/unit/desk/mail_world.h"

#include "core/feed/ingest.h"
#include "core/mime/parse.h"
#include "core/store/audit_log.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"

namespace liaison::test {

QByteArray unitMail(const QByteArray &messageId, const QByteArray &subject, const QByteArray &moreHeaders,
                    const QByteArray &text)
{
    return "From: M. Roe <roe@unit.example>\r\nTo: <soc@liaison.example>, Ann <ann@unit.example>\r\nSubject: " + subject
        + "\r\nMessage-ID: <" + messageId + ">\r\nDate: Fri, 20 Nov 2026 16:02:00 +0000\r\n" + moreHeaders + "\r\n"
        + text;
}

MailWorld::MailWorld() : store({dir.filePath(QStringLiteral("store.db")), {}, 200}, &clock) { }

bool MailWorld::open()
{
    if (!await<void>(store.open()))
        return false;
    const auto fill = [this](store::Session &s) -> Result<void> {
        domain::Mailbox box;
        box.address = QStringLiteral("soc@liaison.example");
        box.displayName = QStringLiteral("Security desk");
        box.inbound.host = box.outbound.host = QStringLiteral("mail.example");
        const auto saved = store::Mailboxes(s).save(box);
        if (!saved)
            return fail(saved.error());
        domain::RemoteFolder remote;
        remote.remoteId = remote.path = QStringLiteral("INBOX");
        remote.role = domain::FolderRole::Inbox;
        const auto folders = store::Folders(s).refresh(saved->id, {remote});
        if (!folders)
            return fail(folders.error());
        domain::BusinessUnit bu;
        bu.title = QStringLiteral("Hospital");
        bu.recipients = QStringList{QStringLiteral("roe@unit.example"), QStringLiteral("desk@unit.example")};
        const auto made = store::BusinessUnits(s).create(bu);
        if (!made)
            return fail(made.error());
        domain::Incident first;
        first.title = QStringLiteral("Phishing wave");
        first.status = domain::IncidentStatus::Open;
        first.affected = {made->id};
        const auto one = store::Incidents(s).create(first);
        first.title = QStringLiteral("Lost laptop");
        const auto two = store::Incidents(s).create(first);
        if (!one || !two)
            return fail(one ? two.error() : one.error());
        mailbox = *saved;
        inbox = folders->constFirst().id;
        unit = *made;
        incident = *one;
        other = *two;
        return {};
    };
    return write(fill).has_value();
}

MessageId MailWorld::receive(const QByteArray &raw, UtcMs arrivedAt)
{
    feed::IngestPage page;
    page.folder = inbox;
    store::IncomingMail mail;
    mail.folder = inbox;
    mail.remoteId = QStringLiteral("1:%1").arg(++m_received);
    mail.raw = store::packRaw(raw);
    mail.parsed = mime::parse(raw);
    mail.internalDate = arrivedAt > 0 ? arrivedAt : clock.nowMs();
    page.mails.append(mail);
    page.nextCursor = QByteArray::number(m_received);
    const auto stored = write([page](store::Session &s) { return feed::ingest(s, page); });
    return stored && !stored->ids.isEmpty() ? stored->ids.constFirst() : MessageId{};
}

MessageId MailWorld::incoming()
{
    return receive(unitMail("q@unit.example", "Strange mail " + domain::subjectTag(incident).toUtf8()));
}

store::MailRow MailWorld::row(MessageId id)
{
    return read([id](store::Session &s) { return store::Messages(s).row(id, QStringLiteral("Kim")); })
        .value_or(store::MailRow{});
}

QStringList MailWorld::audit()
{
    const auto entries = read([](store::Session &s) { return store::AuditLog(s).list(std::nullopt, 100); });
    QStringList actions;
    if (entries) {
        for (const domain::AuditEntry &entry : *entries)
            actions.append(entry.action);
    }
    return actions;
}

desk::Context MailWorld::context()
{
    return {&store, nullptr, nullptr, &clock, {QStringLiteral("Kim"), QStringLiteral("kim"), QStringLiteral("pc")}};
}

} // namespace liaison::test
