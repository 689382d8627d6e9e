// liaison autodiscover ADDRESS: finds the Exchange of an address, as "Exchange host" wants it.
#include "core/transport/autodiscover.h"
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/input_file.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "app/quit_signals.h"
#include "core/base/and_then.h"
#include "core/domain/address.h"

#include <QJsonArray>

#include <memory>

namespace liaison::cli {

namespace {

using domain::Autodiscovery;
using domain::AutodiscoveryRequest;
using domain::AutodiscoveryTrial;

QString placeOf(const AutodiscoveryTrial &trial)
{
    return trial.url.isEmpty() ? trial.detail : trial.url.toString();
}

QJsonObject toJson(const AutodiscoveryTrial &trial)
{
    QJsonObject json{{QStringLiteral("how"), domain::toString(trial.what)},
                     {QStringLiteral("asked"), placeOf(trial)},
                     {QStringLiteral("ok"), !trial.error.has_value()}};
    if (!trial.url.isEmpty() && !trial.detail.isEmpty())
        json.insert(QStringLiteral("led"), trial.detail);
    if (trial.error) {
        json.insert(QStringLiteral("reason"), errorKindName(trial.error->kind));
        json.insert(QStringLiteral("detail"), trial.error->log);
    }
    return json;
}

QJsonObject toJson(const Autodiscovery &found)
{
    QJsonArray trials;
    for (const AutodiscoveryTrial &trial : found.trials)
        trials.append(toJson(trial));
    QJsonObject json{{QStringLiteral("address"), found.address},
                     {QStringLiteral("asked"), trials},
                     {QStringLiteral("hostsToTrust"), QJsonArray::fromStringList(found.hostsToTrust)}};
    if (!found.ewsUrl.isEmpty())
        json.insert(QStringLiteral("ews"), found.ewsUrl.toString());
    if (!found.internalEwsUrl.isEmpty())
        json.insert(QStringLiteral("internal"), found.internalEwsUrl.toString());
    return json;
}

QString lineOf(const AutodiscoveryTrial &trial)
{
    const QString outcome = trial.error ? errorSentence(*trial.error) : trial.detail;
    return QStringLiteral("%1  %2: %3").arg(domain::toString(trial.what), -13).arg(placeOf(trial), outcome);
}

/// Why there is no address that may be used, and what to do about it.
QString whyNot(const Autodiscovery &found)
{
    const Error &error = *found.error;
    if (error.kind == ErrorKind::PermissionDenied && !found.hostsToTrust.isEmpty())
        return Cli::tr("it leads out of the domain of the address; if you know that host: --trust %1")
            .arg(found.hostsToTrust.join(QStringLiteral(" --trust ")));
    if (error.kind == ErrorKind::CredentialsMissing)
        return Cli::tr("a host wants a sign-in: --password takes one from standard input");
    if (error.kind == ErrorKind::NotFound)
        return Cli::tr("no host of the domain tells where its Exchange is");
    return errorSentence(error);
}

Answer answerOf(const Autodiscovery &found, const Invocation &call)
{
    Answer answer;
    answer.json = toJson(found);
    if (!found.error) {
        answer.text = found.ewsUrl.toString();
        return answer;
    }
    QStringList lines;
    for (const AutodiscoveryTrial &trial : found.trials)
        lines << lineOf(trial);
    answer.text = lines.join(QLatin1Char('\n'));
    // Not of a store's rights, as elsewhere: what was given does not suffice.
    Error error = *found.error;
    if (error.kind == ErrorKind::PermissionDenied)
        error = {ErrorKind::InvalidInput, whyNot(found), {}, {}};
    answer.exitCode = app::exitCodeFor(error.kind);
    if (call.json)
        answer.error = error;
    else
        answer.notes << whyNot(found);
    return answer;
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    AutodiscoveryRequest request;
    request.address = call.operands.first();
    request.user = call.value(QStringLiteral("user"));
    request.trustedHosts = call.options.value(QStringLiteral("trust"));
    if (call.has(QStringLiteral("ntlm")))
        request.signIn = domain::SignIn::Ntlm;
    if (!domain::isValidAddress(request.address))
        return wrongUse(Cli::tr("“%1” is no e-mail address").arg(request.address));
    if (call.has(QStringLiteral("password"))) {
        Result<QByteArray> line = readSecretLine(Cli::tr("Password of %1: ").arg(request.address));
        if (!line)
            return readyFuture<Answer>(fail(line.error()));
        request.password = Secret(std::move(*line));
    }
    const auto stop = std::make_shared<std::stop_source>();
    auto *quit = new app::QuitSignals(&place);
    QObject::connect(quit, &app::QuitSignals::asked, quit, [stop] { stop->request_stop(); });
    auto *search = new transport::Autodiscover(std::move(request), {}, stop->get_token(), &place);
    return andThen<Answer>(&place, search->run(),
                           [call](const Autodiscovery &found) { return readyFuture<Answer>(answerOf(found, call)); });
}

} // namespace

Command autodiscoverCommand()
{
    Command command;
    command.words = QStringLiteral("autodiscover");
    command.operands = QStringLiteral("ADDRESS");
    command.least = command.most = 1;
    command.summary = Cli::tr("finds the Exchange Web Services of an address");
    command.options = {
        {QStringLiteral("password"), {}, Cli::tr("Signs in where it is asked to; standard input gives the password.")},
        {QStringLiteral("user"), QStringLiteral("NAME"), Cli::tr("Who signs in; the address without.")},
        {QStringLiteral("ntlm"), {}, Cli::tr("Signs in by NTLM instead of BASIC.")},
        {QStringLiteral("trust"), QStringLiteral("HOST"),
         Cli::tr("A host outside the domain of the address that may be signed in to; may be given again.")}};
    command.storeless = true;
    command.run = run;
    return command;
}

} // namespace liaison::cli
