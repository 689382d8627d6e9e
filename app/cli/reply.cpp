// liaison reply ID: queues an answer; the feed that holds the mailbox sends it.
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/input_file.h"
#include "app/cli/words.h"
#include "app/cli/workplace.h"
#include "core/base/and_then.h"
#include "core/desk/compose_desk.h"
#include "core/store/store.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QStringDecoder>

namespace liaison::cli {

namespace {

constexpr qint64 mostTextBytes = 1024 * 1024;
constexpr qint64 mostAttachmentBytes = 100 * 1024 * 1024;

Result<QString> readText(const QString &path)
{
    const Result<QByteArray> bytes = readInput(path, mostTextBytes);
    if (!bytes)
        return fail(bytes.error());
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString text = utf8(*bytes);
    if (utf8.hasError() || text.contains(QChar::Null))
        return fail(ErrorKind::InvalidInput, Cli::tr("%1 is not a text in UTF-8").arg(path));
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    if (text.trimmed().isEmpty())
        return fail(ErrorKind::InvalidInput, Cli::tr("%1 has no words to send").arg(path));
    return text;
}

Result<QList<mime::Attachment>> readAttachments(const QStringList &paths)
{
    QList<mime::Attachment> attachments;
    qint64 left = mostAttachmentBytes;
    for (const QString &path : paths) {
        if (!QFileInfo(path).isFile())
            return fail(ErrorKind::InvalidInput, Cli::tr("%1 is not a file").arg(path));
        const Result<QByteArray> bytes = readInput(QFileInfo(path).absoluteFilePath(), left);
        if (!bytes)
            return fail(bytes.error());
        left -= bytes->size();
        attachments.append({QFileInfo(path).fileName(), {}, *bytes});
    }
    return attachments;
}

QString withQuotation(QString text, const QString &quotation)
{
    while (text.endsWith(QLatin1Char('\n')))
        text.chop(1);
    qsizetype from = 0;
    while (from < quotation.size() && quotation.at(from).isSpace())
        ++from;
    return from == quotation.size() ? text + QLatin1Char('\n') : text + QStringLiteral("\n\n") + quotation.mid(from);
}

Answer queued(const domain::OutboxMail &mail)
{
    Answer answer;
    answer.json = {{QStringLiteral("outbox"), mail.id.value},
                   {QStringLiteral("messageId"), mail.messageIdHeader},
                   {QStringLiteral("subject"), mail.subject},
                   {QStringLiteral("from"), mail.sender},
                   {QStringLiteral("to"), QJsonArray::fromStringList(mail.recipients)},
                   {QStringLiteral("state"), domain::toString(mail.state)}};
    answer.text = Cli::tr("Queued for %1. A running feed sends it; otherwise “liaison feed run --once” does.")
                      .arg(mail.recipients.join(QStringLiteral(", ")));
    return answer;
}

Future<Answer> send(Workplace &place, desk::ComposeDraft draft, bool outsidersAccepted)
{
    const UtcMs now = place.clock().nowMs();
    desk::ComposeDesk compose(place.context());
    const auto checked = andThen<desk::ComposeDraft>(
        place.store(), compose.check(draft, now), [draft, outsidersAccepted](const desk::SendGuards &guards) {
            if (guards.outsiders.isEmpty() || outsidersAccepted)
                return readyFuture<desk::ComposeDraft>(draft);
            return readyFuture<desk::ComposeDraft>(
                fail(ErrorKind::Conflict,
                     Cli::tr("%1 is neither in the thread nor of its business unit; --accept-outsiders sends it anyway")
                         .arg(guards.outsiders.join(QStringLiteral(", ")))));
        });
    const auto sent = andThen<domain::OutboxMail>(place.store(), checked,
                                                  [context = place.context()](const desk::ComposeDraft &complete) {
                                                      return desk::ComposeDesk(context).send(complete, 0);
                                                  });
    return andThen<Answer>(place.store(), sent,
                           [](const domain::OutboxMail &mail) { return readyFuture<Answer>(queued(mail)); });
}

Future<Answer> run(Workplace &place, const Invocation &call)
{
    bool isNumber = false;
    const MessageId id{call.operands.first().toLongLong(&isNumber)};
    if (!isNumber || id.value < 1)
        return wrongUse(Cli::tr("“%1” is no mail's number").arg(call.operands.first()));
    if (!call.has(QStringLiteral("text")))
        return wrongUse(Cli::tr("“reply” wants --text FILE; “-” is standard input"));
    const Result<QString> text = readText(call.value(QStringLiteral("text")));
    if (!text)
        return readyFuture<Answer>(fail(text.error()));
    const auto attachments = readAttachments(call.options.value(QStringLiteral("attach")));
    if (!attachments)
        return readyFuture<Answer>(fail(attachments.error()));
    const bool accepted = call.has(QStringLiteral("accept-outsiders"));
    const auto draft = desk::ComposeDesk(place.context()).reply(id, call.has(QStringLiteral("all")));
    return andThen<Answer>(place.store(), draft,
                           [&place, text = *text, attachments = *attachments, accepted](desk::ComposeDraft made) {
                               made.text = withQuotation(text, made.text);
                               made.attachments = attachments;
                               return send(place, std::move(made), accepted);
                           });
}

} // namespace

Command replyCommand()
{
    return {
        QStringLiteral("reply"),
        QStringLiteral("ID"),
        1,
        1,
        Cli::tr("queues an answer to a mail"),
        {{QStringLiteral("text"), QStringLiteral("FILE"), Cli::tr("Its words, UTF-8; “-” is standard input.")},
         {QStringLiteral("attach"), QStringLiteral("FILE"), Cli::tr("Attaches a file; may be given several times.")},
         {QStringLiteral("all"), {}, Cli::tr("To everybody the mail went to.")},
         {QStringLiteral("accept-outsiders"),
          {},
          Cli::tr("Also to somebody who is neither in the thread nor of its business unit.")}},
        false,
        run};
}

} // namespace liaison::cli
