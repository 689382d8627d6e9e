#pragma once

#include "core/domain/address.h"
#include "core/graph/message.h"
#include "core/graph/operation.h"

#include <QByteArray>
#include <QList>

namespace liaison::graph {

/// A file of a mail that goes up in parts.
struct PartFile {
    QString name;
    QString contentType;
    QString contentId = {}; ///< without angle brackets
    bool isInline = false;
    QByteArray bytes;
    friend bool operator==(const PartFile &, const PartFile &) = default;
};

/// A mail as properties, for one that is too large to go up as MIME (`largestMimeUpload`): first CreateMessage, then
/// each file by AddAttachment or an upload session, then SendDraft. Exchange makes the MIME of it, so that it is not
/// byte for byte what was composed; Message-ID, threading, subject, body and files are.
struct MessageParts {
    QString messageId; ///< with angle brackets, as all three
    QString inReplyTo = {};
    QString references = {}; ///< oldest first, with blanks between
    QString subject = {};
    domain::Addresses from = {}; ///< one or none
    domain::Addresses to = {};
    domain::Addresses cc = {};
    domain::Addresses bcc = {};
    domain::Addresses replyTo = {};
    QString body = {};
    bool bodyIsHtml = false;
    QList<PartFile> files = {};
    friend bool operator==(const MessageParts &, const MessageParts &) = default;
};

/// The parts of a mail that mime::compose() made: its HTML if it has any, else its text, and every other part as a
/// file. `bcc` are the recipients that no header names.
MessageParts partsOf(const QByteArray &mime, const domain::Addresses &bcc = {});

/// POST messages as properties, without the files: a draft.
class CreateMessage final : public Operation<Message> {
public:
    static Request request(const MailboxRef &mailbox, const MessageParts &parts);

private:
    Answer<Message> read(const HttpHead &head, const QJsonObject &body) override;
};

/// POST messages/{id}/attachments: a file below `largestPlainAttachment`. The answer is its id.
class AddAttachment final : public Operation<QString> {
public:
    static Request request(const MailboxRef &mailbox, const QString &messageId, const PartFile &file);

private:
    Answer<QString> read(const HttpHead &head, const QJsonObject &body) override;
};

} // namespace liaison::graph
