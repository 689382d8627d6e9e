// liaison settings export FILE: mailboxes and business units as JSON, without secrets.
#include "app/cli/command.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/settings_desk.h"
#include "core/store/store.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace liaison::cli {

namespace {

Result<Answer> write(const desk::Settings &settings, const QString &path, bool asOneLine)
{
    const QByteArray json = desk::settingsToJson(settings);
    Answer answer;
    if (path == QLatin1String("-")) {
        if (asOneLine)
            answer.json = QJsonDocument::fromJson(json).object();
        else
            answer.raw = json;
        return answer;
    }
    // QSaveFile puts a new file in the place of what is there: of a device or a pipe, too.
    if (const QFileInfo there(path); there.exists() && !there.isFile())
        return fail(ErrorKind::InvalidInput, Cli::tr("%1 is no file").arg(path));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorKind::InvalidInput, Cli::tr("%1 cannot be written (%2)").arg(path, file.errorString()));
    if (file.write(json) != json.size() || !file.commit())
        return fail(ErrorKind::DiskFull, Cli::tr("%1 cannot be written (%2)").arg(path, file.errorString()));
    answer.json = {{QStringLiteral("file"), path},
                   {QStringLiteral("mailboxes"), settings.mailboxes.size()},
                   {QStringLiteral("businessUnits"), settings.businessUnits.size()}};
    answer.text
        = Cli::tr("Exported to %1: %n mailbox(es)", nullptr, static_cast<int>(settings.mailboxes.size())).arg(path)
        + Cli::tr(", %n business unit(s).", nullptr, static_cast<int>(settings.businessUnits.size()));
    return answer;
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    return andThen<Answer>(place.store(), desk::SettingsDesk(place.context()).current(),
                           [path = call.operands.first(), json = call.json](const desk::Settings &settings) {
                               return readyFuture<Answer>(write(settings, path, json));
                           });
}

} // namespace

Command settingsExportCommand()
{
    return {QStringLiteral("settings export"),
            QStringLiteral("FILE"),
            1,
            1,
            Cli::tr("writes mailboxes and business units as JSON"),
            {},
            false,
            run};
}

} // namespace liaison::cli
