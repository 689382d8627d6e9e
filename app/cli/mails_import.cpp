// liaison mails import FILE|DIR: EML, mbox and Maildir, as if the mails had arrived.
#include "app/cli/command.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/mail_import.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

Answer done(const desk::ImportSummary &summary)
{
    Answer answer;
    answer.json = {{QStringLiteral("imported"), summary.imported},
                   {QStringLiteral("known"), summary.known},
                   {QStringLiteral("matched"), summary.matched},
                   {QStringLiteral("unmatched"), summary.unmatched},
                   {QStringLiteral("failed"), summary.failed},
                   {QStringLiteral("problems"), QJsonArray::fromStringList(summary.problems)}};
    answer.text = Cli::tr("%n mail(s) imported", nullptr, summary.imported)
        + Cli::tr(", %1 known already; %2 matched, %3 unmatched.")
              .arg(summary.known)
              .arg(summary.matched)
              .arg(summary.unmatched);
    if (summary.failed > 0) {
        answer.notes = summary.problems;
        answer.notes << Cli::tr("%n could not be imported", nullptr, summary.failed);
        answer.exitCode = app::ExitOther;
    }
    return answer;
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    auto *import = new desk::MailImport(place.context(), call.operands.first());
    return andThen<Answer>(place.store(), import->run(),
                           [](const desk::ImportSummary &summary) { return readyFuture<Answer>(done(summary)); });
}

} // namespace

Command mailsImportCommand()
{
    return {QStringLiteral("mails import"),
            QStringLiteral("PATH"),
            1,
            1,
            Cli::tr("imports an EML file, an mbox, a Maildir or a folder of them"),
            {},
            true,
            run};
}

} // namespace liaison::cli
