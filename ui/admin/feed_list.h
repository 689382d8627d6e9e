#pragma once

#include "core/domain/feed_report.h"

#include <QTreeWidget>

namespace liaison::ui {

class FeedWatch;

/// The feeds, a line each. Lines stay the same objects while what they say changes: neither the chosen one nor what a
/// screen reader stands on is lost.
class FeedList : public QTreeWidget {
    Q_OBJECT
public:
    explicit FeedList(QWidget *parent = nullptr);

    void showFeeds(const FeedWatch &watch, UtcMs now);
    [[nodiscard]] MailboxId currentMailbox() const;
    void setCurrentMailbox(MailboxId id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour(QTreeWidgetItem *line) const;
};

} // namespace liaison::ui
