// How the conversation is put together; what it does is in conversation.cpp.
#include "ui/common/letters.h"
#include "ui/mails/conversation.h"

#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/reading_direction.h"
#include "ui/common/unit_word.h"
#include "ui/mails/mail_words.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int readAfterMs = 800; ///< a mail that was in view this long counts as read
} // namespace

Conversation::Conversation(UiContext context, QWidget *parent)
    : QWidget(parent), m_context(context), m_title(new PlainLabel(this)), m_subtitle(new PlainLabel(this)),
      m_scroll(new QScrollArea(this)), m_content(new QWidget), m_list(new QVBoxLayout(m_content)),
      m_pastButton(new QPushButton(m_content)), m_automatic(new QToolButton(m_content)),
      m_automaticBox(new QWidget(m_content)), m_actions(new QWidget(this))
{
    makeHeading(m_title, 1.3);
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_subtitle->setMuted(true);
    connect(UnitWord::instance(), &UnitWord::changed, this, [this] {
        if (m_thread.thread.id)
            showTitle();
    });

    m_list->setContentsMargins(0, 0, 6, 0);
    m_list->setSpacing(8);
    m_pastButton->setAutoDefault(false);
    m_pastButton->hide();
    connect(m_pastButton, &QPushButton::clicked, this, [this] { showPast(true); });
    m_automatic->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_automatic->setArrowType(foldedArrow());
    m_automatic->setCheckable(true);
    m_automatic->setAutoRaise(true);
    m_automatic->setFocusPolicy(Qt::StrongFocus);
    auto *automaticLayout = new QVBoxLayout(m_automaticBox);
    automaticLayout->setContentsMargins(indentation(12));
    automaticLayout->setSpacing(8);
    m_automaticBox->hide();
    connect(m_automatic, &QToolButton::toggled, this, [this](bool shown) {
        m_automatic->setArrowType(shown ? Qt::DownArrow : foldedArrow());
        m_automaticBox->setVisible(shown);
        for (MailCard *card : std::as_const(m_cards)) {
            if (shown && MailWords::isMachine(card->row()) && !card->row().read)
                card->setOpen(true);
        }
        m_reading.start();
    });
    m_list->addWidget(m_pastButton, 0, Qt::AlignLeft);
    m_list->addWidget(m_automatic, 0, Qt::AlignLeft);
    m_list->addWidget(m_automaticBox);
    m_list->addStretch(1);
    m_scroll->setWidget(m_content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Conversation"));
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    setFocusProxy(m_scroll);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_subtitle);
    layout->addSpacing(4);
    layout->addWidget(m_scroll, 1);
    buildActions(layout);

    m_reading.setSingleShot(true);
    m_reading.setInterval(readAfterMs);
    connect(&m_reading, &QTimer::timeout, this, &Conversation::noteRead);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { m_reading.start(); });
    clear();
}

void Conversation::buildActions(QVBoxLayout *layout)
{
    auto *row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 4, 0, 0);
    const auto add = [this, row](const QString &iconName, const QString &text, MailAction action) {
        auto *button = new QPushButton(icon(iconName), text, m_actions);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT actionWanted(action, currentMail()); });
        row->addWidget(button);
        if (const auto needed = permissionFor(action))
            m_context.gate.guard(button, *needed);
        return button;
    };
    m_reply = add(u"reply"_s, tr("Reply"), MailAction::Reply);
    m_reply->setObjectName(u"replyButton"_s);
    add(u"reply-all"_s, tr("Reply all"), MailAction::ReplyAll);
    add(u"forward"_s, tr("Forward"), MailAction::Forward);
    m_continue = new QPushButton(icon(u"edit"_s), tr("Continue draft"), m_actions);
    m_continue->setAutoDefault(false);
    m_context.gate.guard(m_continue, domain::Permission::ReplyToMail);
    connect(m_continue, &QPushButton::clicked, this, &Conversation::draftWanted);
    row->addWidget(m_continue);
    row->addStretch(1);
    m_noAnswer = add(u"ok"_s, tr("No answer needed"), MailAction::NoAnswerNeeded);
    layout->addWidget(m_actions);
}

} // namespace liaison::ui
