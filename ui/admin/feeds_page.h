#pragma once

#include "core/base/on_done.h"
#include "core/domain/feed_report.h"
#include "ui/common/ui_context.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAbstractButton;
class QCheckBox;
class QPushButton;
class QStackedWidget;

namespace liaison::ui {

class FeedCard;
class FeedList;
class FeedWatch;
class MessageBar;

/// Admin > Email Feeds: every mailbox's feed, whichever process works it, with START, STOP, Get mail now and Sign in.
/// "Hold all sending" is a thing of its own: it stops no feed.
class FeedsPage : public QWidget {
    Q_OBJECT
public:
    explicit FeedsPage(const UiContext &context, QWidget *parent = nullptr);

    void focusList();
    void showFeed(MailboxId id);
    /// Brings countdowns and ages up to what the clock says.
    void showNow();
    [[nodiscard]] const FeedWatch *watch() const { return m_watch; }

Q_SIGNALS:
    void mailboxWanted(liaison::MailboxId id);
    void signInWanted(liaison::MailboxId id);
    /// How many feeds need a person.
    void needingPersonChanged(int feeds);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeTop();
    QWidget *makeBody();
    void connectCommands();
    void guardCommands();
    void updateActions(const domain::FeedReport *report);
    [[nodiscard]] const domain::FeedReport *current() const;
    void start();
    void stop();
    void getMail();
    void signIn();
    void tryAgain();
    void run(Future<void> future);

    UiContext m_context;
    FeedWatch *m_watch;
    MessageBar *m_bar;
    QPushButton *m_start = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_getMail = nullptr;
    QPushButton *m_signIn = nullptr;
    QPushButton *m_goodUntil = nullptr;
    QCheckBox *m_hold = nullptr;
    QStackedWidget *m_stack = nullptr;
    FeedList *m_list = nullptr;
    FeedCard *m_card = nullptr;
    QTimer m_tick;
    int m_needingPerson = 0;
    bool m_storeFailed = false;
};

} // namespace liaison::ui
