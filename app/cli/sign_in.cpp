// liaison sign-in MAILBOX: a person signs in in the browser, or with a code on another device.
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "app/quit_signals.h"
#include "core/base/and_then.h"
#include "core/base/log.h"
#include "core/desk/settings_desk.h"
#include "core/desk/sign_in_desk.h"
#include "core/store/store.h"

#include <QJsonArray>
#include <QProcess>

#include <cstdio>

namespace liaison::cli {

namespace {

using domain::Mailbox;
using domain::OAuthFlow;
using domain::SecretUse;
using domain::SignInOutcome;
using domain::SignInPrompt;
using domain::SignInWay;

void print(const QByteArray &text)
{
    std::fputs(text.constData(), stdout);
    std::fflush(stdout); // whoever reads it has to act before the command ends
}

/// Where somebody sits in front of this computer.
bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

QString carriedOutText(const QString &host)
{
    return Cli::tr("The sign-in is carried out on %1, where the mailbox is read, and kept there.").arg(host);
}

/// Shows a person where to sign in, and is cancelled by SIGINT and SIGTERM.
class SignInRun {
public:
    SignInRun(QString mailbox, bool json, bool opensBrowser)
        : m_mailbox(std::move(mailbox)), m_json(json), m_opensBrowser(opensBrowser)
    {
        QObject::connect(&m_signals, &app::QuitSignals::asked, &m_signals, [this] { m_stop.request_stop(); });
    }

    /// Another process does it, on this computer; empty: this one does.
    void carriedOutOn(const QString &host) { m_host = host; }
    [[nodiscard]] QString host() const { return m_host; }
    void show(const SignInPrompt &prompt)
    {
        const QString address = prompt.address.toString(QUrl::FullyEncoded);
        const bool browser = prompt.way == SignInWay::Browser;
        if (m_json) {
            QJsonObject line{
                {QStringLiteral("mailbox"), m_mailbox},
                {QStringLiteral("way"), browser ? QStringLiteral("browser") : QStringLiteral("devicecode")},
                {QStringLiteral("address"), address},
                {QStringLiteral("expiresAt"), timeText(prompt.expiresAt)}};
            if (!browser)
                line.insert(QStringLiteral("code"), prompt.code);
            if (!m_host.isEmpty())
                line.insert(QStringLiteral("host"), m_host);
            return print(jsonLine(line));
        }
        const QString what = browser
            ? Cli::tr("To sign in to %1, open this address in a browser on this computer:").arg(m_mailbox)
            : Cli::tr("To sign in to %1, open this address on any device and type the code:").arg(m_mailbox);
        QString text = what + QStringLiteral("\n\n  ") + address + QLatin1Char('\n');
        if (!browser)
            text += QStringLiteral("  ") + prompt.code + QLatin1Char('\n');
        if (!m_host.isEmpty())
            text += QLatin1Char('\n') + carriedOutText(m_host) + QLatin1Char('\n');
        text += QLatin1Char('\n') + Cli::tr("Waiting until %1; Ctrl+C cancels.").arg(timeText(prompt.expiresAt))
            + QLatin1Char('\n');
        print(visible(text).toUtf8());
        if (browser && m_opensBrowser && hasDisplay())
            QProcess::startDetached(QStringLiteral("xdg-open"), {address});
    }
    [[nodiscard]] QObject *owner() { return &m_signals; }
    [[nodiscard]] std::stop_token stop() const { return m_stop.get_token(); }

private:
    app::QuitSignals m_signals;
    std::stop_source m_stop;
    QString m_mailbox;
    QString m_host;
    bool m_json;
    bool m_opensBrowser;
};

/// A provider's no: why, in its name for it, and what to do.
Answer refused(const domain::SignInRefusal &refusal, bool json)
{
    Answer answer;
    answer.exitCode = app::serverExitCodeFor(refusal.error.kind);
    const QString words = redacted(refusal.error.serverWords).simplified();
    const QString name
        = refusal.code.isEmpty() ? refusal.problem : QStringLiteral("%1, %2").arg(refusal.problem, refusal.code);
    const QString sentence = Cli::tr("nobody was signed in: %1 (%2)").arg(adviceText(refusal.advice), visible(name));
    if (json) {
        answer.error = refusal.error;
        answer.sentence = sentence;
        answer.errorDetail = {{QStringLiteral("problem"), refusal.problem},
                              {QStringLiteral("code"), refusal.code},
                              {QStringLiteral("advice"), refusal.advice}};
        return answer;
    }
    answer.notes << sentence;
    if (!words.isEmpty())
        answer.notes << Cli::tr("the provider says: %1").arg(visible(words));
    return answer;
}

Answer answerOf(const SignInOutcome &outcome, const QString &host, bool json)
{
    if (outcome.refusal)
        return refused(*outcome.refusal, json);
    Answer answer;
    answer.json = {{QStringLiteral("mailbox"), outcome.mailbox},
                   {QStringLiteral("signedIn"), true},
                   {QStringLiteral("tokenExpiresAt"), timeText(outcome.tokenExpiresAt)},
                   {QStringLiteral("scopes"), QJsonArray::fromStringList(outcome.scopes)}};
    answer.text = Cli::tr("Signed in to %1. The sign-in is kept and renewed by itself.").arg(outcome.mailbox);
    if (!host.isEmpty()) {
        answer.json.insert(QStringLiteral("host"), host);
        answer.text += QLatin1Char('\n') + carriedOutText(visible(host));
    }
    return answer;
}

Future<Answer> signIn(Workplace &place, const Mailbox &mailbox, const Invocation &call)
{
    desk::SignInDesk::Options options;
    options.use = call.has(QStringLiteral("outbound")) ? SecretUse::Outbound : SecretUse::Inbound;
    const bool usually = domain::signInEndpoint(mailbox, options.use).oauth.flow == OAuthFlow::DeviceCode;
    options.way = usually || call.has(QStringLiteral("device")) ? SignInWay::DeviceCode : SignInWay::Browser;
    options.signedIn = Cli::tr("You are signed in. You can close this page.");
    options.notSignedIn = Cli::tr("The sign-in was not completed. The terminal says why.");
    const auto running
        = std::make_shared<SignInRun>(mailbox.address, call.json, !call.has(QStringLiteral("no-browser")));
    options.carriedOutOn = [run = running.get()](const QString &host) { run->carriedOutOn(host); };
    place.engine();
    const auto outcome
        = desk::SignInDesk(place.context())
              .signIn(
                  mailbox, options, running->owner(),
                  [run = running.get()](const SignInPrompt &prompt) { run->show(prompt); }, running->stop());
    return andThen<Answer>(place.store(), outcome, [running, json = call.json](const SignInOutcome &ended) {
        return readyFuture<Answer>(answerOf(ended, running->host(), json));
    });
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    if (call.shared.memoryVault)
        return wrongUse(Cli::tr("a vault in memory would forget it at once"));
    return andThen<Answer>(place.store(), desk::SettingsDesk(place.context()).mailbox(call.operands.first()),
                           [&place, call](const Mailbox &mailbox) { return signIn(place, mailbox, call); });
}

} // namespace

Command signInCommand()
{
    return {QStringLiteral("sign-in"),
            QStringLiteral("MAILBOX"),
            1,
            1,
            Cli::tr("signs a person in, in the browser or with a code"),
            {{QStringLiteral("device"), {}, Cli::tr("Gives a code to be typed on another device.")},
             {QStringLiteral("outbound"), {}, Cli::tr("For sending, where that has a sign-in of its own.")},
             {QStringLiteral("no-browser"), {}, Cli::tr("Prints the address and opens no browser.")}},
            false,
            run};
}

} // namespace liaison::cli
