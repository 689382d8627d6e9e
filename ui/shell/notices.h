#pragma once

#include "core/base/ids.h"
#include "core/domain/feed_status.h"
#include "ui/common/ui_context.h"

#include <QObject>
#include <QString>

class QBoxLayout;
class QWidget;

namespace liaison::ui {

class HoldWatch;
class MessageBar;

/// What the main window has to say above every page, a bar each: that no mailbox is connected, that a mailbox does
/// not run, that sending is held.
class Notices : public QObject {
    Q_OBJECT
public:
    /// Puts the bars, hidden at first, at the end of `column`; `window` is their parent, and their questions open
    /// over it.
    Notices(const UiContext &context, QBoxLayout *column, QWidget *window);

    /// Whether to say that there is no mailbox, and to offer to connect one.
    void setMailboxMissing(bool missing);
    /// Shows an error's sentence until it is closed.
    void showError(const QString &text);
    /// Likewise, that something was done.
    void showDone(const QString &text);

Q_SIGNALS:
    void connectMailboxWanted();
    void mailboxWanted(MailboxId id);
    void signInWanted(MailboxId id);
    void switchWanted(MailboxId id);
    void certificateAccepted(MailboxId id, const CertificateSummary &certificate);

private:
    void onFeedStatus(const domain::FeedStatus &status);
    void showHold();

    UiContext m_context;
    QWidget *m_window;
    MessageBar *m_mailboxBar;
    MessageBar *m_feedBar;
    MessageBar *m_holdBar;
    HoldWatch *m_hold;
    QString m_toldHold;   ///< what m_holdBar says
    MailboxId m_troubled; ///< the mailbox that the feed bar speaks of
};

} // namespace liaison::ui
