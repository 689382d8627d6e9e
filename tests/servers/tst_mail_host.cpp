#include "tests/support/certificates.h"
#include "tests/support/mail_host.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

using namespace liaison::test;

/// The mail host itself: what the other server tests stand on.
class TestMailHost : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deliversWhatIsSubmittedAndRefusesTheRest();
};

void TestMailHost::deliversWhatIsSubmittedAndRefusesTheRest()
{
    REQUIRE_SERVER(MailHost::missing().isEmpty(), "Dovecot or Exim is not installed");
    QTemporaryDir dir;
    CertificateMaker maker(dir.path());
    const CertificateFiles files = maker.leaf(QStringLiteral("server"));
    MailHost host({{files.certificate, files.key, maker.caFile()},
                   {{QStringLiteral("ir@corp.test"), QStringLiteral("secret1")},
                    {QStringLiteral("finance@bu.test"), QStringLiteral("secret2")}},
                   {},
                   {}});
    QVERIFY2(host.start(), qPrintable(host.failure()));
    const QByteArray raw
        = "From: finance@bu.test\r\nTo: ir@corp.test\r\nSubject: hello\r\nMessage-ID: <1@bu.test>\r\n\r\nbody\r\n";
    QCOMPARE(host.submit(QStringLiteral("finance@bu.test"), {QStringLiteral("ir@corp.test")}, raw), QString());
    QTRY_COMPARE_WITH_TIMEOUT(host.delivered(QStringLiteral("ir@corp.test")).size(), 1, 30'000);
    QVERIFY(host.delivered(QStringLiteral("ir@corp.test")).first().contains("Subject: hello"));
    QVERIFY(!host.submit(QStringLiteral("finance@bu.test"), {QStringLiteral("nobody@corp.test")}, raw).isEmpty());
}

LIAISON_TEST(TestMailHost)
#include "tst_mail_host.moc"
