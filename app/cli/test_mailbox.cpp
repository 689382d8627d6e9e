// liaison test inbound|outbound MAILBOX: TEST INBOUND and TEST OUTBOUND of what is saved.
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/test_words.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "app/quit_signals.h"
#include "core/base/and_then.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/settings_desk.h"
#include "core/store/store.h"

#include <cstdio>

namespace liaison::cli {

namespace {

using desk::MailboxDesk;
using domain::Mailbox;
using domain::TestReport;
using domain::TestSide;
using domain::TestStepState;

/// Tells steps as they end, and is cancelled by SIGINT and SIGTERM.
class TestRun {
public:
    explicit TestRun(bool prints) : m_prints(prints)
    {
        QObject::connect(&m_signals, &app::QuitSignals::asked, &m_signals, [this] { m_stop.request_stop(); });
    }

    /// Another process holds the mailbox.
    void carriedOutOn(const QString &host)
    {
        m_host = host;
        if (m_prints)
            std::fputs((visible(Cli::tr("Run on %1, which holds the mailbox.").arg(host)) + QLatin1Char('\n'))
                           .toUtf8()
                           .constData(),
                       stdout);
    }
    [[nodiscard]] QString host() const { return m_host; }
    void tell(const TestReport &report)
    {
        const auto isOver = [&report](qsizetype i) { return report.steps.at(i).state != TestStepState::Running; };
        for (; m_told < report.steps.size() && isOver(m_told); ++m_told) {
            if (m_prints)
                std::fputs((stepLine(report.steps.at(m_told)) + QLatin1Char('\n')).toUtf8().constData(), stdout);
        }
        std::fflush(stdout);
    }
    [[nodiscard]] QObject *owner() { return &m_signals; }
    [[nodiscard]] std::stop_token stop() const { return m_stop.get_token(); }

private:
    app::QuitSignals m_signals;
    std::stop_source m_stop;
    qsizetype m_told = 0;
    QString m_host; ///< empty: here, and nobody else holds the mailbox
    bool m_prints;
};

QString successOf(const TestReport &report)
{
    if (report.side == TestSide::Inbound)
        return Cli::tr("Mail can be read.");
    return report.find(domain::TestStepKind::RoundTrip) ? Cli::tr("Mail can be sent; the test mail came back.")
                                                        : Cli::tr("Signed in; nothing was sent.");
}

Answer answerOf(const TestReport &report, const QString &host, const Invocation &call)
{
    Answer answer;
    const bool withTrace = call.has(QStringLiteral("trace"));
    answer.json = toJson(report, withTrace);
    if (!host.isEmpty())
        answer.json.insert(QStringLiteral("host"), host);
    answer.exitCode = exitCodeFor(report);
    if (withTrace)
        answer.text = report.trace.join(QLatin1Char('\n'));
    const domain::TestStep *failed = report.failure();
    if (!failed) {
        answer.text += (answer.text.isEmpty() ? QString() : QStringLiteral("\n")) + successOf(report);
    } else if (call.json) {
        answer.error = failed->error;
        answer.sentence = reasonSentence(*failed);
        answer.errorDetail = {{QStringLiteral("step"), domain::toString(failed->kind)},
                              {QStringLiteral("reason"), domain::reasonName(*failed)}};
    } else {
        answer.notes << Cli::tr("Failed to test Service connectivity: %1").arg(reasonSentence(*failed));
    }
    return answer;
}

Future<Answer> run(Workplace &place, const Invocation &call, TestSide side)
{
    MailboxDesk::TestOptions options;
    options.side = side;
    options.sendsMail = !call.has(QStringLiteral("no-mail"));
    if (call.has(QStringLiteral("timeout"))) {
        constexpr int longest = 3'600;
        bool isNumber = false;
        const int seconds = call.value(QStringLiteral("timeout")).toInt(&isNumber);
        if (!isNumber || seconds < 1 || seconds > longest)
            return wrongUse(Cli::tr("--timeout wants 1 to %1 seconds").arg(longest));
        options.limitMs = seconds * 1'000;
    }
    place.engine();
    const auto running = std::make_shared<TestRun>(!call.json);
    options.carriedOutOn = [run = running.get()](const QString &host) { run->carriedOutOn(host); };
    const auto report = andThen<TestReport>(
        place.store(), desk::SettingsDesk(place.context()).mailbox(call.operands.first()),
        [context = place.context(), options, running](const Mailbox &mailbox) {
            return MailboxDesk(context).test(
                {mailbox, std::nullopt, std::nullopt}, options, running->owner(),
                [run = running.get()](const TestReport &each) { run->tell(each); }, running->stop());
        });
    return andThen<Answer>(place.store(), report, [running, call](const TestReport &whole) {
        running->tell(whole);
        return readyFuture<Answer>(answerOf(whole, running->host(), call));
    });
}

QList<OptionSpec> sharedTestOptions()
{
    return {{QStringLiteral("timeout"), QStringLiteral("SECONDS"), Cli::tr("Ends the test after so long.")},
            {QStringLiteral("trace"), {}, Cli::tr("Adds what was said to the server and by it, without secrets.")}};
}

} // namespace

Command testInboundCommand()
{
    return {QStringLiteral("test inbound"),
            QStringLiteral("MAILBOX"),
            1,
            1,
            Cli::tr("tests how mail is read, step by step"),
            sharedTestOptions(),
            false,
            [](Workplace &place, const Invocation &call) { return run(place, call, TestSide::Inbound); }};
}

Command testOutboundCommand()
{
    QList<OptionSpec> options = sharedTestOptions();
    options.append({QStringLiteral("no-mail"), {}, Cli::tr("Signs in and sends nothing.")});
    return {QStringLiteral("test outbound"),
            QStringLiteral("MAILBOX"),
            1,
            1,
            Cli::tr("sends a mail from the mailbox to itself and waits for it"),
            options,
            false,
            [](Workplace &place, const Invocation &call) { return run(place, call, TestSide::Outbound); }};
}

} // namespace liaison::cli
