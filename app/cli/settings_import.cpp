// liaison settings import FILE: mailboxes and business units from JSON, all of them or none.
#include "app/cli/command.h"
#include "app/cli/input_file.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/settings_desk.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

/// Every fault by its path; the sentence names them all, the JSON error lists them.
Answer refusal(const QString &path, const QList<desk::SettingsFault> &faults)
{
    constexpr qsizetype mostShown = 20;
    QStringList words;
    QJsonArray list;
    for (const desk::SettingsFault &fault : faults) {
        list.append(QJsonObject{{QStringLiteral("path"), fault.path}, {QStringLiteral("problem"), fault.problem}});
        if (words.size() < mostShown)
            words << fault.path + QLatin1Char(' ') + fault.problem;
    }
    if (faults.size() > mostShown)
        words << Cli::tr("and %n more", nullptr, static_cast<int>(faults.size() - mostShown));
    Answer answer;
    answer.exitCode = app::ExitConfiguration;
    answer.error = Error{ErrorKind::InvalidInput,
                         Cli::tr("nothing of %1 was taken over").arg(path) + QStringLiteral(": ")
                             + words.join(QStringLiteral("; ")),
                         {},
                         {}};
    answer.errorDetail = {{QStringLiteral("faults"), list}};
    return answer;
}

Answer done(const desk::SettingsDesk::Summary &summary)
{
    Answer answer;
    answer.json = {
        {QStringLiteral("mailboxes"),
         QJsonObject{{QStringLiteral("added"), summary.mailboxesAdded},
                     {QStringLiteral("changed"), summary.mailboxesChanged},
                     {QStringLiteral("removed"), summary.mailboxesRemoved}}},
        {QStringLiteral("businessUnits"),
         QJsonObject{{QStringLiteral("added"), summary.unitsAdded}, {QStringLiteral("changed"), summary.unitsChanged}}},
        {QStringLiteral("templates"),
         QJsonObject{{QStringLiteral("added"), summary.templatesAdded},
                     {QStringLiteral("changed"), summary.templatesChanged}}}};
    answer.text = Cli::tr("Mailboxes: %1 added, %2 changed, %3 removed.\nBusiness units: %4 added, %5 changed.\n"
                          "Templates: %6 added, %7 changed.")
                      .arg(summary.mailboxesAdded)
                      .arg(summary.mailboxesChanged)
                      .arg(summary.mailboxesRemoved)
                      .arg(summary.unitsAdded)
                      .arg(summary.unitsChanged)
                      .arg(summary.templatesAdded)
                      .arg(summary.templatesChanged);
    return answer;
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    const QString &path = call.operands.first();
    const Result<QByteArray> bytes = readInput(path, desk::mostSettingsBytes);
    if (!bytes)
        return readyFuture<Answer>(fail(bytes.error()));
    const desk::SettingsReading reading = desk::settingsFromJson(*bytes);
    if (!reading.faults.isEmpty())
        return readyFuture<Answer>(refusal(path, reading.faults));
    const auto applied
        = desk::SettingsDesk(place.context()).apply(reading.settings, call.has(QStringLiteral("replace")));
    return andThen<Answer>(place.store(), applied, [](const desk::SettingsDesk::Summary &summary) {
        return readyFuture<Answer>(done(summary));
    });
}

} // namespace

Command settingsImportCommand()
{
    return {QStringLiteral("settings import"),
            QStringLiteral("FILE"),
            1,
            1,
            Cli::tr("takes over mailboxes and business units from JSON"),
            {{QStringLiteral("replace"), {}, Cli::tr("Removes the mailboxes that the file does not name.")}},
            true,
            run};
}

} // namespace liaison::cli
