#include "core/ews/resolve_names.h"
#include "ews_answers.h"
#include "tests/support/test_registry.h"

using namespace liaison::ews;
using namespace liaison::ews::test;

/// ResolveNames.
class TestResolveNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requests();
    void matchesAreRead();
    void nobodyIsNoFailure();
    void failuresAreSaid();
};

void TestResolveNames::requests()
{
    for (const RequestContext &context : allContexts()) {
        const QByteArray request = ResolveNames::request(context, QStringLiteral("R&D <o'"));
        QVERIFY(request.contains("ReturnFullContactData=\"true\""));
        QVERIFY(request.contains("<m:UnresolvedEntry>R&amp;D &lt;o'</m:UnresolvedEntry>"));
    }
}

void TestResolveNames::matchesAreRead()
{
    const QByteArray several
        = R"(<m:ResolveNamesResponseMessage ResponseClass="Warning"><m:MessageText>Multiple results were found.)"
          R"(</m:MessageText><m:ResponseCode>ErrorNameResolutionMultipleResults</m:ResponseCode><m:ResolutionSet )"
          R"(TotalItemsInView="4" IncludesLastItemInRange="false"><t:Resolution><t:Mailbox><t:Name>Ann Lee</t:Name>)"
          R"(<t:EmailAddress>ann@x.example</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox)"
          R"(</t:MailboxType></t:Mailbox></t:Resolution><t:Resolution><t:Mailbox><t:Name>All staff</t:Name>)"
          R"(<t:EmailAddress>all@x.example</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>PublicDL)"
          R"(</t:MailboxType></t:Mailbox></t:Resolution><t:Resolution><t:Mailbox><t:Name>Old</t:Name><t:EmailAddress>)"
          R"(/O=X/CN=OLD</t:EmailAddress><t:RoutingType>EX</t:RoutingType></t:Mailbox><t:Contact><t:EmailAddresses>)"
          R"(<t:Entry Key="EmailAddress1">smtp:alias@x.example</t:Entry><t:Entry Key="EmailAddress2">SMTP:old@x.example)"
          R"(</t:Entry></t:EmailAddresses></t:Contact></t:Resolution><t:Resolution><t:Mailbox><t:Name>None</t:Name>)"
          R"(<t:EmailAddress>/O=X/CN=NONE</t:EmailAddress><t:RoutingType>EX</t:RoutingType></t:Mailbox></t:Resolution>)"
          R"(</m:ResolutionSet></m:ResolveNamesResponseMessage>)";
    for (const Arrival arrival : arrivals) {
        const auto found = read<ResolveNames>(answer("ResolveNames", several), arrival);
        QVERIFY2(found, why(found).constData());
        QVERIFY(found->more);
        const QList<NameMatch> expected{
            {QStringLiteral("Ann Lee"), QStringLiteral("ann@x.example"), false},
            {QStringLiteral("All staff"), QStringLiteral("all@x.example"), true},
            {QStringLiteral("Old"), QStringLiteral("old@x.example"), false},
        };
        QCOMPARE(found->matches, expected);
    }
}

void TestResolveNames::nobodyIsNoFailure()
{
    const auto none = read<ResolveNames>(answer("ResolveNames", bad("ResolveNames", "ErrorNameResolutionNoResults")),
                                         Arrival::Whole);
    QVERIFY2(none, why(none).constData());
    QVERIFY(none->matches.isEmpty() && !none->more);
}

void TestResolveNames::failuresAreSaid()
{
    const auto busy
        = read<ResolveNames>(answer("ResolveNames", bad("ResolveNames", "ErrorServerBusy")), Arrival::Whole);
    QVERIFY(!busy);
    QCOMPARE(busy.error().remedy, Remedy::BackOff);
}

LIAISON_TEST(TestResolveNames)
#include "tst_resolve_names.moc"
