// liaison mails show ID: one mail as text, JSON, inert HTML or as it was received.
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/mail_json.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/mail_desk.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::cli {

namespace {

struct Shown {
    store::MailRow row;
    QString incident;
    QList<domain::PartInfo> parts;
};

Result<Shown> read(store::Session &session, MessageId id, const QString &person)
{
    store::Messages messages(session);
    const auto row = messages.row(id, person);
    const auto keys = row ? incidentKeys(session, {*row}) : fail(row.error());
    const auto parts = keys ? messages.parts(id) : fail(keys.error());
    if (!parts)
        return fail(parts.error());
    return Shown{*row, row->incident ? keys->value(*row->incident) : QString(), *parts};
}

QString plainText(const mime::MailBody &body)
{
    QStringList texts;
    for (const mime::MailBody::Section &section : body.sections)
        texts << section.plain;
    return texts.join(QStringLiteral("\n\n"));
}

QString people(const domain::Addresses &addresses)
{
    QStringList all;
    for (const domain::Address &address : addresses)
        all << domain::displayAddress(address);
    return oneLine(all.join(QStringLiteral(", ")), 2'000);
}

Answer asText(const Shown &shown, const mime::MailBody &body)
{
    QStringList lines{Cli::tr("From: %1").arg(people({shown.row.from})), Cli::tr("To: %1").arg(people(shown.row.to))};
    if (!shown.row.cc.isEmpty())
        lines << Cli::tr("Cc: %1").arg(people(shown.row.cc));
    lines << Cli::tr("Subject: %1").arg(oneLine(shown.row.subject, 1'000))
          << Cli::tr("Arrived: %1").arg(timeText(shown.row.arrivedAt));
    lines << (shown.incident.isEmpty() ? Cli::tr("Incident: none") : Cli::tr("Incident: %1").arg(shown.incident));
    for (const domain::PartInfo &part : shown.parts) {
        if (part.isAttachment)
            lines << Cli::tr("Attachment: %1 (%2, %3 bytes)")
                         .arg(oneLine(part.fileName, 200), part.contentType, QString::number(part.size));
    }
    Answer answer;
    answer.text = lines.join(QLatin1Char('\n')) + QStringLiteral("\n\n") + plainText(body);
    return answer;
}

Answer asJson(const Shown &shown, const mime::MailBody &body)
{
    QJsonArray parts;
    for (const domain::PartInfo &part : shown.parts)
        parts.append(QJsonObject{{QStringLiteral("path"), part.path},
                                 {QStringLiteral("contentType"), part.contentType},
                                 {QStringLiteral("sniffedType"), part.sniffedType},
                                 {QStringLiteral("fileName"), part.fileName},
                                 {QStringLiteral("size"), part.size},
                                 {QStringLiteral("sha256"), QString::fromLatin1(part.sha256.toHex())},
                                 {QStringLiteral("isAttachment"), part.isAttachment}});
    Answer answer;
    answer.json = mailToJson(shown.row, shown.incident);
    answer.json.insert(QStringLiteral("text"), plainText(body));
    answer.json.insert(QStringLiteral("parts"), parts);
    return answer;
}

/// HTML as a terminal may get it, too: without control characters.
QByteArray printableHtml(QString html)
{
    html.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    return html.toUtf8();
}

/// Each body part a document of its own, never joined (EFAIL).
Answer asHtml(const mime::MailBody &body)
{
    QByteArray html;
    for (const mime::MailBody::Section &section : body.sections) {
        html += "<!-- part " + section.partPath.toUtf8() + " -->\n";
        html += section.isHtml && !section.html.tooLarge
            ? printableHtml(section.html.html)
            : "<pre>" + printableHtml(section.plain.toHtmlEscaped()) + "</pre>";
        html += '\n';
    }
    Answer answer;
    answer.raw = html;
    return answer;
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    bool isNumber = false;
    const MessageId id{call.operands.first().toLongLong(&isNumber)};
    if (!isNumber || id.value < 1)
        return wrongUse(Cli::tr("“%1” is no mail's number").arg(call.operands.first()));
    const bool html = call.has(QStringLiteral("html"));
    const bool source = call.has(QStringLiteral("source"));
    const int forms = int(call.json) + int(html) + int(source) + int(call.has(QStringLiteral("text")));
    if (forms > 1)
        return wrongUse(Cli::tr("--json, --text, --html and --source exclude each other"));
    desk::MailDesk mails(place.context());
    if (source)
        return andThen<Answer>(place.store(), mails.source(id), [](const QByteArray &raw) {
            Answer answer;
            answer.raw = raw;
            return readyFuture<Answer>(answer);
        });
    if (html)
        return andThen<Answer>(place.store(), mails.open(id),
                               [](const mime::MailBody &body) { return readyFuture<Answer>(asHtml(body)); });
    const auto shown = place.store()->read(
        [id, person = place.context().actor.person](store::Session &session) { return read(session, id, person); });
    return andThen<Answer>(place.store(), shown, [&place, id, json = call.json](const Shown &mail) {
        return andThen<Answer>(place.store(), desk::MailDesk(place.context()).open(id),
                               [mail, json](const mime::MailBody &body) {
                                   return readyFuture<Answer>(json ? asJson(mail, body) : asText(mail, body));
                               });
    });
}

} // namespace

Command mailsShowCommand()
{
    return {QStringLiteral("mails show"),
            QStringLiteral("ID"),
            1,
            1,
            Cli::tr("shows a mail"),
            {{QStringLiteral("text"), {}, Cli::tr("Its words; the default.")},
             {QStringLiteral("html"), {}, Cli::tr("Its HTML made inert: no script, nothing remote.")},
             {QStringLiteral("source"), {}, Cli::tr("Its bytes as they were received.")}},
            false,
            run};
}

} // namespace liaison::cli
