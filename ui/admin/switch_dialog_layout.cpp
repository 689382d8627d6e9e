// How the dialog is put together; what it does is in switch_dialog.cpp.
#include "ui/admin/switch_dialog.h"

#include "core/base/log.h"
#include "ui/admin/switch_table.h"
#include "ui/common/ask.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

PlainLabel *paragraph(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(text, parent);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

} // namespace

void SwitchDialog::build()
{
    const QString to = wayName(m_to);
    setWindowTitle(tr("Switch %1 to %2").arg(m_mailbox.address, to));
    auto *what
        = paragraph(tr("The mailbox will be reached by %1 instead of %2, with the same sign-in. “Compare” looks at "
                       "its folders, and at its newest mails by Message-ID, both ways and changes nothing; “Switch” "
                       "then moves it in one step.")
                        .arg(to, wayName(m_mailbox.inbound.protocol)),
                    this);
    const bool both = m_mailbox.outbound.protocol == m_mailbox.inbound.protocol;
    QString kept
        = tr("Everything that is stored is kept: mails, their incidents, read marks, drafts and the outbox. No "
             "mail is fetched again.");
    if (!both)
        kept += QLatin1Char(' ') + tr("Sending stays as it is.");
    m_host = new QLineEdit(this);
    const auto target = desk::SwitchDesk::target(m_mailbox, {m_to, {}, true});
    const QString usual = target ? target->inbound.host : QString();
    m_host->setPlaceholderText(usual.isEmpty() ? tr("The national cloud's") : usual);
    m_host->setToolTip(tr("A host, with a port where it is not 443, in place of Microsoft's. Usually empty."));
    auto *form = new QFormLayout;
    form->addRow(tr("&Host"), m_host);
    m_bar = new MessageBar(this); // made in the order in which Tab goes through them
    m_bar->setClosable(false);
    m_table = new SwitchTable(m_mailbox.inbound.protocol, m_to, this);
    m_step = new PlainLabel(this);
    m_step->setMuted(true);
    m_step->setElided(true);
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    for (QWidget *each : {static_cast<QWidget *>(m_step), static_cast<QWidget *>(m_progress)}) {
        QSizePolicy room = each->sizePolicy();
        room.setRetainSizeWhenHidden(true);
        each->setSizePolicy(room);
    }
    auto *buttons = new QDialogButtonBox(this);
    m_compare = buttons->addButton(tr("C&ompare"), QDialogButtonBox::ActionRole);
    m_compare->setIcon(icon(QStringLiteral("table")));
    m_switch = buttons->addButton(tr("&Switch"), QDialogButtonBox::ActionRole);
    m_switch->setIcon(icon(QStringLiteral("forward")));
    m_close = buttons->addButton(tr("&Cancel"), QDialogButtonBox::RejectRole);
    m_compare->setObjectName(QStringLiteral("compare"));
    m_switch->setObjectName(QStringLiteral("switch"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addWidget(what);
    column->addLayout(form);
    column->addWidget(m_bar);
    column->addWidget(m_table, 1);
    column->addWidget(paragraph(kept, this));
    column->addWidget(m_step);
    column->addWidget(m_progress);
    column->addWidget(buttons);
    setMinimumWidth(100 * fontMetrics().averageCharWidth());
    resize(150 * fontMetrics().averageCharWidth(), 32 * fontMetrics().lineSpacing());
    connect(m_compare, &QPushButton::clicked, this, [this] { begin(true); });
    connect(m_switch, &QPushButton::clicked, this, [this] { begin(false); });
    connect(buttons, &QDialogButtonBox::rejected, this, &SwitchDialog::reject);
    connect(m_host, &QLineEdit::textEdited, this, [this] {
        if (m_state == State::Compared)
            setState(State::Idle); // that was another host
        m_host->setFocus(Qt::OtherFocusReason);
    });
}

/// What can be done now; the button that comes next is the default and has the focus.
void SwitchDialog::setState(State state)
{
    m_state = state;
    const bool busy = state == State::Comparing || state == State::Switching;
    const bool over = state == State::Over;
    const bool possible = state == State::Compared && m_possible;
    const bool can = desk::SwitchDesk::signsInAlike(m_mailbox);
    m_host->setEnabled(!busy && !over && can);
    m_compare->setEnabled(!busy && !over && can);
    m_switch->setEnabled(possible);
    m_close->setEnabled(true);
    m_close->setText(over ? tr("&Close") : tr("&Cancel"));
    m_step->setVisible(busy);
    m_progress->setVisible(busy);
    m_progress->setRange(0, 0);
    m_step->setText(busy ? tr("Reading what is stored…") : QString());
    QPushButton *next = busy || over || !can ? m_close : possible ? m_switch : m_compare;
    next->setDefault(true);
    next->setFocus(Qt::OtherFocusReason);
    if (can)
        return;
    m_bar->showMessage(MessageBar::Kind::Error,
                       tr("Only a mailbox that signs in with OAUTH2.0 can be switched, for sending as well."));
}

void SwitchDialog::showProgress(const domain::SwitchProgress &progress)
{
    constexpr int mostCharacters = 200;
    using Step = domain::SwitchProgress::Step;
    if (m_state != State::Comparing && m_state != State::Switching)
        return;
    m_progress->setRange(0, progress.total);
    m_progress->setValue(progress.done);
    switch (progress.step) {
    case Step::SignIn:
        return m_step->setText(tr("Testing the sign-in to %1…").arg(wayName(m_to)));
    case Step::Folders:
        return m_step->setText(tr("Listing the folders…"));
    case Step::Mails:
        return m_step->setText(tr("Listing the mails of %1, folder %2 of %3…")
                                   .arg(printable(progress.folder.toUtf8(), mostCharacters))
                                   .arg(progress.done + 1)
                                   .arg(progress.total));
    case Step::Commit:
        m_close->setEnabled(false); // it is done or not in a moment
        return m_step->setText(tr("Switching…"));
    }
}

void SwitchDialog::addDetails(const QString &details)
{
    if (!details.isEmpty())
        m_bar->addAction(tr("&Details"), [this, details] { showDetails(this, tr("Details"), details); });
}

/// What is shown changes; it is never cut.
void SwitchDialog::fit()
{
    layout()->activate();
    const int needed
        = layout()->hasHeightForWidth() ? layout()->minimumHeightForWidth(width()) : minimumSizeHint().height();
    if (height() < needed)
        resize(width(), needed);
}

} // namespace liaison::ui
