#include "tests/servers/offered_mailbox.h"

#include "tests/support/certificates.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace liaison::test {

namespace {

const QString finance = QStringLiteral("finance@bu.test");
const QString financePassword = QStringLiteral("finance secret");

const char script[] = R"(
import json, smtplib, ssl, sys
order = json.load(sys.stdin.buffer)
context = ssl.create_default_context(cafile=order["ca"])
with smtplib.SMTP_SSL("127.0.0.1", order["port"], context=context) as smtp:
    smtp.login(order["user"], order["password"])
    smtp.sendmail(order["user"], [order["to"]], order["mail"])
)";

} // namespace

OfferedMailbox::~OfferedMailbox()
{
    if (!m_exchange || m_exchange->state() == QProcess::NotRunning)
        return;
    m_exchange->terminate(); // so that it removes its certificates
    if (!m_exchange->waitForFinished(30'000))
        m_exchange->kill();
}

QByteArray OfferedMailbox::onExchange(const ProgramWindow &program)
{
    m_exchange = std::make_unique<QProcess>();
    program.launch(m_exchange.get(), {QStringLiteral("demo-server"), QStringLiteral("--json")});
    if (!QTest::qWaitFor([this] { return m_exchange->canReadLine(); }, 60'000))
        return "the demo's server does not start: " + m_exchange->readAllStandardError();
    const QJsonObject told = QJsonDocument::fromJson(m_exchange->readLine()).object();
    address = m_submitter = told.value(QLatin1String("user")).toString();
    password = m_submittersPassword = told.value(QLatin1String("password")).toString();
    ca = told.value(QLatin1String("certificate")).toString();
    exchange = told.value(QLatin1String("exchange")).toString();
    smtps = told.value(QLatin1String("smtps")).toString().section(QLatin1Char(':'), 1);
    return {};
}

QByteArray OfferedMailbox::onMailHost()
{
    CertificateMaker maker(m_certificates.path());
    const CertificateFiles files = maker.leaf(QStringLiteral("server"));
    address = QStringLiteral("ir@corp.test");
    password = QStringLiteral("analyst secret");
    ca = maker.caFile();
    m_submitter = finance;
    m_submittersPassword = financePassword;
    m_host = std::make_unique<MailHost>(MailHost::Options{
        {files.certificate, files.key, ca}, {{address, password}, {finance, financePassword}}, {}, {}});
    if (!m_host->start())
        return m_host->failure().toUtf8();
    imaps = QString::number(m_host->imapsPort());
    smtps = QString::number(m_host->smtpsPort());
    return {};
}

QByteArray OfferedMailbox::submit(const QString &subject) const
{
    const QString mail
        = QStringLiteral("From: %1\r\nTo: %2\r\nSubject: %3\r\nMessage-ID: <%4@bu.test>\r\n\r\nWe saw it, too.\r\n")
              .arg(finance, address, subject, QString(subject).remove(QLatin1Char(' ')));
    const QJsonObject order{{QStringLiteral("ca"), ca},
                            {QStringLiteral("port"), smtps.toInt()},
                            {QStringLiteral("user"), m_submitter},
                            {QStringLiteral("password"), m_submittersPassword},
                            {QStringLiteral("to"), address},
                            {QStringLiteral("mail"), mail}};
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromLatin1(script)});
    python.write(QJsonDocument(order).toJson(QJsonDocument::Compact));
    python.closeWriteChannel();
    if (!python.waitForFinished(60'000))
        return "python3 did not finish";
    return python.exitCode() == 0 ? QByteArray() : python.readAllStandardError();
}

} // namespace liaison::test
