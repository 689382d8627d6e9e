#include "core/store/mailboxes.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/form_fields.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailbox_form.h"
#include "ui/common/message_bar.h"

#include <QFile>
#include <QSignalSpy>

#include <algorithm>

namespace liaison::test {

namespace {

using namespace Qt::StringLiterals;

bool isMarked(const ui::MailboxForm &form)
{
    return ui::firstMarked(&form) != nullptr;
}

bool isRefused(const ui::MailboxForm &form)
{
    const QList<ui::MessageBar *> bars = form.findChildren<ui::MessageBar *>();
    return std::any_of(bars.begin(), bars.end(), [](const ui::MessageBar *bar) {
        return !bar->isHidden() && bar->kind() == ui::MessageBar::Kind::Error;
    });
}

} // namespace

/// The Big List of Naughty Strings in every text field of the mailbox form.
class TestMailboxFormNonsense : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyFieldAtOnce_data();
    void everyFieldAtOnce();
    void whatIsTakenIsKept();

private:
    QStringList m_lines;
};

namespace {
/// As the store keeps texts: byte order marks of either order would turn what follows round.
QString withoutMarks(QString text)
{
    while (text.startsWith(QChar(QChar::ByteOrderMark)))
        text.remove(0, 1);
    return text.replace(QChar(QChar::ByteOrderSwapped), QChar(QChar::ReplacementCharacter));
}
} // namespace

void TestMailboxFormNonsense::initTestCase()
{
    QFile file(testDataDir() + u"/mail/blns/blns.txt"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "test data not present");
        QSKIP("test data not present");
    }
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines)
        if (!line.startsWith('#'))
            m_lines << QString::fromUtf8(line);
    QVERIFY(m_lines.size() > 500);
}

void TestMailboxFormNonsense::everyFieldAtOnce_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("way");
    QTest::newRow("IMAP") << u"IMAP + SMTP"_s << QString() << QString();
    QTest::newRow("Exchange, a person") << u"Exchange Web Services"_s << u"Authentication type"_s
                                        << u"OAUTH2.0: a person, in the browser"_s;
    QTest::newRow("Exchange, an application")
        << u"Exchange Web Services"_s << u"Authentication type"_s << u"OAUTH2.0: application, with a certificate"_s;
    QTest::newRow("Graph, an application")
        << u"Microsoft Graph"_s << u"Sign-in method"_s << u"Application, with a certificate"_s;
    QTest::newRow("Exchange and SMTP") << u"Exchange Web Services + SMTP"_s << QString() << QString();
}

/// No line of it is an address, a host and whatever else is asked for: something is marked each time, in sight and with
/// the focus, and nothing is saved.
void TestMailboxFormNonsense::everyFieldAtOnce()
{
    QFETCH(const QString, type);
    QFETCH(const QString, field);
    QFETCH(const QString, way);
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    form.editNew();
    pick(form, u"Account type"_s, type);
    if (!field.isEmpty())
        pick(form, field, way);
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    QList<QLineEdit *> fields = form.findChildren<QLineEdit *>();
    fields.removeIf([&form](const QLineEdit *each) {
        return each->isReadOnly() || each->accessibleName().isEmpty() || !each->isVisibleTo(&form);
    });
    QVERIFY(fields.size() >= 8);
    for (const QString &text : std::as_const(m_lines)) {
        for (QLineEdit *each : std::as_const(fields)) {
            each->setText(text);
            Q_EMIT each->textEdited(each->text());
        }
        pushOf(form, u"SAVE"_s)->click();
        QVERIFY2(isMarked(form), text.toUtf8().toHex().constData());
        QVERIFY(form.isEditing());
    }
    QVERIFY(saved.isEmpty());
    QVERIFY(world.vault().written.isEmpty());
    QVERIFY(must(awaited(world.store().read([](store::Session &session) {
                return store::Mailboxes(session).list();
            }))).isEmpty());
}

/// Fields that take any words: what is refused changes nothing, what is taken is read back as it was typed.
void TestMailboxFormNonsense::whatIsTakenIsKept()
{
    ShellWorld world;
    const domain::Mailbox mailbox = world.addMailbox(u"ir@corp.example"_s);
    ui::MailboxForm form(world.context());
    form.showMailbox(mailbox);
    form.show();
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    int kept = 0;
    for (const QString &text : std::as_const(m_lines)) {
        if (!form.isEditing())
            pushOf(form, u"Edit"_s)->click();
        enter(form, u"Display name"_s, text);
        enter(form, u"Inbound username"_s, text);
        const QString name = fieldOf<QLineEdit>(form, u"Display name"_s)->text().simplified();
        const QString user = fieldOf<QLineEdit>(form, u"Inbound username"_s)->text().trimmed();
        saved.clear();
        pushOf(form, u"SAVE"_s)->click();
        QVERIFY2(QTest::qWaitFor([&] { return !saved.isEmpty() || isMarked(form) || isRefused(form); }, 30'000),
                 text.toUtf8().toHex().constData());
        if (saved.isEmpty())
            continue;
        ++kept;
        const auto stored = must(awaited(world.store().read(
            [id = mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); })));
        QCOMPARE(stored.displayName, withoutMarks(name));
        QCOMPARE(stored.inbound.username, withoutMarks(user));
    }
    QVERIFY(kept > 300);
}

} // namespace liaison::test

using liaison::test::TestMailboxFormNonsense;
LIAISON_TEST(TestMailboxFormNonsense)
#include "tst_mailbox_form_nonsense.moc"
