// MailDesk: mail and parts of it written to files.
#include "core/base/and_then.h"
#include "core/base/in_pool.h"
#include "core/desk/attachment_file.h"
#include "core/desk/audited.h"
#include "core/desk/mail_desk.h"
#include "core/store/messages.h"

#include <QSaveFile>
#include <QThreadPool>

namespace liaison::desk {

using store::Session;

namespace {

/// RFC 2392: a mail as a URL, for the mark of downloaded files.
QString originOf(const QString &messageIdHeader)
{
    return QStringLiteral("mid:") + QString::fromLatin1(messageIdHeader.toUtf8().toPercentEncoding("@"));
}

struct PartSource {
    QByteArray raw;
    domain::PartInfo part;
    QString messageIdHeader;
};

Result<PartSource> partSource(Session &session, MessageId id, const QString &partPath)
{
    store::Messages messages(session);
    Result<QByteArray> raw = messages.raw(id);
    const Result<QList<domain::PartInfo>> parts = raw ? messages.parts(id) : fail(raw.error());
    const Result<domain::MailFacts> facts = parts ? messages.facts(id) : fail(parts.error());
    if (!facts)
        return fail(facts.error());
    for (const domain::PartInfo &part : *parts) {
        if (part.path == partPath)
            return PartSource{std::move(*raw), part, facts->messageIdHeader};
    }
    return fail(ErrorKind::NotFound, QStringLiteral("no such part"));
}

} // namespace

Future<QString> MailDesk::saveAttachment(MessageId id, QString partPath, QString directory)
{
    const Context context = m_context;
    const auto read
        = context.store->read([id, partPath](Session &session) { return partSource(session, id, partPath); });
    const auto write = [directory](const PartSource &source) {
        return inPool(QThreadPool::globalInstance(), [source, directory]() -> Result<QString> {
            const QString name = safeFileName(source.part.fileName,
                                              QStringLiteral("part-%1.bin").arg(safeFileName(source.part.path, {})));
            return writeNewFile(directory, name, mime::partBytes(source.raw, source.part.path),
                                originOf(source.messageIdHeader));
        });
    };
    const auto note = [context, id, partPath](const QString &path) {
        const QJsonObject detail{{QStringLiteral("part"), partPath}, {QStringLiteral("file"), path}};
        const Future<void> noted = audited(context, QStringLiteral("attachment.save"), objectOf(id), detail,
                                           [](Session &) { return Result<void>(); });
        return andThen<QString>(context.store, noted, [path] { return readyFuture<QString>(path); });
    };
    return andThen<QString>(context.store, andThen<QString>(context.store, read, write), note);
}

Future<QString> MailDesk::saveEml(MessageId id, QString file)
{
    const Context context = m_context;
    const auto read = context.store->read([id](Session &session) -> Result<PartSource> {
        store::Messages messages(session);
        Result<QByteArray> raw = messages.raw(id);
        const Result<domain::MailFacts> facts = raw ? messages.facts(id) : fail(raw.error());
        if (!facts)
            return fail(facts.error());
        return PartSource{std::move(*raw), {}, facts->messageIdHeader};
    });
    const auto write = [file](const PartSource &source) {
        return inPool(QThreadPool::globalInstance(), [source, file]() -> Result<QString> {
            QSaveFile out(file);
            if (!out.open(QIODevice::WriteOnly))
                return fail(ErrorKind::PermissionDenied, out.errorString());
            if (out.write(source.raw) != source.raw.size() || !out.commit())
                return fail(ErrorKind::DiskFull, out.errorString());
            markDownloaded(file, originOf(source.messageIdHeader));
            return file;
        });
    };
    const auto note = [context, id](const QString &path) {
        const Future<void> noted = audited(context, QStringLiteral("mail.save"), objectOf(id),
                                           {{QStringLiteral("file"), path}}, [](Session &) { return Result<void>(); });
        return andThen<QString>(context.store, noted, [path] { return readyFuture<QString>(path); });
    };
    return andThen<QString>(context.store, andThen<QString>(context.store, read, write), note);
}

} // namespace liaison::desk
