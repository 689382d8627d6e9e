#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace liaison::transport {

/// When requests to one account over HTTP may leave: so many at a time, none during a pause that the server asked for
/// or after a sign-in that was refused for good, and so many within a while. Lives on one thread.
class RequestGate {
public:
    struct Limits {
        int atATime = 1;
        int inWindow = 0; ///< requests within `windowMs`; 0: as many as one likes
        qint64 windowMs = 0;
        int reserved = 0; ///< of these, for what is urgent
    };
    /// `name`: of the server, for the log. `clock` outlives it.
    RequestGate(const Clock *clock, QString name, Limits limits);

    /// Why nothing may be asked now. `urgent`: for what a person waits for.
    [[nodiscard]] std::optional<Error> obstacle(bool urgent = false) const;
    /// Pauses the account for as long as `busy` says, else 60 s, then 120 s, up to 5 min. The error says for how long.
    Error pause(Error busy);
    /// Nothing is asked any more: trying again could lock the account.
    void refuse(Error error) { m_refused = std::move(error); }
    [[nodiscard]] bool isRefused() const { return m_refused.has_value(); }
    /// An answer came that was none of trouble. Where fewer go at a time than could, many of these in a row bring back
    /// twice as many.
    void succeeded();

    /// Runs `go` when there is room for `places` of those at a time, at once or later, unless `owner` died; then
    /// leave() is owed.
    void enter(QObject *owner, std::function<void()> go, int places = 1);
    void leave(int places = 1);
    /// What waits goes on waiting for as long as the hold lives: one part of what was asked was told to wait, and what
    /// is under way need not fail for that. Whatever becomes of the gate, it may be let go.
    [[nodiscard]] std::shared_ptr<void> hold();
    /// The server finds them too many: half as many go from now on, and more are tried later each time it says
    /// so again.
    void fewerAtATime();
    /// How many go at a time now.
    [[nodiscard]] int atATime() const { return m_atATime; }
    /// As many requests leave within a while as one likes.
    void countNoMore() { m_limits.inWindow = 0; }
    /// So many requests left now.
    void spend(int requests);

private:
    struct Waiting {
        QPointer<QObject> owner;
        std::function<void()> go;
        int places = 1;
    };
    struct Spent {
        UtcMs at = 0;
        int requests = 0;
    };
    void admit();
    /// Never goes back: a pause does not last longer because the machine's clock was set right.
    [[nodiscard]] UtcMs now() const;

    static constexpr int leastGood = 20;

    const Clock *m_clock;
    mutable UtcMs m_told = 0;    ///< by the clock, the last time
    mutable qint64 m_behind = 0; ///< how far it was set back altogether
    QString m_name;
    Limits m_limits;
    int m_atATime;            ///< at most m_limits.atATime
    int m_goodInARow = 0;     ///< since it changed
    int m_enough = leastGood; ///< of these for more
    bool m_tried = false;     ///< more went since they were too many
    UtcMs m_pausedUntil = 0;
    int m_busyInARow = 0;
    std::optional<Error> m_refused;
    std::deque<Waiting> m_waiting;
    int m_under = 0;
    std::deque<Spent> m_spent; ///< oldest first
    std::weak_ptr<void> m_hold;
    /// Last, so that it goes first: a hold that is let go later finds nobody.
    std::shared_ptr<RequestGate *> m_self = std::make_shared<RequestGate *>(this);
};

} // namespace liaison::transport
