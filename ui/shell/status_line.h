#pragma once

#include "core/base/ids.h"
#include "core/domain/feed_status.h"
#include "ui/common/ui_context.h"

#include <QStatusBar>
#include <QTimer>

class QProgressBar;
class QToolButton;

namespace liaison::ui {

/// The line at the bottom: each mailbox's feed in words, the sync under way, and what waits for a person.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(const UiContext &context, QWidget *parent = nullptr);

    /// "ir@corp.example RUNNING, checked 20 s ago".
    static QString feedText(const domain::FeedStatus &status, UtcMs now);

Q_SIGNALS:
    void mailboxClicked(liaison::MailboxId id);
    void unmatchedClicked();
    void outboxClicked();
    void countsChanged(int unmatched, int outbox);

private:
    void showFeeds();
    void showProgress(const QList<domain::FeedStatus> &all);
    void loadCounts();

    UiContext m_context;
    QWidget *m_feeds;
    QList<QToolButton *> m_feedButtons;
    QProgressBar *m_progress;
    QToolButton *m_unmatched;
    QToolButton *m_outbox;
    QTimer m_tick;
};

} // namespace liaison::ui
