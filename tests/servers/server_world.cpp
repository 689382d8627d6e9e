#include "tests/servers/server_world.h"

#include "core/desk/unit_desk.h"
#include "core/store/business_units.h"
#include "tests/support/await.h"
#include "tests/support/certificates.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

namespace liaison::test {

namespace {

TlsFiles certificateFor(const QString &folder, const QString &host, qint64 validFromSeconds, qint64 validToSeconds)
{
    CertificateMaker maker(folder);
    CertificateSpec spec;
    spec.commonName = host;
    spec.dnsNames = {host};
    if (host != QLatin1String("localhost"))
        spec.ipAddresses.clear();
    spec.validFromSeconds = validFromSeconds;
    spec.validToSeconds = validToSeconds;
    const CertificateFiles files = maker.leaf(QStringLiteral("server"), spec);
    return {files.certificate, files.key, maker.caFile()};
}

} // namespace

TlsFiles serverCertificate(const QString &folder, const QString &host)
{
    return certificateFor(folder, host, -3'600, 30 * 86'400);
}

TlsFiles expiredServerCertificate(const QString &folder, const QString &host)
{
    return certificateFor(folder, host, -2 * 86'400, -86'400);
}

QByteArray ServerWorld::start(Office::Options options, const QString &dovecotExtra, const QString &eximExtra)
{
    MailHost::Options hosted{tls, {{analysts, analystsPassword}, {finance, financePassword}}, dovecotExtra, eximExtra};
    hosted.smtpUtf8 = !withoutSmtpUtf8;
    host = std::make_unique<MailHost>(hosted);
    if (!host->start())
        return host->failure().toUtf8();
    office = std::make_unique<Office>(options);
    return office->open();
}

Result<domain::Incident> makeIncident(Office &office, const QString &title)
{
    desk::IncidentDesk incidents(office.context());
    const auto units = await(
        office.store()->read([](store::Session &session) { return store::BusinessUnits(session).list(false); }));
    if (!units)
        return fail(units.error());
    domain::BusinessUnit unit;
    if (units->isEmpty()) {
        unit.title = QStringLiteral("Finance");
        unit.recipients = {finance};
        const auto created = await(desk::UnitDesk(office.context()).create(unit));
        if (!created)
            return fail(created.error());
        unit = *created;
    } else {
        unit = units->first();
    }
    domain::Incident incident;
    incident.title = title;
    incident.status = domain::IncidentStatus::Open;
    incident.affected = {unit.id};
    return await(incidents.create(incident));
}

Result<domain::OutboxMail> writeToFinance(Office &office, const domain::Incident &incident, const QString &subject,
                                          const QString &text)
{
    desk::ComposeDesk compose(office.context());
    auto draft = await(compose.newMail(incident.id, incident.affected.first()));
    if (!draft)
        return fail(draft.error());
    draft->subject = subject;
    draft->text = text;
    return await(compose.send(*draft, 0));
}

QJsonObject readIndependently(const QByteArray &raw)
{
    static const char script[] = R"(
import email, email.policy, json, sys
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
body = mail.get_body(("plain",))
print(json.dumps({
    "headers": [[k, str(v)] for k, v in mail.items()],
    "text": body.get_content() if body else "",
    "charset": body.get_content_charset() if body else "",
    "defects": [str(d) for d in mail.defects],
}))
)";
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromLatin1(script)});
    python.write(raw);
    python.closeWriteChannel();
    python.waitForFinished(30'000);
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

QStringList headerValues(const QJsonObject &mail, const char *name)
{
    QStringList values;
    const QJsonArray headers = mail.value(QLatin1String("headers")).toArray();
    for (const QJsonValue &pair : headers)
        if (pair.toArray().at(0).toString().compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            values << pair.toArray().at(1).toString();
    return values;
}

QByteArray mailToAnalysts(const QString &from, const QString &subject, const QByteArray &messageId,
                          const QByteArray &extraHeaders, const QByteArray &body)
{
    return "From: " + from.toUtf8() + "\r\nTo: " + analysts.toUtf8() + "\r\nSubject: " + subject.toUtf8()
        + "\r\nMessage-ID: <" + messageId + ">\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n" + extraHeaders
        + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + body;
}

} // namespace liaison::test
