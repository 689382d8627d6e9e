// How the dialog of notifications is put together; what it does is in notify_dialog.cpp.
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/side_by_side.h"
#include "ui/common/unit_word.h"
#include "ui/compose/address_field.h"
#include "ui/incidents/notify_dialog.h"
#include "ui/mails/inert_view.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

constexpr int pauseMs = 200;

QScrollArea *scrolled(InertView *view, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto *page = new QWidget(area);
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(8, 6, 8, 6);
    column->addWidget(view);
    column->addStretch(1);
    area->setWidget(page);
    return area;
}

} // namespace

NotifyDialog::NotifyDialog(const UiContext &context, const desk::NotificationBoard &board,
                           domain::NotificationKind kind, const QList<BusinessUnitId> &chosen, QWidget *parent)
    : QDialog(parent), m_context(context), m_board(board), m_kind(kind), m_bar(new MessageBar(this)),
      m_list(new QListWidget(this)), m_previous(new QPushButton(tr("Previous"), this)),
      m_next(new QPushButton(tr("Next"), this)), m_from(new QComboBox(this)),
      m_fromAll(new QPushButton(tr("For all"), this)), m_to(new AddressField(tr("To"), this)),
      m_cc(new AddressField(tr("Cc"), this)), m_bcc(new AddressField(tr("Bcc"), this)), m_subject(new QLineEdit(this)),
      m_tabs(new QTabWidget(this)), m_text(new QPlainTextEdit(this)), m_preview(new InertView(this)),
      m_note(new PlainLabel(this)), m_deputy(new QPushButton(tr("Add deputy"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)), m_send(new QPushButton(icon(QStringLiteral("send")), {}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(kind == domain::NotificationKind::FollowUp ? tr("Send follow-ups") : tr("Send notifications"));
    m_send->setObjectName(QStringLiteral("notifySend"));
    m_text->setObjectName(QStringLiteral("notifyText"));
    m_list->setObjectName(QStringLiteral("notifyList"));
    m_deputy->setObjectName(QStringLiteral("notifyDeputy"));
    for (QPushButton *button :
         {m_previous, m_next, m_fromAll, m_deputy, m_cancel, m_send}) // Enter in a field sends nothing
        button->setAutoDefault(false);
    auto *halves = new SideBySide(12, this);
    halves->add(makeList(), 1);
    halves->add(makeMail(), 3);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_send);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(halves, 1);
    column->addLayout(buttons);
    const int letter = fontMetrics().averageCharWidth();
    resize(110 * letter, 80 * letter);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &NotifyDialog::makePreview);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &NotifyDialog::send);
    for (const desk::Sender &sender : std::as_const(m_board.senders))
        m_from->addItem(addressListText({sender.address}), sender.mailbox.value);
    fill(chosen);
    m_fromAll->setVisible(m_board.senders.size() > 1 && m_entries.size() > 1);
    m_list->setFocus(Qt::OtherFocusReason);
}

QWidget *NotifyDialog::makeList()
{
    auto *side = new QWidget(this);
    auto *steps = new QHBoxLayout;
    steps->addWidget(m_previous);
    steps->addWidget(m_next);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list, 1);
    column->addLayout(steps);
    UnitWord::follow(this, [this] {
        m_list->setAccessibleName(unitText(tr("{Units} that get a mail")));
        m_list->setToolTip(tr("Those that are ticked get a mail"));
    });
    m_previous->setAccessibleName(tr("Previous mail"));
    m_next->setAccessibleName(tr("Next mail"));
    connect(m_previous, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    return side;
}

QWidget *NotifyDialog::makeMail()
{
    auto *mail = new QWidget(this);
    m_subject->setAccessibleName(tr("Subject"));
    m_text->setAccessibleName(tr("Text"));
    m_text->setTabChangesFocus(true);
    m_preview->setAccessibleName(tr("The mail as it arrives"));
    m_tabs->addTab(scrolled(m_preview, m_tabs), tr("Preview"));
    m_tabs->addTab(m_text, tr("Text"));
    m_tabs->tabBar()->setAccessibleName(tr("Preview or text"));
    m_note->setWordWrap(true);
    auto *form = new QFormLayout;
    form->addRow(tr("From"), makeFrom());
    form->addRow(tr("To"), m_to);
    form->addRow(tr("Cc"), m_cc);
    form->addRow(tr("Bcc"), m_bcc);
    form->addRow(tr("Subject"), m_subject);
    auto *notes = new QHBoxLayout;
    notes->addWidget(m_note, 1);
    notes->addWidget(m_deputy, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(mail);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(form);
    column->addLayout(notes);
    column->addWidget(m_tabs, 1);
    connect(m_to, &AddressField::addressesChanged, this, &NotifyDialog::onEdited);
    connect(m_cc, &AddressField::addressesChanged, this, &NotifyDialog::onEdited);
    connect(m_bcc, &AddressField::addressesChanged, this, &NotifyDialog::onEdited);
    connect(m_subject, &QLineEdit::textChanged, this, &NotifyDialog::onEdited);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NotifyDialog::onEdited);
    connect(m_deputy, &QPushButton::clicked, this, &NotifyDialog::addDeputy);
    return mail;
}

QWidget *NotifyDialog::makeFrom()
{
    auto *line = new QWidget(this);
    m_from->setParent(line);
    m_fromAll->setParent(line);
    m_from->setObjectName(QStringLiteral("notifyFrom"));
    m_from->setAccessibleName(tr("From"));
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_from->setMinimumContentsLength(20);
    m_fromAll->setObjectName(QStringLiteral("notifyFromAll"));
    m_fromAll->setToolTip(tr("Send all of these mails from this mailbox"));
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_from, 1);
    row->addWidget(m_fromAll);
    connect(m_from, &QComboBox::activated, this, &NotifyDialog::onEdited);
    connect(m_fromAll, &QPushButton::clicked, this, &NotifyDialog::sendAllFromHere);
    return line;
}

} // namespace liaison::ui
