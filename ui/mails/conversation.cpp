#include "ui/mails/conversation.h"

#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"
#include "ui/mails/mail_view.h"
#include "ui/mails/mail_words.h"
#include "ui/mails/text_safety.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int pixelsInView = 40; ///< of a card, to count as in view
} // namespace

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
    const QString unit = m_thread.businessUnitTitle.isEmpty() ? unitText(tr("No {unit} yet"))
                                                              : visibleLine(m_thread.businessUnitTitle);
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
