#include "core/feed/engine.h"
#include "core/store/mailboxes.h"
#include "tests/support/fake_transport.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/common/message_bar.h"
#include "ui/common/test_text.h"
#include "ui/shell/main_window.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace liaison::test {

namespace {

const QString fingerprint = QStringLiteral("0123456789abcdef").repeated(4);
const QString offer = QStringLiteral("Accept this one certificate for imap.corp.example");

/// What a server with a certificate of its own making is refused with.
Error refusal(ErrorKind kind, const QString &host = QStringLiteral("imap.corp.example"), quint16 port = 993)
{
    CertificateSummary certificate;
    certificate.host = host;
    certificate.port = port;
    certificate.subject = QStringLiteral("CN=mail.corp.example, O=Corp\u202e");
    certificate.issuer = QStringLiteral("CN=Corp's own authority");
    certificate.notAfter = 1'830'000'000'000; // 2027-12-28
    certificate.sha256 = fingerprint;
    certificate.pinnable = kind != ErrorKind::CertificateExpired;
    Error error{kind, QStringLiteral("self-signed certificate"), {}, std::nullopt};
    error.certificate = certificate;
    return error;
}

/// A window's world with a feed engine whose servers answer as told.
struct CheckWorld {
    CheckWorld()
        : engine(&shell.store(), &transport,
                 [](const domain::Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); },
                 &shell.clock(), {})
    {
        server->addFolder(QStringLiteral("INBOX"), domain::FolderRole::Inbox);
        server->addFolder(QStringLiteral("Sent"), domain::FolderRole::Sent);
    }
    ui::UiContext context()
    {
        ui::UiContext context = shell.context();
        context.desk.engine = &engine;
        return context;
    }
    ShellWorld shell;
    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    FakeTransport transport{server};
    feed::Engine engine;
};

QPushButton *button(QWidget &parent, const QString &text)
{
    const QList<QPushButton *> all = parent.findChildren<QPushButton *>();
    for (QPushButton *each : all) {
        if (each->text() == text && !each->isHidden())
            return each;
    }
    return nullptr;
}

QLineEdit *line(QWidget &form, const QString &name)
{
    const QList<QLineEdit *> all = form.findChildren<QLineEdit *>();
    for (QLineEdit *each : all) {
        if (each->accessibleName() == name && each->isVisibleTo(&form))
            return each;
    }
    return nullptr;
}

/// TEST INBOUND and TEST OUTBOUND, without a mail.
void testBoth(QWidget &form)
{
    const QList<QCheckBox *> boxes = form.findChildren<QCheckBox *>();
    for (QCheckBox *box : boxes) {
        if (box->text() == QLatin1String("Send one mail to the mailbox itself"))
            box->setChecked(false);
    }
    for (const char *name : {"TEST INBOUND", "TEST OUTBOUND"}) {
        QPushButton *start = button(form, QLatin1String(name));
        QVERIFY2(start && start->isEnabled(), name);
        start->click();
    }
}

/// Whether a label in sight, such as a list of steps, has these words.
bool saysLabel(QWidget &parent, const QString &words)
{
    const QList<QLabel *> labels = parent.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&words](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
}

QString pin(QWidget &form, const QString &side)
{
    const QList<QLineEdit *> all = form.findChildren<QLineEdit *>();
    for (const QLineEdit *each : all) {
        if (each->accessibleName() == side + QStringLiteral(" accepted certificate") && each->isVisibleTo(&form))
            return each->text();
    }
    return QStringLiteral("no such field");
}

bool saysBar(QWidget &parent, const QString &words)
{
    const QList<ui::MessageBar *> bars = parent.findChildren<ui::MessageBar *>();
    return std::any_of(bars.begin(), bars.end(),
                       [&words](const ui::MessageBar *bar) { return !bar->isHidden() && bar->text().contains(words); });
}

} // namespace

/// TEST INBOUND and TEST OUTBOUND in the form: both sides, each with its own sentence, and what a refused certificate
/// leads to.
class TestConnectionCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothSidesAnswer();
    void eachSideHasItsOwnSentence();
    void whatIsInTheFieldsIsTested();
    void anEditForgetsWhatPassed();
    void aStepSaysWhatItFound();
    void eachSideIsCancelled();
    void aRefusedCertificateIsShownAndOffered_data();
    void aRefusedCertificateIsShownAndOffered();
    void anExpiredOneIsNeverOffered();
    void theOutboundSideTakesItsOwn();
    void theFeedBarOffersIt();
};

void TestConnectionCheck::bothSidesAnswer()
{
    CheckWorld world;
    ui::MailboxForm form(world.context());
    form.showMailbox(world.shell.addMailbox(QStringLiteral("ir@corp.example")));
    form.show();
    testBoth(form);
    QTRY_VERIFY(saysBar(form, QStringLiteral("Reading works.")));
    QTRY_VERIFY(saysBar(form, QStringLiteral("Sending: signed in. No mail was sent.")));
    QCOMPARE(world.server->count(Op::Check), 1);
    QCOMPARE(world.server->count(Op::Send), 0);
    QVERIFY(saysLabel(form, QStringLiteral("Ask for write access: left out")));
    QVERIFY(saysLabel(form, QStringLiteral("2 folder"))); // what was found stands below its step
    QVERIFY(saysLabel(form, QStringLiteral("    INBOX")));
    QTRY_VERIFY(button(form, QStringLiteral("Details"))); // the whole list of steps
    button(form, QStringLiteral("Details"))->click();
    const auto *dialog = form.findChild<QDialog *>();
    QVERIFY(dialog);
    const auto *details = dialog->findChild<QPlainTextEdit *>();
    QVERIFY(details && details->toPlainText().contains(QStringLiteral("Inbound test of ir@corp.example")));
    QTRY_VERIFY(button(form, QStringLiteral("Copy log")));
    button(form, QStringLiteral("Copy log"))->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("Inbound test of ir@corp.example")));
}

/// Whatever is saved; and nothing that is saved changes.
void TestConnectionCheck::whatIsInTheFieldsIsTested()
{
    CheckWorld world;
    const domain::Mailbox mailbox = world.shell.addMailbox(QStringLiteral("ir@corp.example"));
    ui::MailboxForm form(world.context());
    form.showMailbox(mailbox);
    form.show();
    button(form, QStringLiteral("Edit"))->click();
    auto *host = line(form, QStringLiteral("Inbound host"));
    QVERIFY(host);
    host->setText(QStringLiteral("not a host"));
    button(form, QStringLiteral("TEST INBOUND"))->click();
    QCOMPARE(form.focusWidget(), host); // a wrong field is marked, as SAVE does
    QCOMPARE(world.server->count(Op::Folders), 0);
    host->setText(QStringLiteral("typed.corp.example"));
    line(form, QStringLiteral("Inbound password"))
        ->setText(QStringLiteral("typed, too")); // the kept one is for another
    world.server->hold(Op::Folders);
    button(form, QStringLiteral("TEST INBOUND"))->click();
    QTRY_VERIFY(saysLabel(form, QStringLiteral("typed.corp.example")));
    world.server->release(Op::Folders);
    QTRY_VERIFY(saysBar(form, QStringLiteral("Reading works.")));
    const auto stored = must(awaited(world.shell.store().read(
        [id = mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); })));
    QCOMPARE(stored.inbound.host, QStringLiteral("imap.corp.example"));
    QVERIFY(form.isEditing());
}

/// START asks whether a mailbox is to be started that was not tested as it is.
void TestConnectionCheck::anEditForgetsWhatPassed()
{
    CheckWorld world;
    ui::MailboxForm form(world.context());
    form.showMailbox(world.shell.addMailbox(QStringLiteral("ir@corp.example")));
    form.show();
    button(form, QStringLiteral("Edit"))->click();
    testBoth(form);
    QTRY_VERIFY(saysBar(form, QStringLiteral("Reading works.")));
    QTRY_VERIFY(saysBar(form, QStringLiteral("Sending: signed in.")));
    QTest::keyClicks(line(form, QStringLiteral("Inbound username")), QStringLiteral("x"));
    QVERIFY(!saysBar(form, QStringLiteral("Reading works.")));
    QVERIFY(!saysBar(form, QStringLiteral("Sending: signed in.")));
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    button(form, QStringLiteral("SAVE"))->click();
    QTRY_COMPARE(saved.size(), 1);
    button(form, QStringLiteral("START"))->click();
    QVERIFY(form.findChild<QMessageBox *>());
    form.findChild<QMessageBox *>()->reject();
    testBoth(form); // of what is saved now
    QTRY_VERIFY(saysBar(form, QStringLiteral("Reading works.")));
    QTRY_VERIFY(saysBar(form, QStringLiteral("Sending: signed in.")));
    QTRY_VERIFY(!form.findChild<QMessageBox *>());
    button(form, QStringLiteral("START"))->click();
    QVERIFY(!form.findChild<QMessageBox *>());
}

/// In words, with the hidden characters of the server's own written out.
void TestConnectionCheck::aStepSaysWhatItFound()
{
    using domain::TestStep;
    using domain::TestStepKind;
    using domain::TestStepState;
    domain::TestReport report;
    const auto add = [&report](TestStepKind kind, const QString &subject, const QString &detail, qint64 count) {
        TestStep step;
        step.kind = kind;
        step.state = TestStepState::Passed;
        step.subject = subject;
        step.detail = detail;
        step.count = count;
        step.ms = 12;
        report.steps << step;
    };
    add(TestStepKind::Resolve, QStringLiteral("mail.corp.example"), QStringLiteral("192.0.2.7"), -1);
    add(TestStepKind::Tls, QStringLiteral("mail.corp.example"), {}, -1);
    report.steps.last().certificate = refusal(ErrorKind::CertificateUntrusted).certificate;
    report.steps.last().certificate->protocol = QStringLiteral("TLSv1.3");
    add(TestStepKind::Token, {}, {}, -1);
    domain::TokenFacts token;
    token.authority = QStringLiteral("login.microsoftonline.com");
    token.scopes = QStringList{QStringLiteral("full_access_as_app"), QStringLiteral("x\u202ey")};
    token.expiresAt = 1'830'000'000'000;
    report.steps.last().token = token;
    add(TestStepKind::Version, {}, QStringLiteral("Exchange 2019 (15.2.1258.12)"), -1);
    add(TestStepKind::OpenFolder, QStringLiteral("INBOX/Reports"), {}, 42);
    add(TestStepKind::ReadMail, {}, {}, 412'000);
    const QStringList lines = ui::testStepsText(report).split(QLatin1Char('\n'));
    const auto has = [&lines](const char *line) { return lines.contains(QString::fromUtf8(line)); };
    QVERIFY2(has("    mail.corp.example: 192.0.2.7"), qPrintable(lines.join(QLatin1Char('\n'))));
    QVERIFY(has("    TLSv1.3"));
    QVERIFY(has("    Certificate of: CN=mail.corp.example, O=Corp\\x202e"));
    QVERIFY(has("    Issued by: CN=Corp's own authority"));
    QVERIFY(has("    Issued by: login.microsoftonline.com"));
    QVERIFY(has("    Permissions: full_access_as_app, x\\x202ey"));
    QVERIFY(has("    Exchange 2019 (15.2.1258.12)"));
    QVERIFY(!lines.filter(QStringLiteral("INBOX/Reports: 42 mail")).isEmpty());
    QVERIFY(!lines.filter(QStringLiteral("    412")).isEmpty());
    QCOMPARE(lines.filter(QStringLiteral("2027")).size(), 2); // until when certificate and token are good
}

void TestConnectionCheck::eachSideHasItsOwnSentence()
{
    CheckWorld world;
    world.server->failNext(Op::Check, Error{ErrorKind::ConnectionRefused, QStringLiteral("refused"), {}, std::nullopt});
    ui::MailboxForm form(world.context());
    form.showMailbox(world.shell.addMailbox(QStringLiteral("ir@corp.example")));
    form.show();
    testBoth(form);
    QTRY_VERIFY(saysBar(form, QStringLiteral("Reading works.")));
    QTRY_VERIFY(saysBar(form,
                        QStringLiteral("Failed to test Service connectivity for sending. The server refused the "
                                       "connection.")));
    QTRY_VERIFY(button(form, QStringLiteral("Details"))); // what was added to the bar is to be seen
    QVERIFY(button(form, offer) == nullptr);
}

void TestConnectionCheck::eachSideIsCancelled()
{
    CheckWorld world;
    world.server->hold(Op::Folders);
    world.server->hold(Op::Check);
    ui::MailboxForm form(world.context());
    form.showMailbox(world.shell.addMailbox(QStringLiteral("ir@corp.example")));
    form.show();
    testBoth(form);
    QTRY_COMPARE(world.server->waiting(Op::Folders), 1);
    QTRY_COMPARE(world.server->waiting(Op::Check), 1);
    QTRY_VERIFY(saysLabel(form, QStringLiteral("Look up the server's name…"))); // the steps, as they come
    QVERIFY(button(form, QStringLiteral("Cancel the test")));
    button(form, QStringLiteral("Cancel the test"))->click();
    QTRY_COMPARE(world.server->waiting(Op::Folders), 0);
    QTRY_VERIFY(saysBar(form, QStringLiteral("The test was cancelled.")));
    QCOMPARE(world.server->waiting(Op::Check), 1); // the other side goes on
    QVERIFY(button(form, QStringLiteral("Cancel the test")));
    button(form, QStringLiteral("Cancel the test"))->click();
    QTRY_COMPARE(world.server->waiting(Op::Check), 0);
    QTRY_VERIFY(!button(form, QStringLiteral("Cancel the test")));
}

void TestConnectionCheck::aRefusedCertificateIsShownAndOffered_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("untrusted") << int(ErrorKind::CertificateUntrusted);
    QTest::newRow("wrong host") << int(ErrorKind::CertificateWrongHost);
}

void TestConnectionCheck::aRefusedCertificateIsShownAndOffered()
{
    QFETCH(int, kind);
    CheckWorld world;
    world.server->failNext(Op::Folders, refusal(static_cast<ErrorKind>(kind)));
    const domain::Mailbox mailbox = world.shell.addMailbox(QStringLiteral("ir@corp.example"));
    const auto stored = [&] {
        return must(awaited(world.shell.store().read(
            [id = mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); })));
    };
    ui::MailboxForm form(world.context());
    form.showMailbox(mailbox);
    form.show();
    testBoth(form);
    QTRY_VERIFY(saysBar(form, QStringLiteral("SHA-256: 01:23:45:67:89:AB:CD:EF:01")));
    QVERIFY(saysBar(form, QStringLiteral("Issued by: CN=Corp's own authority")));
    QVERIFY(saysBar(form, QStringLiteral("Certificate of: CN=mail.corp.example, O=Corp\\x202e")));
    QVERIFY(saysBar(form, QStringLiteral("Valid until: ")));
    QVERIFY(saysBar(form, QStringLiteral("2027")));

    QTRY_VERIFY(button(form, offer));
    button(form, offer)->click();
    auto *question = form.findChild<QMessageBox *>();
    QVERIFY(question);
    QVERIFY(question->informativeText().contains(QLatin1String("poses as it")));
    QVERIFY(question->informativeText().contains(QLatin1String("01:23:45:67")));
    QVERIFY(pin(form, QStringLiteral("Inbound")).isEmpty()); // until the person agrees
    button(*question, QStringLiteral("Accept this certificate"))->click();
    QCOMPARE(pin(form, QStringLiteral("Inbound")), fingerprint);
    QVERIFY(pin(form, QStringLiteral("Outbound")).isEmpty());
    QVERIFY(form.isEditing());
    QVERIFY(stored().inbound.pinnedSha256.isEmpty()); // until SAVE
    button(form, QStringLiteral("SAVE"))->click();
    QTRY_COMPARE(stored().inbound.pinnedSha256, fingerprint);
}

void TestConnectionCheck::anExpiredOneIsNeverOffered()
{
    CheckWorld world;
    world.server->failNext(Op::Folders, refusal(ErrorKind::CertificateExpired));
    // Misused or revoked: a pin would not help.
    Error revoked = refusal(ErrorKind::CertificateUntrusted, QStringLiteral("smtp.corp.example"), 465);
    revoked.certificate->pinnable = false;
    world.server->failNext(Op::Check, revoked);
    ui::MailboxForm form(world.context());
    form.showMailbox(world.shell.addMailbox(QStringLiteral("ir@corp.example")));
    form.show();
    testBoth(form);
    QTRY_VERIFY(saysBar(form, QStringLiteral("has expired")));
    QTRY_VERIFY(saysBar(form, QStringLiteral("for sending. The server's certificate was not issued")));
    QTRY_VERIFY(button(form, QStringLiteral("Details"))); // what was added to the bar is to be seen
    QVERIFY(saysBar(form, QStringLiteral("SHA-256: 01:23")));
    QVERIFY(button(form, offer) == nullptr);
    QVERIFY(button(form, QStringLiteral("Accept this one certificate for smtp.corp.example")) == nullptr);
}

void TestConnectionCheck::theOutboundSideTakesItsOwn()
{
    CheckWorld world;
    world.server->failNext(Op::Check,
                           refusal(ErrorKind::CertificateUntrusted, QStringLiteral("smtp.corp.example"), 465));
    ui::MailboxForm form(world.context());
    form.showMailbox(world.shell.addMailbox(QStringLiteral("ir@corp.example")));
    form.show();
    const QString outboundOffer = QStringLiteral("Accept this one certificate for smtp.corp.example");
    testBoth(form);
    QTRY_VERIFY(button(form, outboundOffer));
    button(form, outboundOffer)->click();
    button(*form.findChild<QMessageBox *>(), QStringLiteral("Accept this certificate"))->click();
    QCOMPARE(pin(form, QStringLiteral("Outbound")), fingerprint);
    QVERIFY(pin(form, QStringLiteral("Inbound")).isEmpty());
}

void TestConnectionCheck::theFeedBarOffersIt()
{
    ShellWorld world;
    domain::FeedStatus status;
    status.mailbox = world.addMailbox(QStringLiteral("ir@corp.example")).id;
    status.address = QStringLiteral("ir@corp.example");
    status.state = domain::FeedState::Failed;
    status.error = refusal(ErrorKind::CertificateUntrusted);
    ui::MainWindow window(world.context(), world.theme(), world.settings());
    window.show();
    world.feeds().tell(status);
    QVERIFY(saysBar(window, QStringLiteral("SHA-256: 01:23:45:67")));
    QTRY_VERIFY(button(window, offer)); // the bar shows it with the next turn of the loop
    button(window, offer)->click();
    auto *question = window.findChild<QMessageBox *>();
    QVERIFY(question);
    button(*question, QStringLiteral("Accept this certificate"))->click();
    QCOMPARE(window.page(), ui::Page::Mailboxes);
    auto *form = window.findChild<ui::MailboxForm *>();
    QTRY_COMPARE(pin(*form, QStringLiteral("Inbound")), fingerprint);
    QVERIFY(form->isEditing());
    QCOMPARE(form->mailbox().id, status.mailbox);
}

} // namespace liaison::test

using liaison::test::TestConnectionCheck;
LIAISON_TEST(TestConnectionCheck)
#include "tst_connection_check.moc"
