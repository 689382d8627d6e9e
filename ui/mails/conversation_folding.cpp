// Which of a conversation's mails are open, folded to a line, behind "Show earlier mails" or under "Automatic".
#include "ui/mails/conversation.h"

#include "ui/mails/mail_words.h"

#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {
constexpr int foldedLinesKept = 4; ///< more folded mails than this go behind one button
} // namespace

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

} // namespace liaison::ui
