#include "tests/ui/shell/wizard_walk.h"

#include <QCheckBox>

namespace liaison::test {

using namespace Qt::StringLiterals;

namespace {

/// One walk.
class Walk {
public:
    Walk(WizardWorld &world, const std::function<void(const QString &)> &look)
        : m_world(world), m_wizard(world.wizard()), m_look(look)
    {
    }
    void enterAddress();
    void lookForServer();
    void signIn();
    void folders();
    void test();

private:
    QPushButton *button(const char *name) { return m_wizard.findChild<QPushButton *>(QLatin1String(name)); }
    void next()
    {
        QTRY_VERIFY(button("next")->isEnabled());
        button("next")->click();
    }
    void backTo(int type)
    {
        button("back")->click();
        shown<QRadioButton>().at(type)->click();
        next();
    }
    template <class T> QList<T *> shown()
    {
        QList<T *> all = m_wizard.findChildren<T *>();
        all.removeIf([](const QWidget *widget) { return !widget->isVisible(); });
        return all;
    }
    static void type(QLineEdit *line, const QString &text)
    {
        line->clear();
        QTest::keyClicks(line, text);
    }

    WizardWorld &m_world;
    ui::MailboxWizard &m_wizard;
    const std::function<void(const QString &)> &m_look;
};

void Walk::enterAddress()
{
    m_look(u"1-address"_s);
    next(); // wrong fields have their sentences
    m_look(u"1-address-wrong"_s);
    type(shown<QLineEdit>().at(0), u"ir@corp.example"_s);
    shown<QRadioButton>().at(1)->click();
    m_look(u"1-address-two-readers"_s);
    shown<QRadioButton>().at(0)->click();
    next();
    QTRY_COMPARE(m_world.asked.size(), 1);
}

void Walk::lookForServer()
{
    m_look(u"2-looking"_s);
    m_world.answer(WizardWorld::nothing(ErrorKind::CredentialsMissing));
    QTRY_COMPARE(shown<QLineEdit>().size(), 2);
    m_look(u"2-sign-in-wanted"_s);
    type(shown<QLineEdit>().at(1), u"correct horse"_s);
    QTest::keyClick(shown<QLineEdit>().at(1), Qt::Key_Return);
    QTRY_COMPARE(m_world.asked.size(), 2);
    m_world.answer(WizardWorld::nothing(ErrorKind::PermissionDenied, {u"autodiscover.hoster.example"_s}));
    QTRY_VERIFY(says(m_wizard, u"autodiscover.hoster.example"_s));
    m_look(u"2-trust"_s);
    button("look")->click();
    QTRY_COMPARE(m_world.asked.size(), 3);
    m_world.answer(WizardWorld::found(u"https://outlook.office365.com/EWS/Exchange.asmx"_s));
    QTRY_VERIFY(shown<QRadioButton>().at(1)->isChecked());
    m_look(u"2-found"_s);
    next();
}

void Walk::signIn()
{
    m_look(u"3-graph"_s);
    next();
    m_look(u"3-graph-wrong"_s);
    backTo(0);
    m_look(u"3-exchange"_s);
    backTo(2);
    const QList<QLineEdit *> fields = shown<QLineEdit>();
    for (QLineEdit *line : fields) {
        // By what the field proposes, which no language changes.
        if (line->echoMode() == QLineEdit::Password)
            type(line, u"correct horse"_s);
        else if (line->placeholderText().endsWith("corp.example"_L1) && !line->placeholderText().contains(u'@'))
            type(line, line->placeholderText());
    }
    m_look(u"3-imap"_s);
}

void Walk::folders()
{
    m_world.server->hold(Op::Folders);
    next();
    QTRY_COMPARE(m_world.server->waiting(Op::Folders), 1);
    m_look(u"4-asking"_s);
    m_world.server->release(Op::Folders);
    QTRY_VERIFY(button("next")->isEnabled());
    m_look(u"4-folders"_s);
    next();
}

void Walk::test()
{
    m_look(u"5-test"_s);
    m_wizard.findChild<QCheckBox *>(u"sendsMail"_s)->setChecked(false);
    button("testInbound")->click();
    button("testOutbound")->click();
    QTRY_COMPARE(shown<ui::MessageBar>().size(), 2);
    m_look(u"5-tested"_s);
    next();
    QTRY_VERIFY(!m_world.stored().isEmpty());
    QTRY_VERIFY(!button("back")->isVisible());
    m_look(u"6-saved"_s);
}

} // namespace

void walkThrough(WizardWorld &world, const std::function<void(const QString &)> &look)
{
    world.server->failNext(Op::Check, Error{ErrorKind::AuthenticationFailed, u"535"_s, u"5.7.8 no"_s, {}});
    Walk walk(world, look);
    for (const auto step : {&Walk::enterAddress, &Walk::lookForServer, &Walk::signIn, &Walk::folders, &Walk::test})
        if (!QTest::currentTestFailed())
            (walk.*step)();
}

} // namespace liaison::test
