#pragma once

#include "app/cli/command.h"
#include "core/domain/feed_status.h"
#include "core/domain/mailbox.h"
#include "core/domain/outbox.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace liaison::app {
class QuitSignals;
}

namespace liaison::cli {

/// Feeds without a window. With `once` each feed makes one pass over its folders and empties its outbox, then the
/// command ends; otherwise it runs until SIGTERM or SIGINT, and follows what other commands change in the settings.
class FeedRun : public QObject {
    Q_OBJECT
public:
    struct Options {
        bool once = false;
        bool wait = false; ///< for a mailbox that another process holds
        bool json = false;
        QString mailbox; ///< address or UUID; empty: every one that is started
    };
    FeedRun(Workplace *place, Options options);
    ~FeedRun() override;

    Future<Answer> run();

private:
    struct Task {
        domain::Mailbox mailbox;
        bool isRead = false;
        bool isDone = false;
        std::optional<Error> error;
        bool ofStore = false;         ///< the error is the store's, and not the server's
        QString note = {};            ///< what is said in front of it
        std::optional<Error> warning; ///< what the running feed last said
        int matched = 0;
        int unmatched = 0;
    };
    /// What the outbox says of a mailbox, and what of it is new since the start.
    struct OutboxView {
        int due = 0;         ///< to be sent, filed or flagged now
        int filing = 0;      ///< copies and flags alone
        QString duesError;   ///< of a mail that is due: why it did not leave
        QString laterError;  ///< of a mail that is put off
        QList<OutboxId> bad; ///< failed or uncertain
        int open = 0;
    };
    void begin(const QList<domain::Mailbox> &mailboxes);
    void startOnce();
    void startAll();
    void start(Task &task);
    void follow(const QList<domain::Mailbox> &mailboxes);
    void reload();
    void heard(const domain::FeedStatus &status);
    void heldElsewhere(MailboxId mailbox);
    void look();
    void judge(Task &task, const OutboxView &view);
    void done(Task &task, std::optional<Error> error = std::nullopt);
    void storeFailed(Task &task, const Error &error);
    void say(const domain::FeedStatus &status);
    void end();
    [[nodiscard]] bool wants(const domain::Mailbox &mailbox) const;
    [[nodiscard]] Answer summary() const;

    Workplace *m_place;
    Options m_options;
    QHash<MailboxId, Task> m_tasks;
    QHash<MailboxId, domain::FeedStatus> m_said;
    QHash<MailboxId, QList<OutboxId>> m_badBefore;
    UtcMs m_startedAt = 0;
    UtcMs m_filingSince = 0;
    QTimer m_look;
    bool m_looking = false;
    bool m_ended = false;
    std::unique_ptr<app::QuitSignals> m_signals;
    QPromise<Result<Answer>> m_promise;
};

} // namespace liaison::cli
