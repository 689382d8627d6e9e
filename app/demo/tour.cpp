#include "app/demo/tour.h"

#include "app/demo/demo.h"
#include "app/demo/exchange_folders.h"
#include "app/demo/exchange_tokens.h"
#include "app/demo/hands.h"
#include "app/demo/imap_wire.h"
#include "core/store/drafts.h"
#include "core/store/store.h"
#include "ui/shell/main_window.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTextBrowser>
#include <QTextStream>

#include <cstdio>

namespace liaison::demo {

namespace {

constexpr int tickMs = 40;

QString bare(const QByteArray &messageId)
{
    QByteArray id = messageId.trimmed();
    if (id.startsWith('<') && id.endsWith('>'))
        id = id.mid(1, id.size() - 2);
    return QString::fromUtf8(id);
}

/// The mail of the inbox that has the Message-ID; null: none.
const DemoMail *mailIn(const DemoMailbox &box, const QString &messageId)
{
    const QList<DemoMail> &mails = box.folder(u"INBOX"_qs)->mails;
    const auto found = std::find_if(mails.cbegin(), mails.cend(), [&messageId](const DemoMail &mail) {
        return bare(headerOf(mail.raw, "Message-ID")) == messageId;
    });
    return found == mails.cend() ? nullptr : &*found;
}

} // namespace

Tour::Tour(Demo *demo, ui::MainWindow *window, store::Store *store, QString directory, int stepMs, QObject *parent)
    : QObject(parent), m_demo(demo), m_window(window), m_store(store), m_directory(std::move(directory)),
      m_stepMs(stepMs)
{
    m_ticks.setInterval(tickMs);
    connect(&m_ticks, &QTimer::timeout, this, &Tour::tick);
    for (const DemoAccount &account : m_demo->accounts())
        planSignIn(account);
    planReading();
    planWriting();
    planDeciding();
    planFinding();
}

void Tour::start()
{
    if (!QDir().mkpath(m_directory)) {
        QTextStream(stderr) << "tour: cannot make the folder " << m_directory << '\n';
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT ended(1); }, Qt::QueuedConnection);
        return;
    }
    m_time.start();
    m_ticks.start();
}

void Tour::tick()
{
    const Step &step = m_steps.at(m_step);
    if (m_time.hasExpired(m_stepMs)) {
        const QString why = m_move < step.moves.size() ? QStringLiteral("move %1 could not be made").arg(m_move + 1)
            : m_done                                   ? QStringLiteral("the window does not show it")
                                                       : QStringLiteral("it did not happen");
        return finishStep(false, why);
    }
    if (m_move < step.moves.size()) {
        if (step.moves.at(m_move)())
            ++m_move;
        return;
    }
    if (!m_done)
        return ask();
    if (!step.shown || step.shown())
        finishStep(true);
}

void Tour::ask()
{
    if (m_asking)
        return;
    m_asking = true;
    onDone(this, m_steps.at(m_step).done(), [this, asked = m_step](const Result<bool> &answer) {
        m_asking = false;
        if (asked == m_step)
            m_done = answer.value_or(false);
    });
}

void Tour::finishStep(bool ok, const QString &why)
{
    const Step &step = m_steps.at(m_step);
    const QString picture
        = QStringLiteral("%1-%2.png").arg(m_step + 1, 2, 10, QLatin1Char('0')).arg(step.name).replace(u' ', u'-');
    const qint64 ms = m_time.elapsed();
    const bool drawn = pictureOf(m_window).save(QDir(m_directory).filePath(picture));
    m_report.append(QJsonObject{{QStringLiteral("step"), step.name},
                                {QStringLiteral("ok"), ok},
                                {QStringLiteral("ms"), ms},
                                {QStringLiteral("picture"), picture}});
    QTextStream out(stdout);
    out << (ok ? "ok   " : "FAIL ") << step.name << " (" << ms << " ms)" << (why.isEmpty() ? "" : ": ") << why << '\n';
    const bool written = writeReport();
    if (!drawn || !written)
        QTextStream(stderr) << "tour: cannot write into " << m_directory << '\n';
    if (!ok || !drawn || !written || ++m_step == m_steps.size()) {
        m_ticks.stop();
        Q_EMIT ended(ok && drawn && written ? 0 : 1);
        return;
    }
    m_move = 0;
    m_done = false;
    m_time.restart();
}

bool Tour::writeReport()
{
    QSaveFile file(QDir(m_directory).filePath(QStringLiteral("tour.json")));
    const QByteArray json = QJsonDocument(m_report).toJson();
    return file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
}

Future<bool> Tour::storeHas(const QString &messageId, std::function<bool(const store::MailRow &)> wanted)
{
    return m_store->read([messageId, wanted = std::move(wanted),
                          person = m_demo->guest().person](store::Session &session) -> Result<bool> {
        store::Messages messages(session);
        const auto id = messages.findByMessageId(messageId);
        if (!id || !*id)
            return id ? Result<bool>(false) : Result<bool>(fail(id.error()));
        const auto row = messages.row(**id, person);
        return row ? Result<bool>(wanted(*row)) : Result<bool>(fail(row.error()));
    });
}

Future<bool> Tour::haveArrived(const QStringList &messageIds)
{
    return m_store->read([ids = messageIds](store::Session &session) -> Result<bool> {
        store::Messages messages(session);
        for (const QString &id : ids) {
            const auto found = messages.findByMessageId(id);
            if (!found)
                return fail(found.error());
            if (!*found)
                return false;
        }
        return true;
    });
}

Future<bool> Tour::both(const Question &first, const Question &second)
{
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, first(), [this, promise, second](const Result<bool> &yes) {
        if (!yes.value_or(false))
            return finishWith<bool>(*promise, false);
        onDone(this, second(), [promise](const Result<bool> &also) { finishWith<bool>(*promise, also); });
    });
    return promise->future();
}

Future<bool> Tour::serverSaysSeen(const QString &messageId)
{
    return serverHasFlags(messageId, {"\\Seen"});
}

Future<bool> Tour::serverHasFlags(const QString &messageId, QSet<QByteArray> flags)
{
    return m_demo->server()->ask([messageId, flags](PostOffice &office) {
        return std::any_of(office.mailboxes().cbegin(), office.mailboxes().cend(), [&](const DemoMailbox *box) {
            const DemoMail *mail = mailIn(*box, messageId);
            return mail && mail->flags.contains(flags);
        });
    });
}

Future<bool> Tour::exchangeListens()
{
    return m_demo->server()->askExchange([](Exchange &exchange) {
        return exchange.tokens().issued() > 0 && exchange.diary.byToken > 0 && exchange.diary.byPassword == 0
            && exchange.diary.openStreams > 0;
    });
}

Future<bool> Tour::graphAnswers()
{
    const bool alone = !m_demo->ways().contains(Way::Exchange);
    return m_demo->server()->askGraph([alone](Graph &graph) {
        const Exchange *exchange = graph.exchange();
        return graph.exchange()->tokens().issued() > 0 && graph.diary.requests > 0 && graph.diary.refused == 0
            && (!alone || exchange->diary.byToken == 0) && exchange->diary.byPassword == 0;
    });
}

Future<bool> Tour::cameByStream(const QString &messageId)
{
    if (m_demo->ways().first() != Way::Exchange)
        return readyFuture<bool>(true);
    return m_demo->server()->askExchange([messageId, team = m_demo->teamAddress()](Exchange &exchange) {
        const DemoMailbox *box = exchange.post()->mailbox(team);
        const DemoMail *mail = mailIn(*box, messageId);
        const auto inbox = folderDistinguished(*box, u"inbox"_qs);
        return mail && inbox && exchange.diary.streamed.contains(exchange.keyOf(box, *inbox, mail->uid));
    });
}

Future<bool> Tour::newMailStored()
{
    const IncidentId wanted = m_demo->story().incidents.value(u"phishing"_qs);
    return storeHas(m_demo->story().liveIds.value(u"live-phishing"_qs),
                    [wanted](const store::MailRow &row) { return row.incident == wanted && !row.read; });
}

Future<bool> Tour::draftSaved(QByteArray words)
{
    return m_store->read([words, person = m_demo->guest().person](store::Session &session) -> Result<bool> {
        const auto drafts = store::Drafts(session).list(person);
        if (!drafts)
            return fail(drafts.error());
        return std::any_of(drafts->cbegin(), drafts->cend(),
                           [&](const store::DraftRow &draft) { return draft.content.contains(words); });
    });
}

Future<bool> Tour::replyHandedIn()
{
    auto handed = m_demo->server()->ask(
        [](PostOffice &office) { return office.handedIn().isEmpty() ? QByteArray() : office.handedIn().last().raw; });
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, handed, [this, promise](const Result<QByteArray> &raw) {
        const bool ours
            = raw && bare(headerOf(*raw, "In-Reply-To")) == m_demo->story().liveIds.value(u"live-phishing"_qs);
        if (ours)
            m_replyId = bare(headerOf(*raw, "Message-ID"));
        finishWith<bool>(*promise, ours);
    });
    return promise->future();
}

Future<bool> Tour::answerStored()
{
    const auto answers = [reply = m_replyId, team = m_demo->teamAddress()](PostOffice &office) {
        const QList<DemoMail> &mails = office.mailbox(team)->folder(QStringLiteral("INBOX"))->mails;
        for (const DemoMail &mail : mails) {
            if (bare(headerOf(mail.raw, "In-Reply-To")) == reply)
                return bare(headerOf(mail.raw, "Message-ID"));
        }
        return QString();
    };
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, m_demo->server()->ask(answers), [this, promise](const Result<QString> &id) {
        m_answerId = id.value_or(QString());
        const IncidentId incident = m_demo->story().incidents.value(u"phishing"_qs);
        onDone(this, storeHas(m_answerId, [incident](const store::MailRow &row) { return row.incident == incident; }),
               [promise](const Result<bool> &stored) { finishWith<bool>(*promise, stored); });
    });
    return promise->future();
}

bool Tour::reads(const QString &words) const
{
    const QList<QTextBrowser *> views = m_window->findChildren<QTextBrowser *>();
    return std::any_of(views.cbegin(), views.cend(), [&](const QTextBrowser *view) {
        return view->isVisible() && view->toPlainText().contains(words);
    });
}

} // namespace liaison::demo
