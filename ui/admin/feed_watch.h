#pragma once

#include "core/base/error.h"
#include "core/domain/feed_report.h"
#include "ui/common/ui_context.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

namespace liaison::ui {

/// Knows how all feeds are: what this process says of its own at once, what others say by asking the store, which does
/// not tell of it by itself; every two seconds while somebody looks, else each minute.
class FeedWatch : public QObject {
    Q_OBJECT
public:
    explicit FeedWatch(const UiContext &context, QObject *parent = nullptr);

    [[nodiscard]] const QList<domain::FeedReport> &reports() const { return m_reports; }
    [[nodiscard]] domain::FeedTally tally(MailboxId id) const { return m_tallies.value(id); }
    /// How many feeds need a person now.
    [[nodiscard]] int needingPerson() const;
    /// Whether somebody looks.
    void setWatched(bool watched);
    /// Asks the store at once.
    void refresh();

Q_SIGNALS:
    void changed();
    void failed(const liaison::Error &error); ///< the store cannot be asked

private:
    void refreshTallies();
    void takeOwn(const domain::FeedStatus &status);

    UiContext m_context;
    QList<domain::FeedReport> m_reports;
    QHash<MailboxId, domain::FeedTally> m_tallies;
    QTimer m_ask;
    QTimer m_askTallies;
    QTimer m_mailCame; ///< gathers arrivals: a large sync tells of each page
    bool m_asking = false;
    bool m_askAgain = false;
};

} // namespace liaison::ui
