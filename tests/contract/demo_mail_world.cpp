#include "tests/contract/demo_mail_world.h"

#include <QDateTime>
#include <QFile>

namespace liaison::test {

namespace {

const QString inbox = QStringLiteral("INBOX");

const demo::DemoMail *findMail(const demo::DemoFolder *folder, const QString &messageId)
{
    const QByteArray header = "Message-ID: <" + messageId.toUtf8() + ">";
    for (const demo::DemoMail &mail : folder->mails)
        if (mail.raw.contains(header))
            return &mail;
    return nullptr;
}

} // namespace

QByteArray DemoMailWorld::serveDemo(demo::DemoServer::Options options)
{
    options.world.team = {QStringLiteral("Incident Response"), analysts};
    options.password = analystsPassword;
    options.unitsAnswer = false;
    options.plainExchange = m_plain;
    if (m_byCertificate) {
        const auto made = demo::makeCertificate(demo::CertificateUse::Application);
        QFile file(applicationFile());
        if (!made || !file.open(QIODevice::WriteOnly) || file.write(made->certificatePem + made->keyPem) < 0)
            return "no certificate";
        options.exchange.clientCertificatePem = made->certificatePem;
    }
    m_server = std::make_unique<demo::DemoServer>(options);
    const auto address = await(m_server->start());
    if (!address)
        return why(address);
    m_address = *address;
    QFile file(caFile());
    return file.open(QIODevice::WriteOnly) && file.write(m_address.certificatePem) > 0 ? QByteArray() : "no file";
}

QString DemoMailWorld::clientId()
{
    return QStringLiteral("0e7a3c1f-9b1c-4c63-9f7e-3a1d5c2b4e6f");
}

domain::Endpoint DemoMailWorld::endpointAt(domain::Protocol protocol, quint16 port) const
{
    domain::Endpoint endpoint;
    endpoint.protocol = protocol;
    endpoint.host = QStringLiteral("127.0.0.1");
    endpoint.port = port;
    endpoint.security = m_plain ? domain::Security::None : domain::Security::Tls;
    endpoint.trustedCaFile = m_plain ? QString() : caFile();
    return endpoint;
}

void DemoMailWorld::signInByApplication(domain::Endpoint &endpoint, quint16 port) const
{
    endpoint.signIn = domain::SignIn::OAuth2;
    endpoint.oauth.flow = domain::OAuthFlow::Application;
    endpoint.oauth.clientId = clientId();
    endpoint.oauth.tenantId = QStringLiteral("corp.test");
    if (m_byCertificate)
        endpoint.clientCertificateFile = applicationFile();
    endpoint.oauth.loginHost
        = QStringLiteral("%1://127.0.0.1:%2").arg(m_plain ? QStringLiteral("http") : QStringLiteral("https")).arg(port);
}

template <class F> bool DemoMailWorld::withMail(const QString &messageId, F f)
{
    return with([messageId, f](demo::DemoMailbox &box) {
        const demo::DemoMail *mail = findMail(box.folder(inbox), messageId);
        return mail && f(box, mail->uid);
    });
}

QString DemoMailWorld::submit(const QByteArray &raw)
{
    drop({raw}, inbox);
    return {};
}

void DemoMailWorld::drop(const QList<QByteArray> &mails, const QString &folder)
{
    static_cast<void>(with([mails, folder](demo::DemoMailbox &box) {
        for (const QByteArray &raw : mails)
            box.append(folder, raw, QDateTime::currentMSecsSinceEpoch(), {});
        return true;
    }));
}

bool DemoMailWorld::setSeen(const QString &messageId, bool seen)
{
    using Change = demo::DemoMailbox::Change;
    return withMail(messageId, [seen](demo::DemoMailbox &box, quint32 uid) {
        box.changeFlags(inbox, uid, seen ? Change::Add : Change::Remove, {"\\Seen"});
        return true;
    });
}

bool DemoMailWorld::remove(const QString &messageId)
{
    return withMail(messageId, [](demo::DemoMailbox &box, quint32 uid) { return box.remove(inbox, {uid}), true; });
}

bool DemoMailWorld::move(const QString &messageId, const QString &folder)
{
    return withMail(messageId, [folder](demo::DemoMailbox &box, quint32 uid) {
        QList<quint32> made;
        return box.move(inbox, {uid}, folder, &made);
    });
}

bool DemoMailWorld::makeFolder(const QString &name)
{
    return with([name](demo::DemoMailbox &box) { return box.createFolder(name); });
}

bool DemoMailWorld::renameFolder(const QString &from, const QString &to)
{
    return with([from, to](demo::DemoMailbox &box) { return box.renameFolder(from, to); });
}

bool DemoMailWorld::removeFolder(const QString &name)
{
    return with([name](demo::DemoMailbox &box) { return box.removeFolder(name); });
}

QList<QByteArray> DemoMailWorld::delivered()
{
    QList<QByteArray> mails;
    const auto handed = await(m_server->ask([](demo::PostOffice &office) { return office.handedIn(); }));
    for (const demo::Handed &mail : handed.value_or(QList<demo::Handed>()))
        if (mail.recipients.contains(finance))
            mails << mail.raw;
    return mails;
}

QList<QByteArray> DemoMailWorld::mailsIn(const QString &folder)
{
    QList<QByteArray> mails;
    static_cast<void>(with([&mails, folder](demo::DemoMailbox &box) {
        for (const demo::DemoMail &mail : box.folder(folder)->mails)
            mails << mail.raw;
        return true;
    }));
    return mails;
}

QSet<QByteArray> DemoMailWorld::flags(const QString &messageId)
{
    QSet<QByteArray> all;
    static_cast<void>(withMail(messageId, [&all](demo::DemoMailbox &box, quint32 uid) {
        const demo::DemoMail &mail = *box.folder(inbox)->find(uid);
        const QSet<QByteArray> flags = mail.flags;
        if (flags.contains("\\Seen"))
            all.insert("seen");
        if (flags.contains("\\Answered"))
            all.insert("answered");
        if (flags.contains("\\Answered") && mail.properties.value("0x1081") == "103")
            all.insert("to all");
        if (flags.contains("$Forwarded"))
            all.insert("forwarded");
        return true;
    }));
    return all;
}

} // namespace liaison::test
