#include "core/desk/errand_json.h"
#include "core/desk/test_errand.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace liaison;
using namespace Qt::StringLiterals;
using domain::TestReason;
using domain::TestReport;
using domain::TestStep;
using domain::TestStepKind;
using domain::TestStepState;

namespace {

CertificateSummary certificate()
{
    return {u"mail.corp.example"_s,
            993,
            u"CN=mail"_s,
            u"CN=ca"_s,
            {u"mail.corp.example"_s, u"10.0.0.1"_s},
            1,
            2,
            u"ab12"_s,
            u"TLSv1.3"_s,
            u"AES"_s,
            true,
            true};
}

} // namespace

/// What two processes of a team tell each other.
class TestErrandJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void errorsComeBackWhole();
    void reportsComeBackWhole();
    void everyStepStateAndReasonHasItsName();
    void onlyAddressesOfTheWebAreShown_data();
    void onlyAddressesOfTheWebAreShown();
    void nonsenseIsNoTrouble();
    void fieldsComeBackWhole();
    void fieldsThatNobodyKnowsAreNotReplaced();
};

void TestErrandJson::errorsComeBackWhole()
{
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::KeychainDenied); ++kind) {
        const Error error{static_cast<ErrorKind>(kind), u"log"_s, u"words"_s, 17, certificate()};
        QVERIFY(desk::errorFromJson(desk::toJson(error)) == error);
    }
    const Error bare{ErrorKind::TimedOut, {}, {}, {}};
    QVERIFY(desk::errorFromJson(desk::toJson(bare)) == bare);
}

void TestErrandJson::reportsComeBackWhole()
{
    TestReport report;
    report.side = domain::TestSide::Outbound;
    report.mailbox = u"ir@corp.example"_s;
    report.over = true;
    report.trace = QStringList{u"C: one"_s, u"S: two"_s};
    TestStep tls;
    tls.kind = TestStepKind::Tls;
    tls.state = TestStepState::Passed;
    tls.subject = u"mail.corp.example"_s;
    tls.detail = u"10.0.0.1"_s;
    tls.ms = 12;
    tls.count = 3;
    tls.certificate = certificate();
    TestStep token;
    token.kind = TestStepKind::Token;
    token.state = TestStepState::Failed;
    token.token = domain::TokenFacts{u"https://login.example"_s, u"mail"_s, {u"Mail.Read"_s}, 5};
    token.error = Error{ErrorKind::AuthenticationFailed, u"log"_s, u"AADSTS7000215"_s, {}};
    token.reason = TestReason::NoToken;
    token.problem = u"WrongSecret (AADSTS7000215)"_s;
    token.advice = u"Enter the secret's value."_s;
    report.steps = {tls, token};
    const TestReport back = desk::reportFromJson(desk::toJson(report));
    QVERIFY(back.side == report.side && back.over);
    QCOMPARE(back.mailbox, report.mailbox);
    QCOMPARE(back.trace, report.trace);
    QVERIFY(back.steps == report.steps);
}

void TestErrandJson::everyStepStateAndReasonHasItsName()
{
    TestReport report;
    for (int kind = 0; kind <= static_cast<int>(TestStepKind::RoundTrip); ++kind) {
        for (int state = 0; state <= static_cast<int>(TestStepState::Skipped); ++state) {
            TestStep step;
            step.kind = static_cast<TestStepKind>(kind);
            step.state = static_cast<TestStepState>(state);
            if (step.state == TestStepState::Failed)
                step.error = Error{ErrorKind::TimedOut, {}, {}, {}};
            report.steps << step;
        }
    }
    for (int reason = 0; reason <= static_cast<int>(TestReason::NotBackInTime); ++reason) {
        TestStep step;
        step.reason = static_cast<TestReason>(reason);
        report.steps << step;
    }
    QVERIFY(desk::reportFromJson(desk::toJson(report)).steps == report.steps);
}

void TestErrandJson::onlyAddressesOfTheWebAreShown_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("shown");
    QTest::newRow("https") << u"https://login.example/device"_s << true;
    QTest::newRow("http, of a provider in the house") << u"http://127.0.0.1:3000/device"_s << true;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("script") << u"javascript:alert(1)"_s << false;
    QTest::newRow("none") << QString() << false;
}

void TestErrandJson::onlyAddressesOfTheWebAreShown()
{
    QFETCH(const QString, address);
    QFETCH(const bool, shown);
    const domain::SignInPrompt prompt{domain::SignInWay::DeviceCode, QUrl(address), u"WDJB-MJHT"_s, 7};
    const auto back = desk::promptFromJson(desk::toJson(prompt));
    QCOMPARE(back.has_value(), shown);
    if (!shown)
        return;
    QCOMPARE(back->address, prompt.address);
    QCOMPARE(back->code, prompt.code);
    QCOMPARE(back->expiresAt, prompt.expiresAt);
}

/// Another version of the program, or somebody who writes into the database by hand.
void TestErrandJson::nonsenseIsNoTrouble()
{
    const QJsonObject strange{{u"steps"_s, QJsonArray{1, QJsonObject{{u"kind"_s, u"tea"_s}, {u"state"_s, u"cold"_s}}}},
                              {u"error"_s, QJsonArray{}},
                              {u"trace"_s, QJsonArray{QString(100'000, u'x')}}};
    const TestReport report = desk::reportFromJson(strange);
    QCOMPARE(report.steps.size(), 2);
    QVERIFY(!report.over && report.failure()->error); // what failed says an error, always
    QVERIFY(report.trace.first().size() < 10'000);
    QVERIFY(!domain::testLog(report).isEmpty());
    QVERIFY(desk::errorFromJson({}).kind == ErrorKind::Internal);
    QVERIFY(!desk::outcomeFromJson({}).refusal);
}

void TestErrandJson::fieldsComeBackWhole()
{
    domain::Mailbox saved;
    saved.id = MailboxId{7};
    saved.address = u"ir@corp.example"_s;
    saved.pollSeconds = 90;
    desk::TestErrand errand{saved, {domain::TestSide::Outbound, false, 5'000, {}}};
    errand.mailbox.address = u"soc@corp.example"_s;
    errand.mailbox.inbound.host = u"imap.corp.example"_s;
    errand.mailbox.outbound.port = 2'525;
    const auto read = desk::testErrandFromJson(desk::toJson(errand), saved);
    QVERIFY(read);
    const desk::TestErrand &back = *read;
    QCOMPARE(back.mailbox.id, saved.id);
    QCOMPARE(back.mailbox.pollSeconds, 90);
    QCOMPARE(back.mailbox.address, errand.mailbox.address);
    QVERIFY(back.mailbox.inbound == errand.mailbox.inbound);
    QVERIFY(back.mailbox.outbound == errand.mailbox.outbound);
    QVERIFY(back.options.side == domain::TestSide::Outbound && !back.options.sendsMail);
    QCOMPARE(back.options.limitMs, 5'000);
}

/// Those of a newer version: the saved ones are not what is asked for.
void TestErrandJson::fieldsThatNobodyKnowsAreNotReplaced()
{
    domain::Mailbox saved;
    saved.inbound.host = u"imap.corp.example"_s;
    for (const QString &side : {u"inbound"_s, u"outbound"_s}) {
        QJsonObject json = desk::toJson(desk::TestErrand{saved, {}});
        QVERIFY(desk::testErrandFromJson(json, saved));
        QJsonObject endpoint = json.value(side).toObject();
        endpoint.insert(u"signIn"_s, u"telepathy"_s);
        json.insert(side, endpoint);
        const auto refused = desk::testErrandFromJson(json, saved);
        QVERIFY2(!refused, qPrintable(side));
        QVERIFY(refused.error().kind == ErrorKind::InvalidInput);
    }
}

LIAISON_TEST(TestErrandJson)
#include "tst_errand_json.moc"
