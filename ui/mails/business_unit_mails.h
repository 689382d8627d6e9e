#pragma once

#include "core/desk/compose_desk.h"
#include "core/desk/mail_desk.h"
#include "core/store/threads.h"
#include "ui/common/ui_context.h"
#include "ui/mails/mail_card.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QSplitter;
class QVBoxLayout;

namespace liaison::ui {

class Composer;
class Conversation;
class EmptyState;
class MessageBar;
class ThreadList;

/// The tab "Business Unit Mails" of an incident: its threads by business unit, the conversation, and the answer being
/// written below it.
class BusinessUnitMails : public QWidget {
    Q_OBJECT
public:
    explicit BusinessUnitMails(UiContext context, QWidget *parent = nullptr);
    ~BusinessUnitMails() override;

    void setIncident(IncidentId incident);
    [[nodiscard]] IncidentId incident() const { return m_incident; }
    /// Opens a thread of the incident, and one of its mails if given.
    void openThread(ThreadId thread, std::optional<MessageId> mail = std::nullopt);
    [[nodiscard]] ThreadList *threads() const { return m_threads; }
    [[nodiscard]] Conversation *conversation() const { return m_conversation; }
    /// Whether a mail is shown that can be answered.
    [[nodiscard]] bool hasMail() const;
    /// Saves every draft that is being written; for the end of the program.
    void keepDrafts();
    [[nodiscard]] Composer *composer() const; ///< the one below the conversation; null: nothing is being written

public Q_SLOTS:
    void reply();
    void replyAll();
    void forward();
    void newMail();
    /// The current mail: read becomes unread and the other way round.
    void toggleRead();

Q_SIGNALS:
    void unreadChanged(int unread);
    void hasMailChanged();

private:
    void buildRight(QVBoxLayout *layout);
    void loadThread();
    void showThread(const QList<store::MailRow> &mails);
    /// Goes on with the person's draft of this thread; without one, of a new mail in this incident.
    void resumeDraft(std::optional<ThreadId> thread);
    void resume(const desk::ComposeDraft &draft);
    void startNewMail();
    void act(MailAction action, MessageId mail);
    [[nodiscard]] bool isBeingWritten(MailAction action, MessageId mail) const;
    void begin(MailAction action, MessageId mail, Future<desk::ComposeDraft> making);
    void compose(const desk::ComposeDraft &draft);
    void composeInWindow(const desk::ComposeDraft &draft);
    void closeComposer();
    void follow(Composer *composer);
    [[nodiscard]] bool isOpenInWindow(DraftId draft) const;
    void showUndo(const domain::OutboxMail &mail, qint64 undoMs);
    void setRead(const QList<MessageId> &mails, bool read);
    void moveMail(MessageId mail);
    void noAnswerNeeded();
    void report(const Error &error);
    template <class T> void reportIfFailed(Future<T> future);

    UiContext m_context;
    IncidentId m_incident;
    ThreadId m_shown;
    store::ThreadRow m_row; ///< of the thread shown; kept while a filter hides it
    std::optional<MessageId> m_wantedMail;
    int m_generation = 0;
    bool m_draftResumed = false;
    MailAction m_composerAction = MailAction::Reply; ///< what the composer below was opened for
    MessageId m_begun;                               ///< the mail whose answer is on its way from the store
    QSplitter *m_panes;
    ThreadList *m_threads;
    Conversation *m_conversation;
    EmptyState *m_nothing;
    MessageBar *m_bar;
    QWidget *m_undoBars;
    QWidget *m_composeBox;
    QSplitter *m_right;
    QPointer<Composer> m_composer;
};

} // namespace liaison::ui
