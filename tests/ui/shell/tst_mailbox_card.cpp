#include "core/store/mailboxes.h"
#include "tests/support/test_registry.h"
#include "tests/ui/shell/looks.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailboxes_page.h"
#include "ui/shell/main_window.h"

#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

namespace liaison::test {

using namespace Qt::StringLiterals;
using domain::Endpoint;
using domain::Protocol;
using domain::SignIn;

namespace {

Endpoint at(Protocol protocol, const QString &host, SignIn signIn)
{
    Endpoint endpoint;
    endpoint.protocol = protocol;
    endpoint.host = host;
    endpoint.port = domain::defaultPort(protocol, domain::Security::Tls);
    endpoint.signIn = signIn;
    if (signIn == SignIn::OAuth2) {
        endpoint.oauth.flow = domain::OAuthFlow::Browser;
        endpoint.oauth.clientId = u"6731de76-14a6-49ae-97bc-6eba6914391e"_s;
        endpoint.oauth.tenantId = u"corp.example"_s;
    }
    return endpoint;
}

/// A mailbox of each type that there is.
void retype(domain::Mailbox &mailbox, const QString &type)
{
    if (type == "imap"_L1)
        return;
    const bool ews = type == "ews"_L1;
    mailbox.inbound
        = ews ? at(Protocol::Ews, u"outlook.office365.com"_s, SignIn::OAuth2) : at(Protocol::Graph, {}, SignIn::OAuth2);
    if (type == "graph-smtp"_L1)
        mailbox.outbound = at(Protocol::Smtp, u"smtp.office365.com"_s, SignIn::Password);
    else
        mailbox.outbound = at(mailbox.inbound.protocol, mailbox.inbound.host, SignIn::AsInbound);
}

/// As many feeds as the status line shows.
class ThreeFeeds final : public desk::FeedDesk {
public:
    explicit ThreeFeeds(const domain::FeedStatus &status) : FeedDesk(nullptr), m_statuses(3, status) { }
    [[nodiscard]] QList<domain::FeedStatus> statuses() const override { return m_statuses; }

private:
    QList<domain::FeedStatus> m_statuses;
};

/// The widgets below `parent` that need most room, for whoever reads that a card is too wide.
QByteArray widest(const QWidget *parent)
{
    QStringList lines;
    QStringList indents{QString()};
    while (parent) {
        const QWidget *next = nullptr;
        for (const QObject *child : parent->children()) {
            const auto *widget = qobject_cast<const QWidget *>(child);
            if (widget && !widget->isHidden() && !widget->isWindow()
                && (!next || widget->minimumSizeHint().width() > next->minimumSizeHint().width()))
                next = widget;
        }
        if (next)
            lines << u"%1 %2 %3"_s.arg(QLatin1String(next->metaObject()->className()), next->accessibleName())
                         .arg(next->minimumSizeHint().width());
        parent = next;
    }
    return lines.join(u" > "_s).toUtf8();
}

} // namespace

/// The card of a mailbox has room in the window, whatever the type, the language and the letters.
class TestMailboxCard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itFits_data();
    void itFits();
};

void TestMailboxCard::itFits_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent"); ///< of the usual letters
    QTest::addColumn<int>("look");
    for (const char *type : {"imap", "ews", "graph", "graph-smtp"}) {
        const auto row = [type](const char *language, QSize size, int percent, ui::Appearance look) {
            QTest::addRow("%s-%s-%d-%d%%", type, language, size.width(), percent)
                << QString::fromLatin1(type) << QString::fromLatin1(language) << size << percent
                << static_cast<int>(look);
        };
        for (const char *language : {"en", "de"}) {
            row(language, {1320, 800}, 100, ui::Appearance::Light);
            row(language, {1100, 800}, 100, ui::Appearance::Dark);
            row(language, {1600, 1000}, 200, ui::Appearance::Light);
        }
    }
}

/// Nothing is to be scrolled to sideways, and nothing is cut; LIAISON_PICTURES=DIR keeps what it looks like.
void TestMailboxCard::itFits()
{
    QFETCH(const QString, type);
    QFETCH(const QString, language);
    QFETCH(const QSize, size);
    QFETCH(const int, percent);
    QFETCH(const int, look);
    const Look words(language, percent);
    QVERIFY(words.isGood());
    ShellWorld world;
    world.populate();
    domain::Mailbox mailbox = world.addMailbox(u"incident-response.emea@corp.example"_s);
    retype(mailbox, type);
    mailbox = must(awaited(
        world.store().write([mailbox](store::Session &session) { return store::Mailboxes(session).save(mailbox); })));
    ThreeFeeds feeds(world.feeds().statuses().first());
    ui::UiContext context = world.context();
    context.feeds = &feeds;
    ui::MainWindow window(context, world.theme(), world.settings());
    world.theme()->setAppearance(static_cast<ui::Appearance>(look)); // not as the window's settings have it
    window.resize(size);
    window.show();
    window.showPage(ui::Page::Mailboxes);
    window.mailboxes()->showMailbox(mailbox.id);
    auto *form = window.mailboxes()->form();
    QTRY_COMPARE(form->mailbox().id, mailbox.id);
    QCoreApplication::sendPostedEvents(); // the new card is laid out: a window too small for it would grow
    QCOMPARE(window.size(), size);
    auto *area = window.mailboxes()->findChild<QScrollArea *>();
    const auto check = [&](const QString &state) {
        const auto fits = [area] {
            return area->widget()->minimumSizeHint().width() <= area->viewport()->width()
                && area->horizontalScrollBar()->maximum() == 0;
        };
        QVERIFY2(QTest::qWaitFor(fits, 2'000),
                 u"%1: %2 in %3: "_s.arg(state)
                         .arg(area->widget()->minimumSizeHint().width())
                         .arg(area->viewport()->width())
                         .toUtf8()
                     + widest(area->widget()));
        QVERIFY2(QTest::qWaitFor([form] { return cut(*form).isEmpty(); }, 2'000),
                 qPrintable(state + u": "_s + cut(*form).join(u'\n')));
        keepPicture(window, u"card-%1-%2"_s.arg(QString::fromLatin1(QTest::currentDataTag()), state));
    };
    check(u"1-shown"_s);
    const auto press = [form](const QString &icon) {
        const QList<QPushButton *> all = form->findChildren<QPushButton *>();
        for (QPushButton *each : all)
            if (each->isVisible() && each->text() == icon)
                return each->click();
        QFAIL(qPrintable(icon));
    };
    press(ui::MailboxForm::tr("Edit"));
    auto *address = form->findChild<QLineEdit *>();
    address->setText(u"no address at all"_s);
    press(ui::MailboxForm::tr("SAVE"));
    check(u"2-marked"_s);
}

} // namespace liaison::test

using liaison::test::TestMailboxCard;
LIAISON_TEST(TestMailboxCard)
#include "tst_mailbox_card.moc"
