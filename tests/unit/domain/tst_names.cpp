#include "core/domain/correlation.h"
#include "core/domain/exchange.h"
#include "core/domain/folder.h"
#include "core/domain/incident.h"
#include "core/domain/mailbox.h"
#include "core/domain/message.h"
#include "core/domain/outbox.h"
#include "core/domain/thread.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

using namespace liaison::domain;

class TestNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyValueComesBackFromItsName();
    void unknownNamesAreAnsweredSafely();
    void theOutboxTakesOnlyItsTransitions();
    void keysAndTags();
    void exchangeSettingsComeBack();
};

namespace {

/// Every value up to `last` has a name of its own and comes back from it.
template <class Enum, class Back> void checkAll(Enum last, Back back)
{
    QSet<QString> names;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        const auto value = static_cast<Enum>(i);
        const QString name = toString(value);
        QVERIFY(!name.isEmpty());
        QCOMPARE(name, name.toLower());
        QVERIFY(back(name) == value);
        names.insert(name);
    }
    QCOMPARE(names.size(), static_cast<int>(last) + 1);
}

} // namespace

void TestNames::everyValueComesBackFromItsName()
{
    checkAll(IncidentStatus::Merged, incidentStatusFrom);
    checkAll(Severity::Critical, severityFrom);
    checkAll(FolderRole::All, folderRoleFrom);
    checkAll(MailKind::ReadReceipt, mailKindFrom);
    checkAll(ParseHealth::Quarantined, parseHealthFrom);
    checkAll(Protection::PgpSigned, protectionFrom);
    checkAll(OutboxState::Cancelled, outboxStateFrom);
    checkAll(SentCopy::Failed, sentCopyFrom);
    checkAll(Waiting::ForThem, waitingFrom);
    checkAll(FeedState::Failed, feedStateFrom);
    checkAll(LinkReason::Person, linkReasonFrom);
}

void TestNames::unknownNamesAreAnsweredSafely()
{
    const QString unknown = u"from-the-future"_qs;
    QVERIFY(!incidentStatusFrom(unknown));
    QVERIFY(!severityFrom({}));
    QVERIFY(!outboxStateFrom(unknown));
    QVERIFY(!sentCopyFrom(unknown));
    QVERIFY(!feedStateFrom(unknown));
    QVERIFY(folderRoleFrom(unknown) == FolderRole::None);
    QVERIFY(mailKindFrom(unknown) == MailKind::Automatic);
    QVERIFY(parseHealthFrom(unknown) == ParseHealth::Quarantined);
    QVERIFY(linkReasonFrom(unknown) == LinkReason::Reference);
}

void TestNames::theOutboxTakesOnlyItsTransitions()
{
    using S = OutboxState;
    const QList<QPair<S, S>> allowed{
        {S::Queued, S::Sending},   {S::Queued, S::Cancelled},  {S::Queued, S::Sent},      {S::Sending, S::Sent},
        {S::Sending, S::Failed},   {S::Sending, S::Uncertain}, {S::Sending, S::Queued},   {S::Failed, S::Queued},
        {S::Failed, S::Cancelled}, {S::Uncertain, S::Sent},    {S::Uncertain, S::Queued},
    };
    for (int from = 0; from <= static_cast<int>(S::Cancelled); ++from) {
        for (int to = 0; to <= static_cast<int>(S::Cancelled); ++to) {
            const QPair<S, S> step{static_cast<S>(from), static_cast<S>(to)};
            QVERIFY2(mayBecome(step.first, step.second) == allowed.contains(step),
                     qPrintable(toString(step.first) + u" to "_qs + toString(step.second)));
        }
    }
}

void TestNames::keysAndTags()
{
    QCOMPARE(incidentKey(2026, 123), u"INC-2026-000123"_qs);
    QCOMPARE(incidentKey(2026, 1'234'567), u"INC-2026-1234567"_qs);
    Incident incident;
    incident.key = incidentKey(2026, 123);
    incident.token = u"k7f3q9"_qs;
    QCOMPARE(subjectTag(incident), u"[INC-2026-000123-k7f3q9]"_qs);
    const QList<SubjectTagText> expected{{incident.key, incident.token}};
    QCOMPARE(subjectTags(subjectTag(incident)), expected);
}

/// Microsoft's own spelling is kept, so these names are not in lower case.
void TestNames::exchangeSettingsComeBack()
{
    QCOMPARE(allVersionChoices().size(), 10);
    for (const VersionChoice choice : allVersionChoices())
        QVERIFY(versionChoiceFrom(toString(choice)) == choice);
    QVERIFY(!versionChoiceFrom(QStringLiteral("Exchange5.5")));
    for (int i = 0; i < 5; ++i)
        QVERIFY(nationalCloudFrom(cloudName(static_cast<NationalCloud>(i))) == static_cast<NationalCloud>(i));
    QVERIFY(!nationalCloudFrom(QStringLiteral("global")));
    QVERIFY(!nationalCloudFrom({}));

    Endpoint endpoint{
        Protocol::Ews, QStringLiteral("mail.corp.example"), 443, Security::Tls, SignIn::OAuth2, {}, {}, {}};
    endpoint.exchange = {VersionChoice::Exchange2010_SP2, true};
    endpoint.oauth = {OAuthFlow::Application,
                      QStringLiteral("app"),
                      QStringLiteral("corp.example"),
                      NationalCloud::China,
                      QStringLiteral("login.corp.example"),
                      QStringLiteral("https://id.example")};
    QVERIFY(endpointFromJson(toJson(endpoint)) == endpoint);
    // Where they do not apply they are not kept.
    endpoint.protocol = Protocol::Imap;
    endpoint.signIn = SignIn::Password;
    QVERIFY(!toJson(endpoint).contains(QStringLiteral("exchange")));
    QVERIFY(!toJson(endpoint).contains(QStringLiteral("oauth")));
    // A store of a newer program is not misread.
    endpoint.protocol = Protocol::Ews;
    QJsonObject newer = toJson(endpoint);
    newer.insert(QStringLiteral("exchange"), QJsonObject{{QStringLiteral("version"), QStringLiteral("Exchange2040")}});
    QVERIFY(!endpointFromJson(newer));
}

LIAISON_TEST(TestNames)
#include "tst_names.moc"
