#pragma once

#include "core/domain/address.h"
#include "core/ews/element.h"
#include "core/ews/ids.h"
#include "core/ews/request_writer.h"

#include <QByteArray>
#include <QList>
#include <QPair>

#include <optional>

namespace liaison::ews {

/// What an item's last verb (0x1081) says was done with it; icon index (0x1080) goes along.
enum class LastVerb { None = 0, Replied = 102, RepliedAll = 103, Forwarded = 104 };

/// An attachment as the item lists it; GetAttachment fetches its content.
struct AttachmentInfo {
    QString id;
    QString name;
    QString contentType;
    QString contentId;
    qint64 size = -1;
    bool isInline = false;
    bool isItem = false; ///< t:ItemAttachment: a mail or appointment within
};

/// An item as far as it was asked for; what was not is empty.
struct Item {
    ItemId id;
    QString element; ///< "Message", "MeetingRequest", "CalendarItem", …
    QString parentFolderId;
    QString itemClass; ///< "IPM.Note"
    QString subject;
    std::optional<qint64> receivedAt; ///< UTC milliseconds
    std::optional<qint64> sentAt;
    qint64 size = -1;
    domain::Addresses from; ///< one or none
    domain::Addresses sender;
    domain::Addresses to;
    domain::Addresses cc;
    domain::Addresses bcc;
    domain::Addresses replyTo;
    QString messageId; ///< as the server has it, mostly with angle brackets
    QString inReplyTo;
    QString references;
    QString conversationId; ///< from 2010
    QString preview;        ///< from 2013
    bool read = false;
    bool draft = false;
    bool hasAttachments = false;
    bool flagged = false; ///< from 2013
    LastVerb lastVerb = LastVerb::None;
    // ItemShape::Properties
    QString body;
    bool bodyIsHtml = false;
    QList<QPair<QString, QString>> headers; ///< m:InternetMessageHeaders in their order
    QList<AttachmentInfo> attachments;
    // ItemShape::Mime and MimeUtf8
    static constexpr int noMime = -1;
    static constexpr int brokenMime = -2; ///< something else than base64 stands there
    int mimeCut = noMime;                 ///< number of the content in the CutSink
    QByteArray mime;                      ///< RFC 5322 bytes; empty where a sink of the caller's took them
};

/// What to ask of an item.
enum class ItemShape {
    IdOnly,
    Headers,   ///< what a list shows; for t:Message and what derives from it
    AnyItem,   ///< what every kind of item has: after ErrorInvalidPropertyRequest for Headers
    Mime,      ///< the mail itself with flags and dates; of every kind of item
    MimeUtf8,  ///< the same by MimeContentUTF8, for mail that Mime cannot be had of; before 2013 SP1 as Mime
    Properties ///< all that a mail can be rebuilt from where there is no MIME
};

/// m:ItemShape.
void writeItemShape(RequestWriter &writer, ItemShape shape, ServerVersion version);

ItemId itemIdFrom(const Element &element);
/// Reads any kind of item element.
Item itemFrom(const Element &element);
/// The t:Mailbox elements in an element such as t:ToRecipients. Addresses that are no SMTP addresses (RoutingType EX)
/// come with an empty address.
domain::Addresses mailboxesFrom(const Element &element);

} // namespace liaison::ews
