#include "ui/mails/conversation.h"

#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/mails/mail_view.h"
#include "ui/mails/mail_words.h"
#include "ui/mails/text_safety.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int readAfterMs = 800;   ///< a mail that was in view this long counts as read
constexpr int pixelsInView = 40;   ///< of a card, to count as in view
constexpr int foldedLinesKept = 4; ///< more folded mails than this go behind one button
} // namespace

Conversation::Conversation(UiContext context, QWidget *parent)
    : QWidget(parent), m_context(context), m_title(new PlainLabel(this)), m_subtitle(new PlainLabel(this)),
      m_scroll(new QScrollArea(this)), m_content(new QWidget), m_list(new QVBoxLayout(m_content)),
      m_pastButton(new QPushButton(m_content)), m_automatic(new QToolButton(m_content)),
      m_automaticBox(new QWidget(m_content)), m_actions(new QWidget(this))
{
    QFont big = m_title->font();
    big.setPointSizeF(big.pointSizeF() * 1.3);
    big.setBold(true);
    m_title->setFont(big);
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_subtitle->setMuted(true);

    m_list->setContentsMargins(0, 0, 6, 0);
    m_list->setSpacing(8);
    m_pastButton->setAutoDefault(false);
    m_pastButton->hide();
    connect(m_pastButton, &QPushButton::clicked, this, [this] { showPast(true); });
    m_automatic->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_automatic->setArrowType(Qt::RightArrow);
    m_automatic->setCheckable(true);
    m_automatic->setAutoRaise(true);
    m_automatic->setFocusPolicy(Qt::StrongFocus);
    auto *automaticLayout = new QVBoxLayout(m_automaticBox);
    automaticLayout->setContentsMargins(12, 0, 0, 0);
    automaticLayout->setSpacing(8);
    m_automaticBox->hide();
    connect(m_automatic, &QToolButton::toggled, this, [this](bool shown) {
        m_automatic->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
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
        return button;
    };
    m_reply = add(u"reply"_s, tr("Reply"), MailAction::Reply);
    m_reply->setObjectName(u"replyButton"_s);
    add(u"reply-all"_s, tr("Reply all"), MailAction::ReplyAll);
    add(u"forward"_s, tr("Forward"), MailAction::Forward);
    m_continue = new QPushButton(icon(u"edit"_s), tr("Continue draft"), m_actions);
    m_continue->setAutoDefault(false);
    connect(m_continue, &QPushButton::clicked, this, &Conversation::draftWanted);
    row->addWidget(m_continue);
    row->addStretch(1);
    m_noAnswer = add(u"ok"_s, tr("No answer needed"), MailAction::NoAnswerNeeded);
    layout->addWidget(m_actions);
}

void Conversation::clear()
{
    m_thread = {};
    qDeleteAll(m_cards);
    m_cards.clear();
    m_past.clear();
    m_keptUnread.clear();
    m_title->clear();
    m_subtitle->clear();
    m_pastButton->hide();
    m_automatic->hide();
    m_automatic->setChecked(false);
    m_actions->hide();
}

void Conversation::setThread(const store::ThreadRow &thread, const QList<store::MailRow> &mails,
                             std::optional<MessageId> wanted)
{
    clear();
    m_thread = thread;
    syncCards(mails);
    foldAtFirst(wanted);
    showTitle();
    m_actions->show();
    m_reading.start();
}

void Conversation::refresh(const store::ThreadRow &thread, const QList<store::MailRow> &mails)
{
    m_thread = thread;
    const bool atNewest
        = newestReceived() == nullptr || m_cards.indexOf(m_current.data()) >= m_cards.indexOf(newestReceived());
    syncCards(mails);
    // Reply answers the newest mail, unless the person went back to an earlier one.
    if (MailCard *newest = newestReceived(); atNewest && m_cards.indexOf(newest) > m_cards.indexOf(m_current.data()))
        setCurrent(newest);
    showTitle();
    m_reading.start();
}

MailCard *Conversation::newestReceived() const
{
    const auto found = std::find_if(m_cards.crbegin(), m_cards.crend(), [](const MailCard *card) {
        return card->row().direction == store::Direction::In && !MailWords::isMachine(card->row());
    });
    return found == m_cards.crend() ? nullptr : *found;
}

void Conversation::showTitle()
{
    m_title->setText(m_thread.thread.title.isEmpty() ? tr("(no subject)") : visibleLine(m_thread.thread.title));
    const QString unit
        = m_thread.businessUnitTitle.isEmpty() ? tr("No business unit yet") : visibleLine(m_thread.businessUnitTitle);
    QStringList parts{unit, MailWords::mailCount(static_cast<int>(m_cards.size())), MailWords::threadState(m_thread),
                      MailWords::threadStateDetail(m_thread, m_context.clock->nowMs())};
    if (!m_thread.thread.assignedTo.isEmpty())
        parts << tr("assigned to %1").arg(visibleLine(m_thread.thread.assignedTo));
    parts.removeAll(QString());
    m_subtitle->setText(parts.join(u" · "_s));
    m_continue->setVisible(m_thread.draft);
    m_noAnswer->setVisible(m_thread.thread.waiting == domain::Waiting::ForUs);
}

MailCard *Conversation::newCard(const store::MailRow &row)
{
    auto *card = new MailCard(m_context, row, m_content);
    connect(card, &MailCard::actionWanted, this, &Conversation::actionWanted);
    connect(card, &MailCard::bodyShown, this, [this, card] {
        m_reading.start();
        if (card == m_goal)
            scrollTo(card);
    });
    connect(card, &MailCard::touched, this, [this, card] { setCurrent(card); });
    return card;
}

void Conversation::syncCards(const QList<store::MailRow> &mails)
{
    QList<MailCard *> before = std::exchange(m_cards, {});
    for (const store::MailRow &row : mails) {
        const auto known = std::find_if(before.cbegin(), before.cend(),
                                        [&](const MailCard *card) { return card->mail() == row.id; });
        MailCard *card = known == before.cend() ? newCard(row) : *known;
        if (known == before.cend())
            card->setOpen(!row.read && !MailWords::isMachine(row) && !m_cards.isEmpty());
        else
            before.removeOne(card);
        card->showRow(row, MailWords::isAnswered(row, mails));
        m_cards.append(card);
    }
    qDeleteAll(before);
    placeCards();
}

void Conversation::placeCards()
{
    auto *automatic = static_cast<QVBoxLayout *>(m_automaticBox->layout());
    int machines = 0;
    int unread = 0;
    int place = 1; // below the button for the past
    for (MailCard *card : std::as_const(m_cards)) {
        if (MailWords::isMachine(card->row())) {
            ++machines;
            unread += card->row().read ? 0 : 1;
            automatic->addWidget(card);
        } else {
            m_list->insertWidget(place++, card);
        }
        card->setVisible(!m_past.contains(card->mail()));
    }
    m_automatic->setVisible(machines > 0);
    m_automatic->setText(unread > 0 ? tr("Automatic (%1, %2 new)").arg(machines).arg(unread)
                                    : tr("Automatic (%1)").arg(machines));
    m_automatic->setAccessibleName(tr("Mail written by machines: %1").arg(machines));
}

void Conversation::foldAtFirst(std::optional<MessageId> wanted)
{
    MailCard *last = nullptr;
    MailCard *firstUnread = nullptr;
    QList<MailCard *> folded;
    for (MailCard *card : std::as_const(m_cards)) {
        if (MailWords::isMachine(card->row()))
            continue;
        last = card;
        if (firstUnread == nullptr && !card->row().read)
            firstUnread = card;
    }
    MailCard *target = wanted.has_value() ? cardOf(*wanted) : nullptr;
    bool past = true; // until the first mail that somebody should look at
    for (MailCard *card : std::as_const(m_cards)) {
        if (MailWords::isMachine(card->row())) {
            card->setOpen(card == target);
            continue;
        }
        const bool open = !card->row().read || card == last || card == target || MailWords::deliveryFailed(card->row());
        card->setOpen(open);
        past = past && !open;
        if (past)
            folded.append(card);
    }
    if (folded.size() > foldedLinesKept) {
        for (const MailCard *card : std::as_const(folded).first(folded.size() - 2))
            m_past.insert(card->mail());
        m_pastButton->setText(tr("Show %n earlier mails", nullptr, static_cast<int>(m_past.size())));
    }
    showPast(m_past.isEmpty());
    if (target != nullptr && MailWords::isMachine(target->row()))
        m_automatic->setChecked(true);
    setCurrent(target != nullptr ? target : firstUnread != nullptr ? firstUnread : last);
    scrollTo(m_current);
}

void Conversation::showPast(bool shown)
{
    if (shown)
        m_past.clear();
    m_pastButton->setVisible(!m_past.isEmpty());
    for (MailCard *card : std::as_const(m_cards))
        card->setVisible(!m_past.contains(card->mail()));
}

MailCard *Conversation::cardOf(MessageId mail) const
{
    const auto found
        = std::find_if(m_cards.cbegin(), m_cards.cend(), [&](const MailCard *card) { return card->mail() == mail; });
    return found == m_cards.cend() ? nullptr : *found;
}

const store::MailRow *Conversation::rowOf(MessageId mail) const
{
    const MailCard *card = cardOf(mail);
    return card == nullptr ? nullptr : &card->row();
}

MessageId Conversation::currentMail() const
{
    if (m_current != nullptr)
        return m_current->mail();
    return m_cards.isEmpty() ? MessageId{} : m_cards.constLast()->mail();
}

void Conversation::showMail(MessageId mail)
{
    MailCard *card = cardOf(mail);
    if (card == nullptr)
        return;
    showPast(true);
    if (MailWords::isMachine(card->row()))
        m_automatic->setChecked(true);
    card->setOpen(true);
    setCurrent(card);
    scrollTo(card);
}

void Conversation::setActionsVisible(bool visible)
{
    m_actions->setVisible(visible && !m_cards.isEmpty());
}

void Conversation::setCurrent(MailCard *card)
{
    if (m_current != nullptr)
        m_current->setCurrent(false);
    m_current = card;
    if (card != nullptr)
        card->setCurrent(true);
}

void Conversation::scrollTo(MailCard *card)
{
    if (card == nullptr)
        return;
    m_goal = card;
    // Once the layout has given the cards their places.
    const QPointer<MailCard> target(card);
    QTimer::singleShot(0, this, [this, target] {
        if (target == nullptr)
            return;
        m_content->layout()->activate();
        m_scroll->verticalScrollBar()->setValue(target->mapTo(m_content, QPoint()).y() - 4);
    });
}

void Conversation::step(int by)
{
    QList<MailCard *> shown;
    for (MailCard *card : std::as_const(m_cards)) {
        if (!MailWords::isMachine(card->row()) || m_automatic->isChecked())
            shown.append(card);
    }
    const qsizetype at = shown.indexOf(m_current.data());
    const qsizetype next = std::clamp<qsizetype>(at + by, 0, shown.size() - 1);
    if (shown.isEmpty())
        return;
    showMail(shown.at(next)->mail());
    m_reading.start();
}

void Conversation::nextMail()
{
    step(1);
}

void Conversation::previousMail()
{
    step(-1);
}

void Conversation::keyPressEvent(QKeyEvent *event)
{
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_N)
        nextMail();
    else if (plain && event->key() == Qt::Key_P)
        previousMail();
    else
        QWidget::keyPressEvent(event);
}

bool Conversation::isInView(const MailCard *card) const
{
    if (!isVisible() || !card->isVisible())
        return false;
    const QRect place(card->mapTo(m_scroll->viewport(), QPoint()), card->size());
    const QRect seen = place.intersected(m_scroll->viewport()->rect());
    return seen.height() >= std::min(pixelsInView, place.height());
}

void Conversation::noteRead()
{
    QList<MessageId> read;
    for (const MailCard *card : std::as_const(m_cards)) {
        const bool unread = !card->row().read && !m_keptUnread.contains(card->mail());
        if (unread && card->isOpen() && card->isBodyShown() && isInView(card))
            read.append(card->mail());
    }
    if (!read.isEmpty())
        Q_EMIT mailsRead(read);
}

} // namespace liaison::ui
