#include "core/graph/create_draft.h"
#include "core/graph/delete_message.h"
#include "core/graph/get_folder.h"
#include "core/graph/get_message.h"
#include "core/graph/get_mime.h"
#include "core/graph/sync_folders.h"
#include "core/graph/sync_messages.h"
#include "graph_answers.h"
#include "graph_readers.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace liaison;
using namespace liaison::graph;
using namespace liaison::graph::test;
using namespace Qt::StringLiterals;

/// Recorded answers of the real service and Microsoft's printed ones: a right value or a typed error, whole and byte by
/// byte.
class TestGraphCorpus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void recordedTrafficIsRead();
    void quotedErrorsAreUnderstood_data();
    void quotedErrorsAreUnderstood();
    void printedAnswersAreRead();
    void everyOperationMeetsEveryFile();

private:
    [[nodiscard]] RecordedAnswer trace(const QString &name) const
    {
        return m_answers.value(u"traces/gnome-msgraph/"_s + name + u"-response.http"_s);
    }
    QMap<QString, RecordedAnswer> m_answers;
};

namespace {

QByteArray inWords(const Outcome &outcome)
{
    return outcome ? wordsOf(*outcome) + ' ' + QByteArray::number(int(outcome->remedy)) : QByteArray("a value");
}

} // namespace

void TestGraphCorpus::initTestCase()
{
    m_answers = recordedAnswers();
    if (m_answers.isEmpty()) {
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "test data not present");
        QSKIP("test data not present");
    }
    qInfo("%lld answers", qint64(m_answers.size()));
    QVERIFY(m_answers.size() >= 130);
}

void TestGraphCorpus::recordedTrafficIsRead()
{
    const auto readTrace = [this](auto &&operation, const QString &name) {
        const RecordedAnswer answer = trace(name);
        return read(std::forward<decltype(operation)>(operation), answer.body, answer.head);
    };
    const auto inbox = readTrace(GetFolder(), u"mail-get-folder/1"_s);
    QVERIFY2(inbox, why(inbox));
    QCOMPARE(inbox->displayName, u"Posteingang"_s);
    QVERIFY(inbox->total >= 0 && inbox->unread >= 0 && inbox->childFolders == 0 && !inbox->hidden);
    const auto id = readTrace(GetFolder(), u"mail-get-folder-id/1"_s);
    QVERIFY2(id, why(id));
    QCOMPARE(id->id, inbox->id);
    QCOMPARE(id->total, -1);

    const auto folders = readTrace(SyncFolders(root()), u"mail-get-folders/1"_s);
    QVERIFY2(folders, why(folders));
    QStringList names;
    for (const FolderChange &change : folders->changes)
        names << change.folder.displayName;
    QVERIFY2(names.contains(u"Entw\u00fcrfe"_s) && names.contains(u"Archiv"_s) && names.contains(u"Posteingang"_s),
             qPrintable(names.join(u' ')));
    QVERIFY(!folders->then.delta.isEmpty() && folders->then.next.isEmpty());

    const auto messages = readTrace(SyncMessages(root()), u"mail-create-message/1"_s);
    QVERIFY2(messages, why(messages));
    QCOMPARE(messages->changes.size(), 1);
    const Message &message = messages->changes[0].message;
    QCOMPARE(message.subject, std::optional(u"Hello World"_s));
    QCOMPARE(message.receivedAt, std::optional<qint64>(1'732'547'062'000));
    QCOMPARE(message.to, domain::Addresses({{u"max@example.org"_s, u"max@example.org"_s}}));
    QVERIFY(!message.draft); // was not asked for
    QVERIFY(messages->then.delta.startsWith("/me/mailFolders('AQMkADAwATMwMAItMzQ0ADEtOTM5Yy0wMAItMDAK"));

    const auto mail = readTrace(GetMime(), u"mail-create-message/2"_s);
    QVERIFY2(mail, why(mail));
    QVERIFY(mail->startsWith("To: \"max@example.org\"") && mail->contains("Message-ID:"));
    const auto draft = readTrace(CreateDraft(), u"mail-setup-temp-message/2"_s);
    QVERIFY2(draft, why(draft));
    QCOMPARE(draft->draft, std::optional(true));
    QVERIFY(draft->internetMessageId.value_or(QString()).endsWith(u".prod.outlook.com>"_s));
    QVERIFY(readTrace(DeleteMessage(), u"mail-teardown-temp-message/1"_s));

    const auto unknown = readTrace(GetFolder(), u"user-get-photo/3"_s);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().reason, Reason::MailboxMissing);
    QCOMPARE(unknown.error().requestId, u"3e70c82f-8f9f-46d9-b17f-bea6ab14e095"_s);
    const auto path = readTrace(GetFolder(), u"user-get-user/2"_s);
    QVERIFY(!path);
    QCOMPARE(path.error().remedy, Remedy::OurBug);
}

void TestGraphCorpus::quotedErrorsAreUnderstood_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Remedy>("remedy");
    QTest::addColumn<Reason>("reason");
    const auto row = [](const char *file, Remedy remedy, Reason reason) {
        QTest::newRow(file) << QString::fromLatin1(file) << remedy << reason;
    };
    row("401-InvalidAuthenticationToken", Remedy::SignIn, Reason::TokenRefused);
    row("403-ErrorSendAsDenied", Remedy::RefuseMail, Reason::SendAsDenied);
    row("404-ErrorItemNotFound", Remedy::DropItem, Reason::Other);
    row("404-ResourceNotFound", Remedy::StopMailbox, Reason::MailboxMissing);
    row("410-SyncStateNotFound", Remedy::RestartSync, Reason::Other);
    row("429-ApplicationThrottled", Remedy::BackOff, Reason::Other);
}

void TestGraphCorpus::quotedErrorsAreUnderstood()
{
    QFETCH(QString, file);
    const RecordedAnswer answer = m_answers.value(u"traces/errors-from-issues/"_s + file + u".json"_s);
    const auto message = read(GetMessage(), answer.body, answer.head);
    QVERIFY(!message);
    QTEST(message.error().remedy, "remedy");
    QTEST(message.error().reason, "reason");
    QCOMPARE(message.error().code, file.section(u'-', 1));
    QCOMPARE(message.error().status, file.section(u'-', 0, 0).toInt());
}

void TestGraphCorpus::printedAnswersAreRead()
{
    // Printed without what an answer cannot be without, or with words in the place of values.
    static const QStringList incomplete{
        u"docs-examples/mailfolder-delta/1-response.http"_s,         // no id
        u"docs-examples/mailfolder-list-messages/1-response.http"_s, // no id
        u"docs-examples/message-delta/1-response.http"_s,            // no id
        u"docs-examples/query-parameters/18-body.json"_s,            // an error
    };
    int values = 0;
    int failures = 0;
    const QJsonArray index = QJsonDocument::fromJson(graphFiles().value(u"docs-examples/index.json"_s)).array();
    for (const QJsonValue &entry : index) {
        const QJsonObject about = entry.toObject();
        const QString file = u"docs-examples/"_s + about.value(u"file"_s).toString();
        const QString route = about.value(u"method"_s).toString() + u' ' + about.value(u"route"_s).toString();
        if (!readers().contains(route) || !m_answers.contains(file) || about.value(u"kind"_s) == u"request"_s)
            continue;
        const RecordedAnswer answer = m_answers.value(file);
        const Outcome outcome = readers().value(route)(answer, Arrival::Whole);
        if (!answer.head.isGood()) {
            QVERIFY2(outcome && outcome->origin == Failure::Origin::Response, qPrintable(file));
            ++failures;
        } else if (incomplete.contains(file)) {
            QVERIFY2(outcome && outcome->error.kind == ErrorKind::ProtocolViolation, qPrintable(file));
        } else if (about.value(u"valid"_s).toBool(true) && about.value(u"kind"_s) == u"response"_s) {
            QVERIFY2(!outcome, qPrintable(file) + inWords(outcome));
            ++values;
        }
    }
    QVERIFY2(values >= 20, QByteArray::number(values));
    QVERIFY2(failures >= 1, QByteArray::number(failures));
    // isRead as a text in Microsoft's own page: the rest of the page is read.
    const RecordedAnswer page = m_answers.value(u"docs-examples/delta-query-messages/5-body.json"_s);
    const auto delta = read(SyncMessages(root()), page.body, page.head);
    QVERIFY2(delta, why(delta));
    QCOMPARE(delta->changes.size(), 2);
    QCOMPARE(delta->changes[0].removed, Removal::Deleted);
    QVERIFY(!delta->changes[1].message.read);
    QCOMPARE(delta->changes[1].message.subject, std::optional(u"Holiday hours update"_s));
}

void TestGraphCorpus::everyOperationMeetsEveryFile()
{
    QMap<QString, RecordedAnswer> all = m_answers;
    const auto files = graphFiles();
    for (auto file = files.begin(); file != files.end(); ++file)
        for (const int status : {200, 201, 404})
            all.insert(file.key() + u" as "_s + QString::number(status), {jsonHead(status), file.value()});
    QVERIFY(files.size() >= 300);
    for (auto answer = all.begin(); answer != all.end(); ++answer)
        for (auto reader = readers().begin(); reader != readers().end(); ++reader) {
            const Outcome whole = reader.value()(answer.value(), Arrival::Whole);
            const QByteArray what = (answer.key() + u" by "_s + reader.key() + u": "_s).toUtf8() + inWords(whole);
            QVERIFY2(!whole || !whole->error.log.isEmpty(), what);
            QVERIFY2(!whole || (whole->code.size() <= 110 && whole->error.serverWords.size() <= 650), what);
            QVERIFY2(answer->head.isGood() || whole, what);
            if (answer->body.size() < 20'000) {
                // A page that is no Graph's is named by what came of it first, which is less byte by byte.
                const Outcome slow = reader.value()(answer.value(), Arrival::ByteByByte);
                QCOMPARE(slow.has_value(), whole.has_value());
                if (slow) {
                    QCOMPARE(slow->remedy, whole->remedy);
                    QCOMPARE(slow->origin, whole->origin);
                    QCOMPARE(slow->code, whole->code);
                }
            }
        }
}

LIAISON_TEST(TestGraphCorpus)
#include "tst_graph_corpus.moc"
