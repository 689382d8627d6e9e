#pragma once

#include "core/store/threads.h"
#include "ui/common/ui_context.h"
#include "ui/mails/mail_card.h"

#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QWidget>

#include <optional>

class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace liaison::ui {

class PlainLabel;

/// A thread's mails, oldest first. What was read before is folded to a line each, a long past to one button; mail
/// by machines waits under "Automatic (n)"; the first unread mail is in view. n and p go to the next and previous mail.
class Conversation : public QWidget {
    Q_OBJECT
public:
    explicit Conversation(UiContext context, QWidget *parent = nullptr);

    /// Shows a thread, or nothing. `wanted` is opened and brought into view.
    void setThread(const store::ThreadRow &thread, const QList<store::MailRow> &mails,
                   std::optional<MessageId> wanted = std::nullopt);
    void clear();
    /// The same thread again after a change: cards stay as they were folded.
    void refresh(const store::ThreadRow &thread, const QList<store::MailRow> &mails);
    [[nodiscard]] ThreadId thread() const { return m_thread.thread.id; }
    /// The mail that Reply acts on: the current card, or else the newest that a person wrote to us.
    [[nodiscard]] MessageId currentMail() const;
    [[nodiscard]] const store::MailRow *rowOf(MessageId mail) const;
    [[nodiscard]] const QList<MailCard *> &cards() const { return m_cards; }
    /// Reading by looking at it leaves this mail alone until the thread is opened anew.
    void keepUnread(MessageId mail) { m_keptUnread.insert(mail); }
    void showMail(MessageId mail);
    void setActionsVisible(bool visible);
    void nextMail();
    void previousMail();

Q_SIGNALS:
    void actionWanted(liaison::ui::MailAction action, liaison::MessageId mail);
    void draftWanted();                                     ///< go on with what was begun in this thread
    void mailsRead(const QList<liaison::MessageId> &mails); ///< they were in view long enough

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildActions(QVBoxLayout *layout);
    void showTitle();
    void syncCards(const QList<store::MailRow> &mails);
    void placeCards();
    void foldAtFirst(std::optional<MessageId> wanted);
    void showPast(bool shown);
    void setCurrent(MailCard *card);
    [[nodiscard]] MailCard *newestReceived() const;
    void step(int by);
    void scrollTo(MailCard *card);
    void noteRead();
    [[nodiscard]] bool isInView(const MailCard *card) const;
    [[nodiscard]] MailCard *cardOf(MessageId mail) const;
    MailCard *newCard(const store::MailRow &row);

    UiContext m_context;
    store::ThreadRow m_thread;
    QList<MailCard *> m_cards; ///< oldest first
    QPointer<MailCard> m_current;
    QPointer<MailCard> m_goal; ///< where to scroll again when its body has got its height
    QSet<MessageId> m_past;    ///< behind "n earlier mails"
    QSet<MessageId> m_keptUnread;
    QTimer m_reading;
    PlainLabel *m_title;
    PlainLabel *m_subtitle;
    QScrollArea *m_scroll;
    QWidget *m_content;
    QVBoxLayout *m_list;
    QPushButton *m_pastButton;
    QToolButton *m_automatic;
    QWidget *m_automaticBox;
    QWidget *m_actions;
    QPushButton *m_reply = nullptr;
    QPushButton *m_continue = nullptr;
    QPushButton *m_noAnswer = nullptr;
};

} // namespace liaison::ui
