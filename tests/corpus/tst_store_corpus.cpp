#include "core/domain/subject.h"
#include "core/feed/ingest.h"
#include "core/mime/parse.h"
#include "core/store/incidents.h"
#include "core/store/links.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/raw_store.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "tests/corpus/corpus_files.h"
#include "tests/support/await.h"
#include "tests/support/test_registry.h"
#include "ui/mails/mail_body_view.h"
#include "ui/mails/mail_notices.h"
#include "ui/mails/mail_view.h"
#include "ui/mails/mail_words.h"

#include <QScrollArea>
#include <QTemporaryDir>
#include <QTest>

using namespace liaison;
using namespace liaison::test;

/// Every mail of the test data through parse → match → store → what a window shows of it: no crash, no file that takes
/// longer than a person waits, no byte lost.
class TestStoreCorpus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyMailIsStoredMatchedAndShown();

private:
    void prepare();
    /// Why something went wrong with this mail; empty: nothing did.
    QString take(const QByteArray &raw, int number);
    QString show(const store::MailRow &row, const QByteArray &raw);
    template <class F> auto write(F f) { return await(m_store->write(std::move(f), store::Durability::Refetchable)); }
    template <class F> auto read(F f) { return await(m_store->read(std::move(f))); }

    QStringList m_files;
    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<store::Store> m_store;
    QScrollArea m_window;
    ui::MailView *m_view = nullptr;
    FolderId m_inbox;
    domain::Incident m_incident;
    int m_different = 0;
    int m_copies = 0;
};

namespace {

/// How many files the data had when this was written; CI must read at least as many.
constexpr int knownFiles = 1'360;
constexpr int everyTenthIsTagged = 10;

/// The bytes of one copy, as this server sent them.
Result<QByteArray> copyOf(store::Session &session, FolderId folder, const QString &remoteId)
{
    auto row = session.row(QStringLiteral("SELECT raw_id FROM message_copy WHERE folder_id = ? AND remote_id = ?"),
                           {folder.value, remoteId});
    return row ? store::loadRaw(session, row->number()) : session.missing(remoteId);
}

} // namespace

void TestStoreCorpus::initTestCase()
{
    m_files = corpusFiles(QStringLiteral("mail"));
    if (m_files.isEmpty() && !qEnvironmentVariableIsSet("CI"))
        QSKIP("test data not present");
    QVERIFY2(!m_files.isEmpty(), "the test data is not present");
    prepare();
}

void TestStoreCorpus::prepare()
{
    m_store = std::make_unique<store::Store>(store::OpenOptions{m_dir.filePath(QStringLiteral("corpus.db")), {}, 1'000},
                                             &m_clock);
    const auto opened = await<void>(m_store->open());
    QVERIFY2(opened, why(opened));
    const auto made = write([](store::Session &session) -> Result<std::pair<FolderId, domain::Incident>> {
        domain::Mailbox mailbox;
        mailbox.address = QStringLiteral("ir@corp.example");
        const auto saved = store::Mailboxes(session).save(mailbox);
        if (!saved)
            return fail(saved.error());
        const auto folders
            = store::Folders(session).refresh(saved->id,
                                              {{QStringLiteral("INBOX"), QStringLiteral("INBOX"), QStringLiteral("/"),
                                                domain::FolderRole::Inbox, true, -1, -1}});
        if (!folders)
            return fail(folders.error());
        domain::Incident incident;
        incident.title = QStringLiteral("Corpus");
        incident.status = domain::IncidentStatus::Open;
        const auto created = store::Incidents(session).create(incident);
        if (!created)
            return fail(created.error());
        return std::pair(folders->first().id, *created);
    });
    QVERIFY2(made, why(made));
    m_inbox = made->first;
    m_incident = made->second;
    ui::UiContext context;
    context.store = m_store.get();
    context.clock = &m_clock;
    context.person = QStringLiteral("Ada");
    context.desk.store = m_store.get();
    context.desk.clock = &m_clock;
    context.desk.actor = {context.person, QStringLiteral("ada"), QStringLiteral("host")};
    m_view = new ui::MailView(context);
    m_window.setWidgetResizable(true); // as a conversation holds it: a long mail is painted as far as it is seen
    m_window.setWidget(m_view);
    m_window.resize(900, 700);
    m_window.show();
}

QString TestStoreCorpus::take(const QByteArray &raw, int number)
{
    const bool tagged = number % everyTenthIsTagged == 0;
    store::IncomingMail mail;
    mail.folder = m_inbox;
    mail.remoteId = QString::number(number);
    mail.raw = store::packRaw(raw);
    mail.parsed = mime::parse(raw);
    mail.internalDate = m_clock.nowMs();
    if (tagged) // as if it were an answer: what the corpus says stays, the subject alone gets our tag
        mail.parsed.facts.subject += QLatin1Char(' ') + domain::subjectTag(m_incident);
    feed::IngestPage page;
    page.folder = m_inbox;
    page.mails << mail;
    const auto summary = write([page](store::Session &session) { return feed::ingest(session, page); });
    if (!summary || summary->ids.size() != 1)
        return QStringLiteral("not stored: ") + QString::fromUtf8(why(summary));
    const bool isNew = summary->stored == 1;
    ++(isNew ? m_different : m_copies);
    // A mail and each of its copies have the bytes they came with, also where only trace fields differ.
    const auto back = read([folder = m_inbox, remoteId = mail.remoteId](store::Session &session) {
        return copyOf(session, folder, remoteId);
    });
    if (!back || *back != raw)
        return QStringLiteral("other bytes came back: ") + QString::fromUtf8(why(back));
    const auto row = read([id = summary->ids.first()](store::Session &session) {
        return store::Messages(session).row(id, QStringLiteral("Ada"));
    });
    if (!row)
        return QStringLiteral("no row: ") + QString::fromUtf8(why(row));
    if (tagged && isNew && row->incident.value_or(IncidentId()) != m_incident.id)
        return QStringLiteral("not matched");
    return isNew ? show(*row, raw) : QString();
}

QString TestStoreCorpus::show(const store::MailRow &row, const QByteArray &raw)
{
    m_view->showRow(row, false);
    if (!QTest::qWaitFor([this] { return m_view->isBodyShown(); }, 60'000))
        return QStringLiteral("it does not open");
    const QStringList words = m_view->notices()->texts()
        + QStringList{ui::MailWords::whyHere(row), ui::MailWords::recipients(row), ui::MailWords::kindOf(row.kind),
                      m_view->bodyView()->plainText()};
    for (const QString &text : words) {
        if (text.contains(QChar(u'\0')))
            return QStringLiteral("U+0000 is shown");
    }
    const bool something = !m_view->bodyView()->plainText().trimmed().isEmpty() || row.attachments > 0
        || row.protection != domain::Protection::None || row.snippet.isEmpty()
        || !m_view->notices()->texts().isEmpty(); // a mail of hidden words alone is told to be one
    return something || raw.trimmed().isEmpty() ? QString() : QStringLiteral("nothing is shown");
}

void TestStoreCorpus::everyMailIsStoredMatchedAndShown()
{
    HangGuard guard;
    QStringList faults;
    int number = 0;
    for (const QString &file : std::as_const(m_files)) {
        guard.watch(file);
        const QString fault = take(contentOf(file), ++number);
        if (!fault.isEmpty())
            faults << file + QStringLiteral(": ") + fault;
    }
    guard.watch({});
    qInfo("store corpus: %d files read, %d different mails stored, matched and shown, %d copies", number, m_different,
          m_copies);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.mid(0, 50).join(QLatin1Char('\n'))));
    if (qEnvironmentVariableIsSet("CI"))
        QVERIFY2(number >= knownFiles, "the test data has fewer mails than it had");
    QVERIFY(m_copies < m_different);
}

LIAISON_TEST(TestStoreCorpus)
#include "tst_store_corpus.moc"
