#include "core/desk/errand_wait.h"

#include "core/desk/errand_json.h"
#include "core/feed/engine.h"
#include "core/store/store.h"

#include <QFileInfo>
#include <QJsonValue>
#include <QRegularExpression>
#include <QSysInfo>
#include <QThread>

#include <utility>

namespace liaison::desk {

using namespace Qt::StringLiterals;

bool sharesSecrets(const Context &context, const store::FeedPlace &place)
{
    if (context.engine && context.engine->holder() == place.holder)
        return true;
    if (place.host != QSysInfo::machineHostName())
        return false;
    // Linux tells whose process it is; elsewhere a computer is taken for one person's.
    const QFileInfo process(u"/proc/%1"_s.arg(place.pid));
    return !process.exists() || process.ownerId() == QFileInfo(u"/proc/self/"_s).ownerId();
}

ErrandWait::ErrandWait(const Context &context, Options options)
    : QObject(context.store), m_store(context.store), m_errand(std::move(options.errand)), m_owner(options.owner),
      m_progress(std::move(options.progress)), m_takeMs(options.takeMs), m_stop(std::move(options.stop))
{
    m_errand.by = context.actor;
    constexpr int lookMs = 1'000;
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &ErrandWait::look);
    connect(m_store, &store::Store::changed, this, [this](const QList<store::Change> &changes) {
        for (const store::Change &change : changes) {
            if (change.aggregate == store::Aggregate::Mailbox && change.id == m_errand.mailbox.value)
                return look();
        }
    });
}

Future<QJsonObject> ErrandWait::run()
{
    m_promise.start();
    Future<QJsonObject> answer = m_promise.future();
    const auto ask = [errand = m_errand, wait = m_takeMs](store::Session &session) {
        return store::Errands(session).ask(errand, wait);
    };
    onDone<QString>(this, m_store->write(ask), [this](const Result<QString> &id) {
        if (id)
            asked(*id);
        else
            end(fail(id.error()));
    });
    m_onStop.emplace(m_stop, [this] {
        withdraw();
        QMetaObject::invokeMethod(this, &ErrandWait::cancel, Qt::QueuedConnection);
    });
    return answer;
}

void ErrandWait::asked(const QString &id)
{
    m_errand.id = id;
    if (m_cancelled)
        return cancel();
    m_timer.start();
    look();
}

void ErrandWait::look()
{
    if (m_errand.id.isEmpty() || m_cancelled)
        return;
    m_lookAgain = std::exchange(m_looking, true);
    if (m_lookAgain)
        return;
    const auto read = [id = m_errand.id](store::Session &session) { return store::Errands(session).find(id); };
    using Found = std::optional<store::Errand>;
    onDone<Found>(this, m_store->read(read), [this](const Result<Found> &found) {
        m_looking = false;
        if (m_cancelled)
            return;
        if (found && *found)
            heard(**found); // else the next look tells: the store may be away for a moment
        if (std::exchange(m_lookAgain, false))
            look();
    });
}

void ErrandWait::heard(const store::Errand &errand)
{
    if (errand.answer) {
        const QJsonObject &answer = *errand.answer;
        if (const QJsonValue value = answer.value("value"_L1); value.isObject())
            return end(value.toObject());
        return end(fail(errorFromJson(answer.value("error"_L1).toObject()))); // what nobody understands is no success
    }
    if (errand.isLate)
        return end(fail(silence(errand.place, errand.takenAt != 0)));
    if (errand.progress.isEmpty() || errand.progress == m_told)
        return;
    m_told = errand.progress;
    if (m_owner && m_progress)
        m_progress(m_told);
}

/// At once where the stop comes from this thread: the program may be about to quit, and its store still carries out
/// what was written. Nobody waits for it: a process that does not hear of it ends by itself in the end.
void ErrandWait::withdraw()
{
    if (QThread::currentThread() != thread() || m_errand.id.isEmpty() || std::exchange(m_withdrawn, true))
        return;
    m_store->write([id = m_errand.id](store::Session &session) { return store::Errands(session).cancel(id); });
}

void ErrandWait::cancel()
{
    m_cancelled = true;
    if (m_errand.id.isEmpty())
        return; // asked() comes back to it
    withdraw();
    end(fail(ErrorKind::Cancelled));
}

void ErrandWait::end(Result<QJsonObject> result)
{
    m_timer.stop();
    m_onStop.reset();
    m_store->disconnect(this);
    m_cancelled = true; // whatever is still on its way is not listened to
    finishWith<QJsonObject>(m_promise, std::move(result));
    deleteLater();
}

QJsonObject errandAnswer(const QJsonObject &value)
{
    return {{u"value"_s, value}};
}

QJsonObject errandAnswer(const Error &error)
{
    return {{u"error"_s, toJson(error)}};
}

Error silence(const store::FeedPlace &place, bool taken)
{
    const QString what = taken ? u"%1 (pid %2), which holds the mailbox, ended or stands still"_s
                               : u"%1 (pid %2), which holds the mailbox, did not answer"_s;
    return {ErrorKind::Busy, what.arg(place.host).arg(place.pid), {}, {}};
}

QString silentHost(const Error &error)
{
    static const QRegularExpression pattern(
        u"^(\\S+) \\(pid \\d+\\), which holds the mailbox, (?:did not answer|ended or stands still)$"_s);
    return error.kind == ErrorKind::Busy ? pattern.match(error.log).captured(1) : QString();
}

} // namespace liaison::desk
