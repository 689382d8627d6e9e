#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/store/errands.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::desk {

/// Whether the secrets of the process at `place` are those of this one, so that what needs them can be done here: it is
/// this process, or one of the same account on the same computer, or one that is not there any more.
bool sharesSecrets(const Context &context, const store::FeedPlace &place);

/// One errand, asked and waited for by the process of the person who wants it. Lives with the store's object and
/// deletes itself when it is over.
class ErrandWait : public QObject {
    Q_OBJECT
public:
    struct Options {
        store::Errand errand; ///< mailbox, kind, place, asked
        QObject *owner = nullptr;
        std::function<void(const QJsonObject &)> progress; ///< while `owner` lives
        std::stop_token stop;
        qint64 takeMs = 15'000; ///< the other process has so long to take it
    };
    ErrandWait(const Context &context, Options options);

    /// The answer's value. Errors: those of the process that did it, as it says them; silence() where it does not take
    /// it or is not heard of any more; Cancelled, at once, which that process hears of; the store's, PermissionDenied
    /// where the person may not ask.
    Future<QJsonObject> run();

private:
    void asked(const QString &id);
    void look();
    void heard(const store::Errand &errand);
    void withdraw();
    void cancel();
    void end(Result<QJsonObject> result);

    store::Store *m_store;
    store::Errand m_errand;
    QPointer<QObject> m_owner;
    std::function<void(const QJsonObject &)> m_progress;
    qint64 m_takeMs;
    QJsonObject m_told;
    bool m_looking = false;
    bool m_lookAgain = false;
    bool m_cancelled = false;
    bool m_withdrawn = false; ///< the other process is told
    QTimer m_timer;           ///< nobody tells of silence
    QPromise<Result<QJsonObject>> m_promise;
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

/// How an errand ends: with a value, or the error that came instead.
QJsonObject errandAnswer(const QJsonObject &value);
QJsonObject errandAnswer(const Error &error);

/// Busy: the process at `place` says nothing; `taken`: any more.
Error silence(const store::FeedPlace &place, bool taken);
/// The host of such an error; empty for every other one.
QString silentHost(const Error &error);

} // namespace liaison::desk
