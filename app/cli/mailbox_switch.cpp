// liaison mailbox switch MAILBOX --to graph|ews: the same mailbox by another protocol, with all that is stored of it.
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/test_words.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "app/quit_signals.h"
#include "core/base/and_then.h"
#include "core/desk/settings_desk.h"
#include "core/desk/switch_desk.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

using domain::Mailbox;
using domain::Protocol;
using domain::SwitchedFolder;
using domain::SwitchReport;
using domain::TestReport;

QString shownName(Protocol protocol)
{
    return protocol == Protocol::Graph ? QStringLiteral("Microsoft Graph") : QStringLiteral("EWS");
}

QJsonObject folderJson(const SwitchedFolder &folder)
{
    QJsonObject json{{QStringLiteral("path"), folder.path},
                     {QStringLiteral("pathThere"), folder.pathThere},
                     {QStringLiteral("selected"), folder.selected},
                     {QStringLiteral("stored"), folder.stored},
                     {QStringLiteral("recognised"), folder.recognised},
                     {QStringLiteral("toFetch"), folder.toFetch},
                     {QStringLiteral("unrecognised"), folder.unrecognised},
                     {QStringLiteral("compared"), folder.compared},
                     {QStringLiteral("missingThere"), QJsonArray::fromStringList(folder.missingThere)}};
    if (folder.here >= 0)
        json.insert(QStringLiteral("here"), folder.here);
    if (folder.there >= 0)
        json.insert(QStringLiteral("there"), folder.there);
    return json;
}

QJsonObject reportJson(const SwitchReport &report)
{
    QJsonArray tests;
    for (const TestReport &test : report.tests)
        tests.append(cli::toJson(test, false));
    QJsonArray folders;
    for (const SwitchedFolder &folder : report.folders)
        folders.append(folderJson(folder));
    QJsonObject json{{QStringLiteral("mailbox"), report.mailbox},
                     {QStringLiteral("from"), domain::protocolName(report.from)},
                     {QStringLiteral("to"), domain::protocolName(report.to)},
                     {QStringLiteral("switched"), report.done},
                     {QStringLiteral("possible"), report.possible()},
                     {QStringLiteral("same"), report.same()},
                     {QStringLiteral("tests"), tests},
                     {QStringLiteral("folders"), folders},
                     {QStringLiteral("foldersOnlyHere"), QJsonArray::fromStringList(report.foldersOnlyHere)},
                     {QStringLiteral("foldersOnlyThere"), QJsonArray::fromStringList(report.foldersOnlyThere)}};
    if (report.hereError)
        json.insert(QStringLiteral("hereError"), errorKindName(report.hereError->kind));
    return json;
}

QString folderText(const SwitchReport &report, const SwitchedFolder &folder)
{
    if (folder.pathThere.isEmpty())
        return Cli::tr("%1: %2 stored; not there by %3")
            .arg(folder.path, QString::number(folder.stored), shownName(report.to));
    QString text = Cli::tr("%1: %2 stored, %3 recognised, %4 to be fetched")
                       .arg(folder.path, QString::number(folder.stored), QString::number(folder.recognised),
                            QString::number(folder.toFetch));
    if (folder.here >= 0)
        text += QLatin1Char('\n')
            + Cli::tr("  %1 mails by %2, %3 by %4")
                  .arg(QString::number(folder.here), shownName(report.from), QString::number(folder.there),
                       shownName(report.to));
    for (const QString &id : folder.missingThere)
        text += QLatin1Char('\n') + Cli::tr("  not there by %1: %2").arg(shownName(report.to), id);
    return text;
}

QString textOf(const SwitchReport &report)
{
    QStringList lines;
    for (const SwitchedFolder &folder : report.folders)
        lines << folderText(report, folder);
    for (const QString &path : report.foldersOnlyThere)
        lines << Cli::tr("%1: only by %2").arg(path, shownName(report.to));
    if (report.done)
        lines << Cli::tr("%1 is read and sent by %2 from now on.").arg(report.mailbox, shownName(report.to));
    else if (report.possible())
        lines << Cli::tr("Nothing was changed. Without --dry-run the mailbox is switched.");
    return lines.join(QLatin1Char('\n'));
}

Answer answerOf(const SwitchReport &report, const Invocation &call)
{
    Answer answer;
    answer.json = reportJson(report);
    if (const domain::TestStep *failed = report.refusal()) {
        answer.exitCode = exitCodeFor(report.tests.last());
        if (call.json) {
            answer.error = failed->error;
            answer.sentence = reasonSentence(*failed);
            answer.errorDetail = {{QStringLiteral("step"), domain::toString(failed->kind)},
                                  {QStringLiteral("reason"), domain::reasonName(*failed)}};
        } else {
            answer.notes << Cli::tr("%1 cannot be used for this mailbox, and nothing was changed: %2")
                                .arg(shownName(report.to), reasonSentence(*failed));
        }
        return answer;
    }
    answer.text = textOf(report);
    const QStringList missing = report.missingFolders();
    if (!missing.isEmpty()) {
        answer.exitCode = app::ExitOther;
        const QString words = Cli::tr("folders that are read are not there, and nothing was changed: %1")
                                  .arg(missing.join(QStringLiteral(", ")));
        if (call.json)
            answer.error = Error{ErrorKind::FolderMissing, words, {}, {}};
        else
            answer.notes << words;
    }
    if (report.hereError && !call.json)
        answer.notes << Cli::tr("%1 gave no answer, so what is stored was compared: %2")
                            .arg(shownName(report.from), errorSentence(*report.hereError));
    return answer;
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    desk::SwitchDesk::Options options;
    const QString to = call.value(QStringLiteral("to"));
    if (to == QLatin1String("graph"))
        options.to = Protocol::Graph;
    else if (to == QLatin1String("ews"))
        options.to = Protocol::Ews;
    else
        return wrongUse(Cli::tr("--to wants graph or ews"));
    options.host = call.value(QStringLiteral("host"));
    options.dryRun = call.has(QStringLiteral("dry-run"));
    place.engine();
    struct Run {
        app::QuitSignals quit;
        std::stop_source stop;
    };
    const auto running = std::make_shared<Run>();
    QObject::connect(&running->quit, &app::QuitSignals::asked, &running->quit,
                     [run = running.get()] { run->stop.request_stop(); });
    const auto report
        = andThen<SwitchReport>(place.store(), desk::SettingsDesk(place.context()).mailbox(call.operands.first()),
                                [context = place.context(), options, running](const Mailbox &mailbox) {
                                    return desk::SwitchDesk(context).run(mailbox, options, running->stop.get_token());
                                });
    return andThen<Answer>(place.store(), report, [running, call](const SwitchReport &whole) {
        return readyFuture<Answer>(answerOf(whole, call));
    });
}

} // namespace

Command mailboxSwitchCommand()
{
    return {QStringLiteral("mailbox switch"),
            QStringLiteral("MAILBOX"),
            1,
            1,
            Cli::tr("moves a mailbox from EWS to Microsoft Graph, or back"),
            {{QStringLiteral("to"), QStringLiteral("PROTOCOL"), Cli::tr("graph or ews.")},
             {QStringLiteral("host"), QStringLiteral("HOST"), Cli::tr("Instead of the host of the mailbox's cloud.")},
             {QStringLiteral("dry-run"), {}, Cli::tr("Compares both ways and changes nothing.")}},
            false,
            run};
}

} // namespace liaison::cli
