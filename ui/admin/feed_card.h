#pragma once

#include "core/domain/feed_report.h"
#include "ui/common/permission_gate.h"

#include <QWidget>

class QFormLayout;

namespace liaison::ui {

class MessageBar;
class PlainLabel;

/// The chosen feed: what is in its way and what to do about it, what it warns of, and what the list has no room for.
class FeedCard : public QWidget {
    Q_OBJECT
public:
    explicit FeedCard(const PermissionGate &gate, QWidget *parent = nullptr);

    /// Texts that count time are brought up to `now` without anything flickering or being told again.
    void showFeed(const domain::FeedReport &report, const domain::FeedTally &tally, UtcMs now);
    void clear();

Q_SIGNALS:
    void signInWanted();
    void tryAgainWanted();
    void mailboxWanted();

private:
    void showTrouble(const domain::FeedReport &report, UtcMs now);
    void showWarnings(const QStringList &texts);
    PlainLabel *addLine(QFormLayout *form, const QString &name, const char *objectName);
    void copy();

    PermissionGate m_gate;
    domain::FeedReport m_report;
    domain::FeedTally m_tally;
    UtcMs m_now = 0;
    QString m_troubleKey; ///< what the bar was made for: while it is the same only its text changes
    QString m_warningText;
    PlainLabel *m_headline;
    MessageBar *m_trouble;
    MessageBar *m_warning;
    PlainLabel *m_account;
    PlainLabel *m_folders;
    PlainLabel *m_worked;
    PlainLabel *m_synced;
    PlainLabel *m_arrived;
    PlainLabel *m_good;
    PlainLabel *m_outbox;
    PlainLabel *m_asked;
};

} // namespace liaison::ui
