#include "core/transport/ews_source.h"
#include "fake_exchange.h"
#include "ntlm_challenger.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using namespace liaison::test;
using namespace liaison::transport;
using domain::SignIn;

namespace {

constexpr int most = EwsAccount::mostAtATime;

QByteArray refusal()
{
    return httpAnswer(401, "", "WWW-Authenticate: Basic realm=\"x\"\r\n");
}

} // namespace

/// A password that stops being taken while several requests are under way: servers count the tries and lock accounts.
class TestEwsSecondTry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aRefusedPasswordIsTriedOnceMore();
    void aStumbleCostsNobodyAnAnswer();
    void aSecondTryThatIsLostIsMadeByAnother();
    void aSecondTryThatIsStoppedIsMadeByAnother();
    void ntlmIsNotTriedByAll();
    void ntlmThatNobodyRefusedIsNotRefused();

private:
    void holdFinds(int count);
    void ask(int count);
    [[nodiscard]] QStringList outcomes();
    [[nodiscard]] int asked() const { return m_exchange->asked("FindItem"); }

    std::unique_ptr<FakeExchange> m_exchange;
    std::unique_ptr<EwsSource> m_source;
    std::vector<Future<bool>> m_asked;
    int m_held = 0;
};

void TestEwsSecondTry::init()
{
    m_asked.clear();
    m_source.reset();
    m_exchange = std::make_unique<FakeExchange>();
    m_source = std::make_unique<EwsSource>(m_exchange->exchange());
    QVERIFY(await(m_source->folders({})));
}

/// The first `count` questions wait for replyAll(); those behind them are refused.
void TestEwsSecondTry::holdFinds(int count)
{
    m_held = count;
    m_exchange->intercept = [this](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = m_held-- > 0 ? QByteArray() : refusal();
        return true;
    };
}

void TestEwsSecondTry::ask(int count)
{
    for (int i = 0; i < count; ++i)
        m_asked.push_back(m_source->contains(FakeExchange::inbox(), QStringLiteral("a@b"), {}));
}

QStringList TestEwsSecondTry::outcomes()
{
    QStringList kinds;
    for (const Future<bool> &one : m_asked) {
        const Result<bool> answer = await(one);
        kinds << (answer ? QStringLiteral("ok") : errorKindName(answer.error().kind));
    }
    return kinds;
}

void TestEwsSecondTry::aRefusedPasswordIsTriedOnceMore()
{
    holdFinds(most);
    ask(most + 3);
    QTRY_COMPARE(asked(), most);
    m_exchange->server.replyAll(refusal());
    QCOMPARE(outcomes(), QStringList(most + 3, QStringLiteral("AuthenticationFailed")));
    QCOMPARE(asked(), most + 1);
    ask(1);
    QCOMPARE(outcomes().last(), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(asked(), most + 1); // nothing goes out with it any more
}

void TestEwsSecondTry::aStumbleCostsNobodyAnAnswer()
{
    holdFinds(most);
    ask(most + 3);
    QTRY_COMPARE(asked(), most);
    m_exchange->intercept = {};
    m_exchange->server.replyAll(refusal());
    QCOMPARE(outcomes(), QStringList(most + 3, QStringLiteral("ok")));
    QCOMPARE(asked(), most + most + 3);
}

void TestEwsSecondTry::aSecondTryThatIsLostIsMadeByAnother()
{
    holdFinds(most);
    ask(most);
    QTRY_COMPARE(asked(), most);
    // What somebody in between answers tells nothing about the password.
    int lost = 1;
    m_exchange->intercept = [&lost](const QByteArray &, const SeenRequest &, std::optional<QByteArray> &answer) {
        answer = lost-- > 0 ? httpAnswer(404, "") : refusal();
        return true;
    };
    m_exchange->server.replyAll(refusal());
    QStringList kinds = outcomes();
    QCOMPARE(kinds.removeAll(QStringLiteral("AuthenticationFailed")), most - 1);
    QCOMPARE(kinds.size(), 1);
    QCOMPARE(asked(), most + 2);
}

void TestEwsSecondTry::aSecondTryThatIsStoppedIsMadeByAnother()
{
    holdFinds(2);
    std::stop_source stop;
    m_asked.push_back(m_source->contains(FakeExchange::inbox(), QStringLiteral("a@b"), stop.get_token()));
    QTRY_COMPARE(asked(), 1);
    m_exchange->server.replyAll(refusal());
    QTRY_COMPARE(asked(), 2); // the second try, which is kept waiting
    m_exchange->intercept = {};
    ask(1);
    stop.request_stop();
    QCOMPARE(outcomes(), (QStringList{QStringLiteral("Cancelled"), QStringLiteral("ok")}));
    QCOMPARE(asked(), 3);
}

void TestEwsSecondTry::ntlmIsNotTriedByAll()
{
    NtlmChallenger good;
    NtlmChallenger refusing;
    refusing.accepts = false;
    NtlmChallenger *now = &good;
    m_exchange->intercept = [&](const QByteArray &, const SeenRequest &request, std::optional<QByteArray> &answer) {
        answer = now->answer(request);
        return answer.has_value();
    };
    m_source = std::make_unique<EwsSource>(m_exchange->exchange(m_exchange->account(SignIn::Ntlm)));
    QVERIFY(await(m_source->folders({})));
    QCOMPARE(good.proofs, 1);
    now = &refusing; // the password was changed
    ask(most);
    QCOMPARE(outcomes(), QStringList(most, QStringLiteral("AuthenticationFailed")));
    // Each counts towards the account's lockout. Qt may give up on the connection that was signed in without any.
    QVERIFY2(refusing.proofs <= 1, qPrintable(QString::number(refusing.proofs)));
    const int proofs = refusing.proofs;
    ask(1);
    QCOMPARE(outcomes().last(), QStringLiteral("AuthenticationFailed"));
    QCOMPARE(refusing.proofs, proofs);
}

/// Many sign in at once, over connections of their own: one shows the password, the others wait and come again.
void TestEwsSecondTry::ntlmThatNobodyRefusedIsNotRefused()
{
    for (int round = 0; round < 20; ++round) {
        NtlmChallenger server;
        m_exchange->intercept = [&](const QByteArray &, const SeenRequest &request, std::optional<QByteArray> &answer) {
            answer = server.answer(request);
            return answer.has_value();
        };
        m_source = std::make_unique<EwsSource>(m_exchange->exchange(m_exchange->account(SignIn::Ntlm)));
        m_asked.clear();
        ask(most);
        QCOMPARE(outcomes(), QStringList(most, QStringLiteral("ok")));
    }
}

LIAISON_TEST(TestEwsSecondTry)
#include "tst_ews_second_try.moc"
