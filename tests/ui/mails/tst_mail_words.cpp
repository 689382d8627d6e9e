#include "tests/support/test_registry.h"

#include "core/domain/outbox.h"
#include "ui/common/delivery_text.h"
#include "ui/mails/mail_notices.h"
#include "ui/mails/mail_words.h"
#include "ui/mails/quotation_fold.h"
#include "ui/mails/text_safety.h"

#include "core/mime/body.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

using namespace liaison;
using namespace liaison::ui;
using namespace Qt::StringLiterals;

class TestMailWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void threadStates_data();
    void threadStates();
    void acceptedIsNeverDelivered();
    void deliveryChain();
    void refusalsInWords_data();
    void refusalsInWords();
    void whomAMailDidNotReach();
    void attachmentsThatLie_data();
    void attachmentsThatLie();
    void hiddenCharactersAreWrittenOut();
    void scriptsThatMix();
    void tipsAreNoHtml();
    void longQuotationsFold();
    void timesHaveNoSeconds_data();
    void timesHaveNoSeconds();
};

void TestMailWords::threadStates_data()
{
    QTest::addColumn<int>("unread");
    QTest::addColumn<QString>("delivery");
    QTest::addColumn<int>("waiting");
    QTest::addColumn<QString>("words");
    const int nobody = int(domain::Waiting::Nobody);
    const int us = int(domain::Waiting::ForUs);
    const int them = int(domain::Waiting::ForThem);
    QTest::newRow("two new") << 2 << QString() << us << u"2 new"_s;
    QTest::newRow("one new") << 1 << QString() << them << u"1 new"_s;
    QTest::newRow("failure before new") << 2 << u"failed"_s << us << u"send failed"_s;
    QTest::newRow("uncertain") << 0 << u"uncertain"_s << them << u"send uncertain"_s;
    QTest::newRow("new before delay") << 1 << u"delayed"_s << them << u"1 new"_s;
    QTest::newRow("delayed") << 0 << u"delayed"_s << them << u"delayed"_s;
    QTest::newRow("queued") << 0 << u"queued"_s << them << u"queued"_s;
    QTest::newRow("for us") << 0 << QString() << us << u"waiting for us"_s;
    QTest::newRow("for them") << 0 << QString() << them << u"waiting for them"_s;
    QTest::newRow("nobody") << 0 << QString() << nobody << u"settled"_s;
}

void TestMailWords::threadStates()
{
    QFETCH(int, unread);
    QFETCH(QString, delivery);
    QFETCH(int, waiting);
    QFETCH(QString, words);
    store::ThreadRow row;
    row.unread = unread;
    row.worstDelivery = delivery;
    row.thread.waiting = static_cast<domain::Waiting>(waiting);
    QCOMPARE(MailWords::threadState(row), words);
}

void TestMailWords::acceptedIsNeverDelivered()
{
    using domain::OutboxState;
    for (const OutboxState state : {OutboxState::Queued, OutboxState::Sending, OutboxState::Sent, OutboxState::Failed,
                                    OutboxState::Uncertain, OutboxState::Cancelled}) {
        store::MailRow row;
        row.direction = store::Direction::Out;
        row.outboxState = domain::toString(state);
        const QStringList steps = MailWords::deliverySteps(row, false);
        QCOMPARE(steps.size(), 1);
        QVERIFY(!steps.first().contains("delivered"_L1));
    }
}

void TestMailWords::deliveryChain()
{
    store::MailRow row;
    QVERIFY(MailWords::deliverySteps(row, true).isEmpty()); // mail that came in has none
    row.direction = store::Direction::Out;
    row.outboxState = domain::toString(domain::OutboxState::Sent);
    row.delivery = u"delayed"_s;
    QCOMPARE(MailWords::deliverySteps(row, true), (QStringList{u"accepted"_s, u"delayed"_s, u"answered"_s}));
    QVERIFY(!MailWords::deliveryFailed(row));
    row.delivery = u"failed"_s;
    QCOMPARE(MailWords::deliverySteps(row, false), (QStringList{u"accepted"_s, u"bounced"_s}));
    QVERIFY(MailWords::deliveryFailed(row));
    row.delivery = u"relayed"_s;
    QCOMPARE(MailWords::deliverySteps(row, false), (QStringList{u"accepted"_s, u"passed on"_s}));
    row.outboxState.clear();
    row.delivery.clear();
    QCOMPARE(MailWords::deliverySteps(row, false), QStringList{u"sent with another program"_s});
}

void TestMailWords::refusalsInWords_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("said"); ///< part of the sentence; empty: none
    QTest::newRow("unknown address") << u"550 5.1.1 <x@y>: Recipient address rejected"_s << u"does not exist"_s;
    QTest::newRow("full") << u"452 4.2.2 over quota"_s << u"mailbox is full"_s;
    QTest::newRow("spam") << u"554 5.7.1 Service unavailable"_s << u"refused the mail by its rules"_s;
    QTest::newRow("forged") << u"550-5.7.26 unauthenticated"_s << u"doubts that the mail comes from us"_s;
    QTest::newRow("too large") << u"552 5.3.4 too big"_s << u"larger than the server accepts"_s;
    QTest::newRow("not reached") << u"4.4.1"_s << u"could not be reached"_s;
    QTest::newRow("international") << u"5.6.7 no SMTPUTF8"_s << u"letters beyond ASCII"_s;
    QTest::newRow("without enhanced code") << u"451 greylisted"_s << u"at the moment"_s;
    QTest::newRow("without enhanced code, for good") << u"550 no"_s << u"does not exist"_s;
    QTest::newRow("says nothing") << u"5.0.0"_s << QString();
    QTest::newRow("accepted") << u"250 2.0.0 Ok"_s << QString();
    QTest::newRow("no code") << u"leave me alone"_s << QString();
}

void TestMailWords::refusalsInWords()
{
    QFETCH(const QString, words);
    QFETCH(const QString, said);
    const QString reason = deliveryReason(words);
    QVERIFY2(said.isEmpty() ? reason.isEmpty() : reason.contains(said), qPrintable(reason));
}

void TestMailWords::whomAMailDidNotReach()
{
    store::MailRow row;
    row.direction = store::Direction::Out;
    domain::RecipientDelivery failed{
        u"bea@bu.example"_s, domain::DeliveryState::Failed, u"5.1.1"_s, u"550 5.1.1 SERVERWORDS"_s, 1'000,
        std::nullopt};
    domain::RecipientDelivery delayed{u"ann@bu.example"_s, domain::DeliveryState::Delayed, u"4.4.1"_s, {}, 1'000, {}};
    domain::RecipientDelivery there{u"joe@bu.example"_s, domain::DeliveryState::Delivered, {}, {}, 1'000, {}};
    row.deliveries = {failed, delayed, there};
    MailNotices notices;
    notices.showRow(row);
    const QStringList texts = notices.texts();
    QCOMPARE(texts.size(), 2);
    QVERIFY(texts.at(0).startsWith(u"bea@bu.example: Not delivered."_s));
    QVERIFY(!texts.at(0).contains(u"SERVERWORDS"_s)); // behind "Details"
    QVERIFY(texts.at(1).startsWith(u"ann@bu.example: Delayed"_s));
    QCOMPARE(MailWords::deliveryLine(there), u"joe@bu.example: Delivered."_s);
}

void TestMailWords::attachmentsThatLie_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("declared");
    QTest::addColumn<QString>("sniffed");
    QTest::addColumn<bool>("warned");
    QTest::newRow("honest picture") << u"a.png"_s << u"image/png"_s << QString() << false;
    QTest::newRow("program as picture") << u"a.png"_s << u"image/png"_s << u"application/x-dosexec"_s << true;
    QTest::newRow("program by name") << u"invoice.pdf.exe"_s << u"application/octet-stream"_s << QString() << true;
    QTest::newRow("page as text") << u"a.txt"_s << u"text/plain"_s << u"text/html"_s << true;
    QTest::newRow("turned name") << u"a\u202Egnp.scr"_s << u"image/png"_s << QString() << true;
}

void TestMailWords::attachmentsThatLie()
{
    QFETCH(QString, name);
    QFETCH(QString, declared);
    QFETCH(QString, sniffed);
    QFETCH(bool, warned);
    domain::PartInfo part;
    part.fileName = name;
    part.declaredName = name;
    part.contentType = declared;
    part.sniffedType = sniffed;
    QCOMPARE(!MailWords::attachmentWarning(part).isEmpty(), warned);
}

void TestMailWords::hiddenCharactersAreWrittenOut()
{
    QCOMPARE(visibleLine(u"pay\u202Elap\u0007\nnow"_s), u"pay⟦RLO⟧lap⟦U+0007⟧ now"_s);
    QVERIFY(hasHiddenCharacters(u"a\u2066b"_s));
    QVERIFY(!hasHiddenCharacters(u"Grüße, 田中"_s));
    QCOMPARE(visibleBody(u"שלום\u200F\nx\ty"_s), u"שלום\u200F\nx\ty"_s);
    QCOMPARE(visibleBody(u"a\u202Eb"_s), u"a⟦RLO⟧b"_s);
}

void TestMailWords::scriptsThatMix()
{
    QVERIFY(mixesScripts(u"p\u0430ypal.example"_s)); // Cyrillic a among Latin letters
    QVERIFY(mixesScripts(asciiDomain(u"x@p\u0430ypal.example"_s)));
    QVERIFY(!mixesScripts(u"paypal.example"_s));
    QVERIFY(!mixesScripts(u"\u043F\u0440\u0438\u043C\u0435\u0440.example"_s)); // each label keeps to one script
    QCOMPARE(asciiDomain(u"x@paypal.example"_s), QString());
    QVERIFY(asciiDomain(u"x@p\u0430ypal.example"_s).startsWith("xn--"_L1));
}

void TestMailWords::tipsAreNoHtml()
{
    const QString tip = plainToolTip(u"<img src=\"file:///x\">&"_s);
    QVERIFY(!tip.contains("<img"_L1));
    QVERIFY(tip.contains("&lt;img"_L1));
    QCOMPARE(buttonText(u"R&D"_s), u"R&&D"_s);
}

void TestMailWords::longQuotationsFold()
{
    using Kind = mime::TextBlock::Kind;
    const QList<Stretch> folded = stretchesOf(
        {{Kind::Text, u"Yes.\n"_s, 1}, {Kind::Quote, u"> 1\n> 2\n> 3\n> 4\n"_s, 4}, {Kind::Signature, u"-- \nM"_s, 2}});
    QCOMPARE(folded.size(), 3);
    QVERIFY(folded.at(1).folded);
    QCOMPARE(folded.at(1).lines, 4);
    QCOMPARE(folded.at(0).text, u"Yes."_s);
    const QList<Stretch> kept = stretchesOf({{Kind::Text, u"Yes."_s, 1}, {Kind::Quote, u"> 1\n> 2"_s, 2}});
    QCOMPARE(kept.size(), 1);
    QVERIFY(!kept.first().folded);
    const QList<Stretch> allQuoted = stretchesOf({{Kind::Quote, u"> 1\n> 2\n> 3\n> 4\n> 5"_s, 5}});
    QCOMPARE(allQuoted.size(), 1);
    QVERIFY(!allQuoted.first().folded);
}

void TestMailWords::timesHaveNoSeconds_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("time");
    QTest::newRow("C, whose short format has seconds") << QLocale::c() << u"13:09"_s;
    QTest::newRow("German") << QLocale(QLocale::German, QLocale::Germany) << u"13:09"_s;
    QTest::newRow("American") << QLocale(QLocale::English, QLocale::UnitedStates) << u"1:09 PM"_s;
}

void TestMailWords::timesHaveNoSeconds()
{
    QFETCH(QLocale, locale);
    QFETCH(QString, time);
    const QLocale before;
    QLocale::setDefault(locale);
    const QDateTime at(QDate(2026, 11, 21), QTime(13, 9, 5));
    const UtcMs then = at.toMSecsSinceEpoch();
    const QString shown = MailWords::arrivalTime(then, then + 60'000);
    const QString later = MailWords::arrivalTime(then, then + qint64(40) * 86'400'000);
    QLocale::setDefault(before);
    QCOMPARE(shown, time + u' ' + at.timeZoneAbbreviation());
    QVERIFY2(later.endsWith(u", "_s + time + u' ' + at.timeZoneAbbreviation()), qPrintable(later));
}

LIAISON_TEST(TestMailWords)
#include "tst_mail_words.moc"
