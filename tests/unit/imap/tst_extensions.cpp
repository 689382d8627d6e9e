#include "core/imap/authenticate.h"
#include "core/imap/compress.h"
#include "core/imap/enable.h"
#include "core/imap/list.h"
#include "core/imap/move.h"
#include "core/imap/namespaces.h"
#include "core/imap/select.h"
#include "core/imap/status.h"
#include "core/sasl/bearer.h"
#include "core/sasl/external.h"
#include "core/sasl/scram.h"
#include "script.h"
#include "tests/support/test_registry.h"

using namespace liaison;
using namespace liaison::imap;
using namespace liaison::imap::test;

namespace {

/// RFC 7677's exchange, for servers with and without initial responses.
std::unique_ptr<Authenticate> makeScram(Context &context)
{
    return std::make_unique<Authenticate>(
        context,
        std::make_unique<sasl::Scram>(sasl::Credentials{QStringLiteral("user"), Secret("pencil")},
                                      sasl::Scram::Hash::Sha256, "rOprNGfwEbeRWgbNEkqO"));
}
const QByteArray scramFirst = QByteArray("n,,n=user,r=rOprNGfwEbeRWgbNEkqO").toBase64();
const QByteArray scramChallenge = QByteArray("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                             "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")
                                      .toBase64();
const QByteArray scramProof = QByteArray("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                         "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
                                  .toBase64();
const QByteArray scramEnd = QByteArray("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").toBase64();

sasl::Credentials token()
{
    return {QStringLiteral("ann"), Secret("tok"), sasl::Proof::BearerToken};
}

std::function<void(Context &)> resyncing()
{
    return [](Context &context) {
        context.secure = true;
        context.capabilities = Capabilities({"IMAP4rev1", "QRESYNC", "ENABLE"});
        context.qresync = true;
    };
}

std::unique_ptr<Select> makeSelect(Context &context)
{
    return std::make_unique<Select>(context, QStringLiteral("INBOX"), Select::Mode::ReadWrite,
                                    ResyncFrom{7, 40, UidSet::range(1, 9)});
}

} // namespace

/// What the extensions of RFC 9051's neighbourhood say on the wire.
class TestExtensions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scramWithInitialResponse();
    void scramWithoutInitialResponse();
    void scramSuccessWithoutProofIsRefused();
    void scramImpostorIsCancelled();
    void refusedTokenIsAcknowledged();
    void refusedTokenOfGoogle();
    void externalSaysEquals();
    void enableTurnsQresyncOn();
    void selectTellsWhatChanged();
    void selectOfAnotherGenerationTellsNothing();
    void selectWithoutModSequencesTellsNothing();
    void closedVoidsTheDelta();
    void longSetsStayAtHome();
    void compressKeepsWhatStandsBehind();
    void compressRefusedIsNoError();
    void namespacesAreRead();
    void foreignFoldersGetNoRole();
    void moveTellsWhere();
    void moveIsNotDoneByHalves();
    void statusTellsModSequences();
};

void TestExtensions::scramWithInitialResponse()
{
    playBothWays<Authenticate>({{"C: a1 AUTHENTICATE SCRAM-SHA-256 " + scramFirst, "S: + " + scramChallenge,
                                 "C: " + scramProof, "S: + " + scramEnd, "C: ", "S: a1 OK [CAPABILITY IMAP4rev1] in"}},
                               secureWith("IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256"), makeScram,
                               [](Dialogue &, auto result) { QVERIFY(result); });
}

void TestExtensions::scramWithoutInitialResponse()
{
    playBothWays<Authenticate>(
        {{"C: a1 AUTHENTICATE SCRAM-SHA-256", "S: + ", "C: " + scramFirst, "S: + " + scramChallenge, "C: " + scramProof,
          "S: + " + scramEnd, "C: ", "S: a1 OK in"}},
        secureWith("IMAP4rev1 AUTH=SCRAM-SHA-256"), makeScram, [](Dialogue &, auto result) { QVERIFY(result); });
}

void TestExtensions::scramSuccessWithoutProofIsRefused()
{
    playBothWays<Authenticate>({{"C: a1 AUTHENTICATE SCRAM-SHA-256 " + scramFirst, "S: + " + scramChallenge,
                                 "C: " + scramProof, "S: a1 OK welcome"}},
                               secureWith("IMAP4rev1 SASL-IR"), makeScram, [](Dialogue &, auto result) {
                                   QCOMPARE(result.error().kind, ErrorKind::ProtocolViolation);
                               });
}

void TestExtensions::scramImpostorIsCancelled()
{
    playBothWays<Authenticate>(
        {{"C: a1 AUTHENTICATE SCRAM-SHA-256 " + scramFirst, "S: + " + scramChallenge, "C: " + scramProof,
          "S: + " + QByteArray("v=bm8=").toBase64(), "C: *", "S: a1 BAD cancelled"}},
        secureWith("IMAP4rev1 SASL-IR"), makeScram,
        [](Dialogue &, auto result) { QCOMPARE(result.error().kind, ErrorKind::ProtocolViolation); });
}

void TestExtensions::refusedTokenIsAcknowledged()
{
    const QByteArray message = QByteArray("n,a=ann,\x01"
                                          "auth=Bearer tok\x01\x01")
                                   .toBase64();
    const QByteArray why = QByteArray(R"({"status":"invalid_token"})").toBase64();
    playBothWays<Authenticate>(
        {{"C: a1 AUTHENTICATE OAUTHBEARER " + message, "S: + " + why, "C: AQ==", "S: a1 NO [AUTHENTICATIONFAILED] no"}},
        secureWith("IMAP4rev1 SASL-IR"),
        [](Context &context) {
            return std::make_unique<Authenticate>(context, std::make_unique<sasl::OAuthBearer>(token()));
        },
        [](Dialogue &, auto result) {
            QCOMPARE(result.error().kind, ErrorKind::AuthenticationFailed);
            QCOMPARE(result.error().serverWords, QStringLiteral("invalid_token: no"));
        });
}

void TestExtensions::refusedTokenOfGoogle()
{
    const QByteArray message = QByteArray("user=ann\x01"
                                          "auth=Bearer tok\x01\x01")
                                   .toBase64();
    const QByteArray why = QByteArray(R"({"status":"400","schemes":"Bearer"})").toBase64();
    playBothWays<Authenticate>(
        {{"C: a1 AUTHENTICATE XOAUTH2 " + message, "S: + " + why, "C: ", "S: a1 NO SASL authentication failed"}},
        secureWith("IMAP4rev1 SASL-IR"),
        [](Context &context) {
            return std::make_unique<Authenticate>(context, std::make_unique<sasl::XOAuth2>(token()));
        },
        [](Dialogue &, auto result) { QCOMPARE(result.error().kind, ErrorKind::AuthenticationFailed); });
}

void TestExtensions::externalSaysEquals()
{
    playBothWays<Authenticate>(
        {{"C: a1 AUTHENTICATE EXTERNAL =", "S: a1 OK in"}}, secureWith("IMAP4rev1 SASL-IR"),
        [](Context &context) { return std::make_unique<Authenticate>(context, std::make_unique<sasl::External>()); },
        [](Dialogue &, auto result) { QVERIFY(result); });
}

void TestExtensions::enableTurnsQresyncOn()
{
    const auto make = [](Context &context) {
        return std::make_unique<Enable>(context,
                                        Enable::offered(context.capabilities, {"QRESYNC", "UTF8=ACCEPT", "IMAP4rev2"}));
    };
    playBothWays<Enable>({{"C: a1 ENABLE QRESYNC", "S: * ENABLED QRESYNC", "S: a1 OK"}},
                         secureWith("IMAP4rev1 ENABLE QRESYNC"), make, [](Dialogue &dialogue, auto result) {
                             QVERIFY(result);
                             QVERIFY(dialogue.context().qresync);
                             QVERIFY(dialogue.context().names == NameEncoding::ModifiedUtf7);
                         });
    playBothWays<Enable>({{"C: a1 ENABLE UTF8=ACCEPT", "S: * ENABLED UTF8=ACCEPT", "S: a1 OK"}},
                         secureWith("IMAP4rev1 ENABLE UTF8=ONLY"), make,
                         [](Dialogue &dialogue, auto) { QCOMPARE(dialogue.context().names, NameEncoding::Utf8); });
    playBothWays<Enable>({{"C: a1 ENABLE QRESYNC UTF8=ACCEPT IMAP4rev2", "S: * ENABLED IMAP4REV2", "S: a1 OK"}},
                         secureWith("IMAP4rev1 IMAP4rev2 QRESYNC UTF8=ACCEPT"), make,
                         [](Dialogue &dialogue, auto result) {
                             QVERIFY(result);
                             QVERIFY(!dialogue.context().qresync); // offered is not enabled
                             QVERIFY(dialogue.context().names == NameEncoding::Utf8);
                         });
}

void TestExtensions::selectTellsWhatChanged()
{
    playBothWays<Select>(
        {{"C: a1 SELECT INBOX (QRESYNC (7 40 1:9))", "S: * 8 EXISTS", "S: * OK [UIDVALIDITY 7] x",
          "S: * OK [UIDNEXT 12] x", "S: * OK [HIGHESTMODSEQ 99] x", "S: * VANISHED (EARLIER) 3,5:6,4000:4294967295",
          "S: * 2 FETCH (UID 2 FLAGS (\\Seen) MODSEQ (50))", "S: * 8 FETCH (UID 11 FLAGS () MODSEQ (99))",
          "S: a1 OK done"}},
        resyncing(), makeSelect, [](Dialogue &, auto result) {
            QVERIFY(result && result->resynced);
            QCOMPARE(result->resynced->vanished.toByteArray(), QByteArray("3,5:6"));
            QCOMPARE(int(result->resynced->flags.size()), 1); // UID 11 was not known
            QVERIFY(result->resynced->flags.at(2).seen);
            QCOMPARE(result->exists, 8u);
        });
}

void TestExtensions::selectOfAnotherGenerationTellsNothing()
{
    playBothWays<Select>({{"C: a1 SELECT INBOX (QRESYNC (7 40 1:9))", "S: * 8 EXISTS", "S: * OK [UIDVALIDITY 8] x",
                           "S: * OK [HIGHESTMODSEQ 99] x", "S: a1 OK done"}},
                         resyncing(), makeSelect, [](Dialogue &, auto result) {
                             QVERIFY(result);
                             QVERIFY(!result->resynced);
                         });
}

void TestExtensions::selectWithoutModSequencesTellsNothing()
{
    playBothWays<Select>({{"C: a1 SELECT INBOX (QRESYNC (7 40 1:9))", "S: * 8 EXISTS", "S: * OK [UIDVALIDITY 7] x",
                           "S: * OK [NOMODSEQ] x", "S: a1 OK done"}},
                         resyncing(), makeSelect, [](Dialogue &, auto result) {
                             QVERIFY(result);
                             QVERIFY(!result->resynced);
                         });
}

void TestExtensions::closedVoidsTheDelta()
{
    playBothWays<Select>(
        {{"C: a1 SELECT INBOX (QRESYNC (7 40 1:9))", "S: * VANISHED 1:9", "S: * OK [CLOSED] x", "S: * 8 EXISTS",
          "S: * OK [UIDVALIDITY 7] x", "S: * OK [HIGHESTMODSEQ 99] x", "S: a1 OK done"}},
        resyncing(), makeSelect, [](Dialogue &, auto result) {
            QVERIFY(result && result->resynced);
            QVERIFY(result->resynced->vanished.isEmpty()); // it was about the folder before
        });
}

void TestExtensions::longSetsStayAtHome()
{
    std::vector<Uid> holes;
    for (Uid uid = 1; uid < 4000; uid += 2)
        holes.push_back(uid);
    const UidSet known = UidSet::fromNumbers(holes);
    playBothWays<Select>(
        {{"C: a1 SELECT INBOX (QRESYNC (7 40))", "S: * 8 EXISTS", "S: * OK [UIDVALIDITY 7] x",
          "S: * OK [HIGHESTMODSEQ 99] x", "S: * VANISHED (EARLIER) 1:4", "S: a1 OK done"}},
        resyncing(),
        [known](Context &context) {
            return std::make_unique<Select>(context, QStringLiteral("INBOX"), Select::Mode::ReadWrite,
                                            ResyncFrom{7, 40, known});
        },
        [](Dialogue &, auto result) {
            QVERIFY(result && result->resynced);
            QCOMPARE(result->resynced->vanished.toByteArray(), QByteArray("1,3"));
        });
}

void TestExtensions::compressKeepsWhatStandsBehind()
{
    const QByteArray compressed("\x8a\n(\r\n\0{9}", 9);
    for (const int cut : {0, 1, 8, 11}) {
        Dialogue dialogue;
        Compress machine(dialogue.context());
        QCOMPARE(dialogue.start(machine).send, QByteArray("a1 COMPRESS DEFLATE\r\n"));
        const QByteArray all = "* 3 EXISTS\r\na1 OK go\r\n" + compressed;
        QVERIFY(!dialogue.feed(QByteArrayView(all).first(cut)).done);
        QVERIFY(dialogue.feed(QByteArrayView(all).sliced(cut)).done);
        QVERIFY(*machine.takeResult());
        QCOMPARE(dialogue.mailbox().exists, 3u);
        QCOMPARE(dialogue.takeUnread(), compressed);
        QVERIFY(dialogue.takeUnread().isEmpty());
        QVERIFY(!dialogue.fatal());
    }
    playBothWays<Compress>(
        {{"C: a1 COMPRESS DEFLATE", "S: a1 OK go"}}, secureWith("COMPRESS=DEFLATE"),
        [](Context &context) { return std::make_unique<Compress>(context); },
        [](Dialogue &dialogue, auto result) {
            QVERIFY(*result);
            QVERIFY(dialogue.takeUnread().isEmpty());
        });
}

void TestExtensions::compressRefusedIsNoError()
{
    playBothWays<Compress>(
        {{"C: a1 COMPRESS DEFLATE", "S: a1 NO [COMPRESSIONACTIVE] x", "S: * 4 EXISTS"}}, secureWith("COMPRESS=DEFLATE"),
        [](Context &context) { return std::make_unique<Compress>(context); },
        [](Dialogue &dialogue, auto result) {
            QVERIFY(result && !*result);
            QVERIFY(dialogue.takeUnread().isEmpty());
            QCOMPARE(dialogue.mailbox().exists, 4u);
        });
}

void TestExtensions::namespacesAreRead()
{
    const auto make = [](Context &context) { return std::make_unique<AskNamespaces>(context); };
    playBothWays<AskNamespaces>(
        {{"C: a1 NAMESPACE",
          "S: * NAMESPACE ((\"\" \"/\")) ((\"user/\" \"/\" \"X-PARAM\" (\"a\" \"b\"))) ((\"#shared/\" \"/\")(\"\" "
          "NIL))",
          "S: a1 OK"}},
        secureWith("NAMESPACE"), make, [](Dialogue &, auto result) {
            QVERIFY(result);
            QCOMPARE(result->foreign, (QStringList{QStringLiteral("user/"), QStringLiteral("#shared/")}));
        });
    playBothWays<AskNamespaces>({{"C: a1 NAMESPACE", "S: * NAMESPACE ((\"\" \"/\")) NIL NIL", "S: a1 OK"}},
                                secureWith("NAMESPACE"), make,
                                [](Dialogue &, auto result) { QVERIFY(result && result->foreign.isEmpty()); });
    playBothWays<AskNamespaces>({{"C: a1 NAMESPACE", "S: a1 NO not here"}}, secureWith("NAMESPACE"), make,
                                [](Dialogue &, auto result) { QVERIFY(result && result->foreign.isEmpty()); });
}

void TestExtensions::foreignFoldersGetNoRole()
{
    playBothWays<ListFolders>(
        {{"C: a1 LIST \"\" \"*\"", "S: * LIST () \"/\" user/bob/Sent", "S: * LIST () \"/\" Sent", "S: a1 OK"}},
        secureWith("IMAP4rev1"),
        [](Context &context) { return std::make_unique<ListFolders>(context, Namespaces{{QStringLiteral("user/")}}); },
        [](Dialogue &, auto result) {
            QVERIFY(result->at(0).role == domain::FolderRole::None);
            QVERIFY(result->at(1).role == domain::FolderRole::Sent);
        });
}

void TestExtensions::moveTellsWhere()
{
    const auto make
        = [](Context &context) { return std::make_unique<Move>(context, UidSet::range(4, 5), QStringLiteral("Jünk")); };
    playBothWays<Move>({{"C: a1 UID MOVE 4:5 \"J&APw-nk\"", "S: * OK [COPYUID 9 4:5 70:71] moved", "S: * 1 EXPUNGE",
                         "S: * 1 EXPUNGE", "S: a1 OK done"}},
                       secureWith("MOVE"), make, [](Dialogue &, auto result) {
                           QVERIFY(result);
                           QCOMPARE(result->uidValidity, 9u);
                           QCOMPARE(result->from.toByteArray(), QByteArray("4:5"));
                           QCOMPARE(result->to.toByteArray(), QByteArray("70:71"));
                       });
    playBothWays<Move>({{"C: a1 UID MOVE 4:5 \"J&APw-nk\"", "S: a1 NO [TRYCREATE] no such folder"}},
                       secureWith("IMAP4rev2"), make,
                       [](Dialogue &, auto result) { QCOMPARE(result.error().kind, ErrorKind::FolderMissing); });
}

void TestExtensions::moveIsNotDoneByHalves()
{
    playBothWays<Move>(
        {}, secureWith("IMAP4rev1 UIDPLUS"),
        [](Context &context) { return std::make_unique<Move>(context, UidSet::single(4), QStringLiteral("x")); },
        [](Dialogue &, auto result) { QCOMPARE(result.error().kind, ErrorKind::ServerRefused); });
}

void TestExtensions::statusTellsModSequences()
{
    playBothWays<StatusCommand>(
        {{"C: a1 STATUS Sent (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)",
          "S: * STATUS Sent (MESSAGES 2 HIGHESTMODSEQ 5000000000 UIDNEXT 3)", "S: a1 OK"}},
        secureWith("IMAP4rev1 CONDSTORE"),
        [](Context &context) { return std::make_unique<StatusCommand>(context, QStringLiteral("Sent")); },
        [](Dialogue &, auto result) {
            QCOMPARE(result->highestModSeq, std::optional<quint64>(5'000'000'000));
            QCOMPARE(result->uidNext, std::optional<Uid>(3));
        });
}

LIAISON_TEST(TestExtensions)
#include "tst_extensions.moc"
