#include "tests/contract/mixed_mail_world.h"

namespace liaison::test {

namespace {

/// A Maildir has lines that end with LF; on the way to Exchange they are CRLF's again.
QList<QByteArray> asSent(QList<QByteArray> mails)
{
    for (QByteArray &raw : mails)
        raw.replace("\r\n", "\n").replace('\n', "\r\n");
    return mails;
}

} // namespace

MixedMailWorld::~MixedMailWorld() = default;

QByteArray MixedMailWorld::serve()
{
    m_tls = serverCertificate(m_certificates.path(), QStringLiteral("localhost"));
    m_host = std::make_unique<MailHost>(
        MailHost::Options{m_tls, {{analysts, analystsPassword}, {finance, financePassword}}, {}, {}});
    return m_host->start() ? ExchangeMailWorld::serve() : m_host->failure().toUtf8();
}

void MixedMailWorld::describe(domain::Mailbox &mailbox) const
{
    ExchangeMailWorld::describe(mailbox);
    domain::Endpoint &outbound = mailbox.outbound;
    outbound = {};
    outbound.protocol = domain::Protocol::Smtp;
    outbound.host = QStringLiteral("localhost");
    outbound.port = m_host->smtpsPort();
    outbound.security = domain::Security::Tls;
    outbound.signIn = domain::SignIn::AsInbound;
    outbound.trustedCaFile = m_tls.ca;
}

QList<QByteArray> MixedMailWorld::delivered()
{
    return asSent(m_host->delivered(finance));
}

QList<QByteArray> MixedMailWorld::forAnalysts() const
{
    return asSent(m_host->delivered(analysts));
}

int MixedMailWorld::carry()
{
    const QList<QByteArray> arrived = forAnalysts().mid(m_carried);
    m_carried += arrived.size();
    if (!arrived.isEmpty())
        drop(arrived, QStringLiteral("INBOX"));
    return static_cast<int>(arrived.size());
}

} // namespace liaison::test
