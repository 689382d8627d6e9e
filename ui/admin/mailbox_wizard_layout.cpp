// How the wizard is put together; what it does is in mailbox_wizard.cpp.
#include "ui/admin/mailbox_wizard.h"

#include "ui/admin/mailbox_wizard_address.h"
#include "ui/admin/mailbox_wizard_done.h"
#include "ui/admin/mailbox_wizard_folders.h"
#include "ui/admin/mailbox_wizard_sign_in.h"
#include "ui/admin/mailbox_wizard_test.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

/// A page in it is scrolled up and down where it is higher than the window, and never sideways.
class PageArea : public QScrollArea {
public:
    PageArea(QWidget *page, QWidget *parent) : QScrollArea(parent)
    {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWidget(page);
        page->installEventFilter(this);
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        constexpr int leastLines = 12;
        const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
        return {widget()->minimumSizeHint().width() + bar, leastLines * fontMetrics().lineSpacing()};
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest)
            updateGeometry(); // other fields are shown: it may need more width
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace

void MailboxWizard::build(MailboxWizardType::Look look)
{
    setWindowTitle(tr("Connect a mailbox"));
    m_headline = new PlainLabel(this);
    makeHeading(m_headline, 1.35);
    m_headline->setWordWrap(true);
    m_bar = new MessageBar(this);
    m_bar->setClosable(false);
    m_stack = new QStackedWidget(this);
    m_address = new MailboxWizardAddress(m_context, &m_draft, m_stack);
    auto *type = new MailboxWizardType(std::move(look), &m_draft, m_stack);
    m_signIn = new MailboxWizardSignIn(m_context, &m_draft, m_stack);
    auto *folders = new MailboxWizardFolders(m_context, &m_draft, m_stack);
    auto *test = new MailboxWizardTest(m_context, &m_draft, m_stack);
    m_done = new MailboxWizardDone(&m_draft, m_stack);
    for (MailboxWizardPage *each :
         std::initializer_list<MailboxWizardPage *>{m_address, type, m_signIn, folders, test, m_done})
        addPage(each);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addWidget(m_headline);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    column->addWidget(makeButtons());
    constexpr int characters = 120;
    constexpr int lines = 36;
    resize(characters * fontMetrics().averageCharWidth(), lines * fontMetrics().lineSpacing());
}

void MailboxWizard::addPage(MailboxWizardPage *page)
{
    m_pages << page;
    m_stack->addWidget(new PageArea(page, m_stack));
    connect(page, &MailboxWizardPage::goOn, this, [this, page] {
        if (page == this->page())
            goOn();
    });
    connect(page, &MailboxWizardPage::certificateAccepted, this, &MailboxWizard::acceptCertificate);
    connect(page, &MailboxWizardPage::stateChanged, this, [this, page] {
        if (page == this->page() && m_next) // pages also speak while they are made
            updateButtons();
    });
}

QWidget *MailboxWizard::makeButtons()
{
    auto *buttons = new QWidget(this);
    m_form = new QPushButton(icon(QStringLiteral("edit")), tr("Use the form instead"), buttons);
    m_form->setToolTip(tr("Shows all fields of a mailbox at once. What was entered here is filled in."));
    m_back = new QPushButton(tr("&Back"), buttons);
    m_next = new QPushButton(buttons);
    m_cancel = new QPushButton(buttons);
    m_back->setObjectName(QStringLiteral("back"));
    m_next->setObjectName(QStringLiteral("next"));
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_form);
    row->addStretch(1);
    row->addWidget(m_back);
    row->addWidget(m_next);
    row->addWidget(m_cancel);
    connect(m_form, &QPushButton::clicked, this, &MailboxWizard::useForm);
    connect(m_back, &QPushButton::clicked, this, &MailboxWizard::back);
    connect(m_next, &QPushButton::clicked, this, &MailboxWizard::next);
    connect(m_cancel, &QPushButton::clicked, this, &MailboxWizard::reject);
    return buttons;
}

void MailboxWizard::showStep(int step)
{
    m_step = step;
    m_headline->setText(step == DoneStep
                            ? page()->title()
                            : tr("Step %1 of %2: %3").arg(step + 1).arg(int(DoneStep)).arg(page()->title()));
    m_stack->setCurrentIndex(step);
    page()->enter();
    updateButtons();
    QWidget *first = page()->firstEditor();
    (first ? first : m_next)->setFocus(Qt::OtherFocusReason);
}

void MailboxWizard::updateButtons()
{
    const bool test = m_step == TestStep;
    m_next->setText(m_saved ? tr("START") : test ? tr("SAVE") : tr("&Next"));
    m_next->setIcon(m_saved ? icon(QStringLiteral("start")) : test ? icon(QStringLiteral("save")) : QIcon());
    m_cancel->setText(m_saved ? tr("&Close") : tr("&Cancel"));
    m_form->setVisible(m_step == AddressStep);
    m_back->setVisible(!m_saved);
    m_back->setEnabled(m_step > AddressStep && !m_saving);
    m_next->setEnabled(page()->canGoOn() && !m_saving);
    m_cancel->setEnabled(!m_saving);
    m_stack->setEnabled(!m_saving);
    QPushButton *main = page()->mainButton();
    (main ? main : m_next)->setDefault(true);
}

} // namespace liaison::ui
