#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/domain/audit.h"
#include "core/store/feed_places.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::store {

enum class ErrandKind {
    SignIn, ///< a person signs in to a mailbox
    Test    ///< TEST INBOUND or TEST OUTBOUND
};

/// Something that one process is to do for a person in another one, since it has the mailbox's secrets. No secret is
/// ever in it.
struct Errand {
    QString id;
    MailboxId mailbox;
    ErrandKind kind = ErrandKind::SignIn;
    FeedPlace place; ///< who is to do it
    QJsonObject asked;
    domain::Actor by;
    UtcMs takenAt = 0; ///< by the database's clock; 0: nobody has
    bool isCancelled = false;
    /// Nobody took it in time, or whoever did has not been heard of since: it counts no more. By the database's clock.
    bool isLate = false;
    QJsonObject progress;              ///< as far as it has come; empty: not begun
    std::optional<QJsonObject> answer; ///< how it ended
};

/// Errands and what became of them. An asker waits for the mailbox to change, and so does whoever carries them out.
class Errands {
public:
    explicit Errands(Session &session) : m_session(session) { }
    /// Asks `errand.place` for it, which has `waitMs` to take it; removes what was asked long ago. Its id.
    Result<QString> ask(const Errand &errand, qint64 waitMs);
    /// Those of `holder` that are neither answered nor late.
    Result<QList<Errand>> open(const QString &holder);
    /// Whether `holder` is to begin with it now: true once at most, and neither late nor cancelled. It is late unless
    /// goOn() comes within `waitMs`.
    Result<bool> take(const QString &id, const QString &holder, qint64 waitMs);
    /// Whoever took it is still at it. False: nobody waits for it any more, since it is cancelled, answered or late,
    /// and it stays so; then it is to be ended.
    Result<bool> goOn(const QString &id, qint64 waitMs);
    Result<void> tell(const QString &id, const QJsonObject &progress);
    Result<void> answer(const QString &id, const QJsonObject &answer);
    /// The person does not want it any more; nothing where it was answered.
    Result<void> cancel(const QString &id);
    Result<std::optional<Errand>> find(const QString &id);

private:
    Result<void> change(const QString &id, const QString &what, const QVariantList &values);

    Session &m_session;
};

} // namespace liaison::store
