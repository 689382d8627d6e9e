#include "core/desk/errand_runner.h"

#include "core/base/on_done.h"
#include "core/desk/errand_json.h"
#include "core/desk/errand_wait.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/sign_in_desk.h"
#include "core/desk/test_errand.h"
#include "core/feed/engine.h"
#include "core/store/feed_places.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"

#include <QStringList>

#include <utility>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::Mailbox;
using domain::SignInOutcome;
using domain::TestReport;

namespace {

/// As it is saved. Conflict: another process holds it by now, and what is kept here would be of no use.
Result<Mailbox> mailboxAt(store::Session &session, MailboxId id, const QString &holder)
{
    const auto place = store::FeedPlaces(session).find(id);
    if (!place)
        return fail(place.error());
    if (*place && (*place)->holds && (*place)->holder != holder)
        return fail(ErrorKind::Conflict, u"%1 (pid %2) holds the mailbox now"_s.arg((*place)->host).arg((*place)->pid));
    return store::Mailboxes(session).find(id);
}

} // namespace

ErrandRunner::ErrandRunner(Context context, qint64 waitMs, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_holder(m_context.engine->holder()), m_waitMs(waitMs)
{
    m_beat.setInterval(static_cast<int>(m_waitMs / 3));
    connect(&m_beat, &QTimer::timeout, this, &ErrandRunner::goOn);
    connect(m_context.store, &store::Store::changed, this, [this](const QList<store::Change> &changes) {
        for (const store::Change &change : changes) {
            if (change.aggregate == store::Aggregate::Mailbox)
                return look();
        }
    });
}

ErrandRunner::~ErrandRunner()
{
    for (const auto &run : std::as_const(m_runs)) {
        run->stop.request_stop();
        const store::FeedPlace &place = run->errand.place;
        m_context.store->write([id = run->errand.id, answer = errandAnswer(silence(place, true))](
                                   store::Session &session) { return store::Errands(session).answer(id, answer); });
    }
}

void ErrandRunner::look()
{
    m_lookAgain = std::exchange(m_looking, true);
    if (m_lookAgain)
        return;
    using Open = QList<store::Errand>;
    const auto read = [holder = m_holder](store::Session &session) { return store::Errands(session).open(holder); };
    onDone<Open>(this, m_context.store->read(read), [this](const Result<Open> &open) {
        m_looking = false;
        for (const store::Errand &errand : open.value_or(Open())) {
            if (const auto run = m_runs.value(errand.id)) {
                if (errand.isCancelled)
                    run->stop.request_stop();
            } else if (errand.takenAt == 0 && !errand.isCancelled) {
                take(errand);
            }
        }
        if (std::exchange(m_lookAgain, false))
            look();
    });
}

void ErrandRunner::take(const store::Errand &errand)
{
    const auto write = [id = errand.id, holder = m_holder, wait = m_waitMs](store::Session &session) {
        return store::Errands(session).take(id, holder, wait);
    };
    onDone<bool>(this, m_context.store->write(write), [this, errand](const Result<bool> &taken) {
        if (taken && *taken)
            begin(errand);
    });
}

void ErrandRunner::begin(const store::Errand &errand)
{
    const auto run = std::make_shared<Run>();
    run->errand = errand;
    m_runs.insert(errand.id, run);
    if (!m_beat.isActive())
        m_beat.start();
    if (errand.kind == store::ErrandKind::SignIn)
        signIn(errand, run->stop.get_token());
    else
        test(errand, run->stop.get_token());
    look(); // it may have been cancelled meanwhile
}

/// A browser here would be nobody's: the person gets a code.
void ErrandRunner::signIn(const store::Errand &errand, std::stop_token stop)
{
    SignInDesk::Options options;
    options.use
        = errand.asked.value("use"_L1) == "outbound"_L1 ? domain::SecretUse::Outbound : domain::SecretUse::Inbound;
    options.way = domain::SignInWay::DeviceCode;
    const auto read
        = [id = errand.mailbox, holder = m_holder](store::Session &session) { return mailboxAt(session, id, holder); };
    const auto show = [this, id = errand.id](const domain::SignInPrompt &prompt) { progress(id, toJson(prompt)); };
    const auto carryOut = [this, errand, options, show, stop](const Result<Mailbox> &mailbox) {
        if (!mailbox)
            return end(errand.id, errandAnswer(mailbox.error()));
        onDone<SignInOutcome>(
            this, SignInDesk(contextOf(errand)).signInHere(*mailbox, options, this, show, stop, errand.place.host),
            [this, id = errand.id](const Result<SignInOutcome> &outcome) {
                end(id, outcome ? errandAnswer(toJson(*outcome)) : errandAnswer(outcome.error()));
            });
    };
    onDone<Mailbox>(this, m_context.store->read(read), carryOut);
}

/// With what is in the asker's fields, and the secrets that are kept here.
void ErrandRunner::test(const store::Errand &errand, std::stop_token stop)
{
    const auto read
        = [id = errand.mailbox, holder = m_holder](store::Session &session) { return mailboxAt(session, id, holder); };
    const auto show = [this, id = errand.id](TestReport report) {
        report.trace.clear(); // it comes with the answer
        progress(id, toJson(report));
    };
    const auto carryOut = [this, errand, show, stop](const Result<Mailbox> &saved) {
        if (!saved)
            return end(errand.id, errandAnswer(saved.error()));
        const Result<TestErrand> asked = testErrandFromJson(errand.asked, *saved);
        if (!asked)
            return end(errand.id, errandAnswer(asked.error()));
        onDone<TestReport>(
            this,
            MailboxDesk(contextOf(errand)).testHere({asked->mailbox, {}, {}, {}}, asked->options, this, show, stop),
            [this, id = errand.id](const Result<TestReport> &report) {
                end(id, report ? errandAnswer(toJson(*report)) : errandAnswer(report.error()));
            });
    };
    onDone<Mailbox>(this, m_context.store->read(read), carryOut);
}

/// The audit log names the person, and the computer they sit at.
Context ErrandRunner::contextOf(const store::Errand &errand) const
{
    Context context = m_context;
    context.actor = errand.by;
    return context;
}

void ErrandRunner::progress(const QString &id, const QJsonObject &progress)
{
    const auto run = m_runs.value(id);
    if (!run)
        return;
    run->progress = progress;
    run->told = false;
    tell(id);
}

/// One write at a time: what came meanwhile is told by the next one.
void ErrandRunner::tell(const QString &id)
{
    const auto run = m_runs.value(id);
    if (!run || run->told || run->telling)
        return;
    run->told = run->telling = true;
    const auto write = [id, progress = run->progress](store::Session &session) {
        return store::Errands(session).tell(id, progress);
    };
    onDone<void>(this, m_context.store->write(write, store::Durability::Refetchable),
                 [this, id, run](const Result<void> &) {
                     run->telling = false;
                     tell(id);
                 });
}

void ErrandRunner::end(const QString &id, const QJsonObject &answer)
{
    m_runs.remove(id);
    if (m_runs.isEmpty())
        m_beat.stop();
    m_context.store->write(
        [id, answer](store::Session &session) { return store::Errands(session).answer(id, answer); });
}

/// Where this process slept or the database was away for too long, whoever asked was told that nothing came of it.
void ErrandRunner::goOn()
{
    const auto write = [ids = m_runs.keys(), wait = m_waitMs](store::Session &session) -> Result<QStringList> {
        QStringList unwanted;
        for (const QString &id : ids) {
            const Result<bool> wanted = store::Errands(session).goOn(id, wait);
            if (!wanted)
                return fail(wanted.error());
            if (!*wanted)
                unwanted << id;
        }
        return unwanted;
    };
    onDone<QStringList>(this, m_context.store->write(write, store::Durability::Refetchable),
                        [this](const Result<QStringList> &unwanted) {
                            const QStringList ids = unwanted.value_or(QStringList());
                            for (const QString &id : ids)
                                abandon(id);
                        });
}

void ErrandRunner::abandon(const QString &id)
{
    const auto run = m_runs.value(id);
    if (!run)
        return;
    end(id, errandAnswer(silence(run->errand.place, true))); // for whoever has not looked since
    run->stop.request_stop();
}

} // namespace liaison::desk
