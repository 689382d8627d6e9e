#include "core/store/mailboxes.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/exchange_fields.h"
#include "ui/admin/form_field.h"
#include "ui/admin/graph_fields.h"
#include "ui/admin/mailbox_form.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace liaison::test {

namespace {

using namespace Qt::StringLiterals;
using domain::OAuthFlow;
using domain::Protocol;
using domain::SignIn;

const QString clientId = u"6731de76-14a6-49ae-97bc-6eba6914391e"_s;

template <class T> T *named(QWidget &parent, const QString &accessibleName)
{
    const QList<T *> all = parent.findChildren<T *>();
    for (T *widget : all)
        if (widget->accessibleName() == accessibleName && widget->isVisibleTo(&parent)) // other types have such, too
            return widget;
    return nullptr;
}

void choose(QWidget &form, const QString &name, const QString &text)
{
    auto *box = named<QComboBox>(form, name);
    QVERIFY2(box && box->findText(text) >= 0, qPrintable(name + u": "_s + text));
    box->setCurrentIndex(box->findText(text));
    Q_EMIT box->activated(box->currentIndex());
}

void type(QWidget &form, const QString &name, const QString &text)
{
    auto *line = named<QLineEdit>(form, name);
    QVERIFY2(line && line->isVisible(), qPrintable(name));
    line->setText(text);
}

bool isShown(QWidget &form, const QString &name)
{
    const auto *line = named<QLineEdit>(form, name);
    return line && line->isVisible();
}

QString problemOf(QWidget &form, const QString &name)
{
    const QList<ui::FormField *> fields = form.findChildren<ui::FormField *>();
    for (const ui::FormField *field : fields)
        if (field->editor()->accessibleName() == name && field->isVisibleTo(&form))
            return field->problem();
    return u"no such field"_s;
}

void press(QWidget &form, const QString &text)
{
    const QList<QPushButton *> all = form.findChildren<QPushButton *>();
    for (QPushButton *each : all)
        if (each->text() == text)
            return each->click();
    QFAIL("no such button");
}

} // namespace

/// Account type Microsoft Graph in the mailbox form.
class TestGraphForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anApplicationWithASecret();
    void aPersonForASharedMailbox();
    void everyWayHasItsFields();
    void readingAloneByGraph();
    void wrongFieldsAreMarked();
    void hostsAreOneLine_data();
    void hostsAreOneLine();
    void whatWasSavedIsShown();
    void itIsPainted_data();
    void itIsPainted();
};

void TestGraphForm::anApplicationWithASecret()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    form.editNew();
    choose(form, u"Account type"_s, u"Microsoft Graph"_s);
    QVERIFY(!isShown(form, u"Inbound host"_s) && !isShown(form, u"Outbound host"_s));
    type(form, u"E-mail address"_s, u"ir@corp.example"_s);
    type(form, u"Client ID"_s, clientId);
    type(form, u"Tenant ID"_s, u"corp.example"_s);
    type(form, u"Client secret"_s, u"s3cret"_s);
    choose(form, u"National cloud"_s, u"China (21Vianet)"_s);
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    press(form, u"SAVE"_s);
    QTRY_COMPARE(saved.size(), 1);
    const auto mailbox = saved.first().first().value<domain::Mailbox>();
    QCOMPARE(mailbox.inbound.protocol, Protocol::Graph);
    QCOMPARE(mailbox.inbound.port, quint16(443));
    QVERIFY(mailbox.inbound.host.isEmpty() && mailbox.outbound.host.isEmpty());
    QCOMPARE(mailbox.inbound.signIn, SignIn::OAuth2);
    QCOMPARE(mailbox.inbound.oauth.flow, OAuthFlow::Application);
    QCOMPARE(mailbox.inbound.oauth.cloud, domain::NationalCloud::China);
    QCOMPARE(mailbox.outbound.protocol, Protocol::Graph);
    QCOMPARE(mailbox.outbound.signIn, SignIn::AsInbound);
    const auto kept = awaited(world.vault().read(domain::vaultKey(mailbox, domain::SecretUse::Inbound)));
    QVERIFY(kept && *kept && (**kept).reveal() == "s3cret");
    QVERIFY(named<QLineEdit>(form, u"Client secret"_s)->text().isEmpty());
    QVERIFY(!named<QComboBox>(form, u"Account type"_s)->isEnabled()); // its mail has the ids of this type
}

void TestGraphForm::aPersonForASharedMailbox()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    form.editNew();
    choose(form, u"Account type"_s, u"Microsoft Graph"_s);
    choose(form, u"Sign-in method"_s, u"A person, in the browser"_s);
    type(form, u"E-mail address"_s, u"ir@corp.example"_s);
    type(form, u"Client ID"_s, clientId);
    type(form, u"Tenant ID"_s, u"corp.example"_s);
    const auto says = [&form](const QString &words) {
        const QList<QLabel *> labels = form.findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&words](const QLabel *label) { return label->text().contains(words); });
    };
    QVERIFY(says(u"Mail.ReadWrite, Mail.Send"_s) && says(u"http://localhost"_s));
    type(form, u"Signs in as"_s, u"mara@corp.example"_s);
    QVERIFY(says(u"Mail.ReadWrite.Shared"_s));
    QVERIFY(!isShown(form, u"Client secret"_s));
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    press(form, u"SAVE"_s);
    QTRY_COMPARE(saved.size(), 1);
    const auto mailbox = saved.first().first().value<domain::Mailbox>();
    QCOMPARE(mailbox.inbound.oauth.flow, OAuthFlow::Browser);
    QCOMPARE(mailbox.inbound.username, u"mara@corp.example"_s);
    QVERIFY(domain::personSignsIn(mailbox, domain::SecretUse::Outbound));
}

void TestGraphForm::everyWayHasItsFields()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    form.editNew();
    choose(form, u"Account type"_s, u"Microsoft Graph"_s);
    QVERIFY(isShown(form, u"Client secret"_s) && !isShown(form, u"Application's certificate"_s));
    choose(form, u"Sign-in method"_s, u"Application, with a certificate"_s);
    QVERIFY(isShown(form, u"Application's certificate"_s) && isShown(form, u"Application's key"_s));
    QVERIFY(isShown(form, u"Passphrase of the key"_s) && !isShown(form, u"Signs in as"_s));
    press(form, u"SAVE"_s);
    QVERIFY(problemOf(form, u"Application's certificate"_s).contains("Choose the cert"_L1));
    choose(form, u"Sign-in method"_s, u"A person, with a code"_s);
    QVERIFY(isShown(form, u"Signs in as"_s) && !isShown(form, u"Passphrase of the key"_s));
    choose(form, u"Sign-in method"_s, u"Access token"_s);
    QVERIFY(isShown(form, u"Access token"_s) && !isShown(form, u"Client ID"_s));
}

void TestGraphForm::readingAloneByGraph()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    form.editNew();
    choose(form, u"Account type"_s, u"Microsoft Graph + SMTP"_s);
    type(form, u"E-mail address"_s, u"ir@corp.example"_s);
    type(form, u"Client ID"_s, clientId);
    type(form, u"Tenant ID"_s, u"corp.example"_s);
    type(form, u"Outbound host"_s, u"smtp.corp.example"_s);
    // SMTP cannot sign in by a token for Graph; who renews tokens gets one for it.
    const auto *sending = named<QComboBox>(form, u"Outbound sign-in"_s);
    choose(form, u"Sign-in method"_s, u"Access token"_s);
    QVERIFY(sending->findData(static_cast<int>(SignIn::AsInbound)) < 0);
    choose(form, u"Sign-in method"_s, u"Application, with a client secret"_s);
    QVERIFY(sending->findData(static_cast<int>(SignIn::AsInbound)) >= 0);
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    press(form, u"SAVE"_s);
    QTRY_COMPARE(saved.size(), 1);
    const auto mailbox = saved.first().first().value<domain::Mailbox>();
    QCOMPARE(mailbox.inbound.protocol, Protocol::Graph);
    QCOMPARE(mailbox.outbound.protocol, Protocol::Smtp);
    QCOMPARE(mailbox.outbound.port, quint16(465));
    QCOMPARE(mailbox.outbound.signIn, SignIn::Password);
    form.editNew(); // and it is there again
    choose(form, u"Account type"_s, u"IMAP + SMTP"_s);
    QVERIFY(named<QComboBox>(form, u"Outbound sign-in"_s)->findData(static_cast<int>(SignIn::AsInbound)) >= 0);
    QVERIFY(!isShown(form, u"Client ID"_s));
}

void TestGraphForm::wrongFieldsAreMarked()
{
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    form.editNew();
    choose(form, u"Account type"_s, u"Microsoft Graph"_s);
    type(form, u"E-mail address"_s, u"ir@corp.example"_s);
    type(form, u"Tenant ID"_s, u"corp"_s);
    type(form, u"Graph host"_s, u"http://graph.corp.example"_s);
    type(form, u"Accepted certificate"_s, u"abc"_s);
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    press(form, u"SAVE"_s);
    QVERIFY(problemOf(form, u"Client ID"_s).contains("Enter the application's client ID"_L1));
    QVERIFY(problemOf(form, u"Tenant ID"_s).contains("a GUID or a domain"_L1));
    QVERIFY(problemOf(form, u"Graph host"_s).contains("no host"_L1));
    QVERIFY(problemOf(form, u"Accepted certificate"_s).contains("SHA-256"_L1));
    QVERIFY(saved.isEmpty());
    QVERIFY(!isShown(form, u"Inbound host"_s) && !isShown(form, u"Outbound host"_s));
}

void TestGraphForm::hostsAreOneLine_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << QString() << QString() << 443 << QString();
    QTest::newRow("name") << u"graph.corp.example"_s << u"graph.corp.example"_s << 443 << u"graph.corp.example"_s;
    QTest::newRow("with a port") << u"graph.corp.example:8443"_s << u"graph.corp.example"_s << 8443
                                 << u"graph.corp.example:8443"_s;
    QTest::newRow("URL") << u"https://graph.corp.example/"_s << u"graph.corp.example"_s << 443
                         << u"graph.corp.example"_s;
    QTest::newRow("in clear on this machine")
        << u"http://127.0.0.1:8080"_s << u"127.0.0.1"_s << 8080 << u"http://127.0.0.1:8080"_s;
}

void TestGraphForm::hostsAreOneLine()
{
    QFETCH(const QString, typed);
    ShellWorld world;
    ui::MailboxForm form(world.context());
    form.show();
    form.editNew();
    choose(form, u"Account type"_s, u"Microsoft Graph"_s);
    type(form, u"E-mail address"_s, u"ir@corp.example"_s);
    type(form, u"Client ID"_s, clientId);
    type(form, u"Tenant ID"_s, u"corp.example"_s);
    type(form, u"Graph host"_s, typed);
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    press(form, u"SAVE"_s);
    QTRY_COMPARE(saved.size(), 1);
    const auto mailbox = saved.first().first().value<domain::Mailbox>();
    QTEST(mailbox.inbound.host, "host");
    QTEST(int(mailbox.inbound.port), "port");
    QCOMPARE(mailbox.inbound.security, typed.startsWith("http:"_L1) ? domain::Security::None : domain::Security::Tls);
    form.showMailbox(mailbox);
    QTEST(named<QLineEdit>(form, u"Graph host"_s)->text(), "shown");
}

void TestGraphForm::whatWasSavedIsShown()
{
    ShellWorld world;
    domain::Mailbox mailbox;
    mailbox.uuid = QUuid::createUuid();
    mailbox.address = u"ir@corp.example"_s;
    mailbox.inbound = {Protocol::Graph, u"127.0.0.1"_s, 8443, domain::Security::Tls, SignIn::OAuth2, {}, {}, {}};
    mailbox.inbound.clientCertificateFile = u"/etc/hostname"_s;
    mailbox.inbound.oauth
        = {OAuthFlow::Application, clientId, u"corp.example"_s, domain::NationalCloud::Global, u"127.0.0.1:8444"_s, {}};
    mailbox.outbound = {Protocol::Graph, u"127.0.0.1"_s, 8443, domain::Security::Tls, SignIn::AsInbound, {}, {}, {}};
    mailbox = must(awaited(
        world.store().write([mailbox](store::Session &session) { return store::Mailboxes(session).save(mailbox); })));
    ui::MailboxForm form(world.context());
    form.show();
    form.showMailbox(mailbox);
    QCOMPARE(named<QComboBox>(form, u"Account type"_s)->currentText(), u"Microsoft Graph"_s);
    QCOMPARE(named<QComboBox>(form, u"Sign-in method"_s)->currentText(), u"Application, with a certificate"_s);
    QCOMPARE(named<QLineEdit>(form, u"Sign-in host"_s)->text(), u"127.0.0.1:8444"_s);
    press(form, u"Edit"_s);
    type(form, u"Graph host"_s, u"127.0.0.1:9443"_s);
    QSignalSpy saved(&form, &ui::MailboxForm::saved);
    press(form, u"SAVE"_s);
    QTRY_COMPARE(saved.size(), 1);
    const auto changed = saved.first().first().value<domain::Mailbox>();
    QCOMPARE(changed.inbound.port, quint16(9443));
    QCOMPARE(changed.inbound.clientCertificateFile, mailbox.inbound.clientCertificateFile);
    QVERIFY(changed.outbound.host.isEmpty()); // it goes where reading goes now
}

void TestGraphForm::itIsPainted_data()
{
    addPaintedLooks();
}

/// Every text has room, whatever the way to sign in; LIAISON_PICTURES=DIR keeps what it looks like.
void TestGraphForm::itIsPainted()
{
    const Painting painting(u"graph"_s);
    ShellWorld world;
    painting.dress(world.theme());
    ui::MailboxForm form(world.context());
    form.setAutoFillBackground(true);
    form.resize(860, 640);
    form.show();
    form.editNew();
    auto *types = form.findChild<QComboBox *>();
    for (int type = 0; type < types->count(); ++type) {
        types->setCurrentIndex(type);
        Q_EMIT types->activated(type);
        const bool graph = types->currentText() == ui::MailboxForm::tr("Microsoft Graph");
        const bool exchange = types->currentText() == ui::MailboxForm::tr("Exchange Web Services");
        auto *way = graph ? named<QComboBox>(form, ui::GraphFields::tr("Sign-in method"))
            : exchange    ? named<QComboBox>(form, ui::ExchangeFields::tr("Authentication type"))
                          : nullptr;
        QVERIFY(way || (!graph && !exchange));
        for (int i = 0; i < (way ? way->count() : 1); ++i) {
            if (way) {
                way->setCurrentIndex(i);
                Q_EMIT way->activated(i);
            }
            // As high as the page that it is scrolled in makes it, once groups that have no room side by side are
            // stacked.
            for (int turn = 0; turn < 3; ++turn) {
                const QSize least = form.minimumSizeHint().expandedTo({860, 0});
                form.resize(least.expandedTo({0, form.heightForWidth(least.width())}));
                QCoreApplication::processEvents();
            }
            painting.check(form, u"%1-%2"_s.arg(type).arg(i));
        }
    }
}

} // namespace liaison::test

using liaison::test::TestGraphForm;
LIAISON_TEST(TestGraphForm)
#include "tst_graph_form.moc"
