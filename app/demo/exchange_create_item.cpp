#include "app/demo/exchange_item.h"
#include "app/demo/exchange_operations.h"
#include "app/demo/exchange_properties.h"
#include "app/demo/mail_envelope.h"
#include "core/mime/address_parse.h"
#include "core/mime/header_block.h"

#include <QDateTime>

namespace liaison::demo {

namespace {

constexpr int mostFields = 2'000;

QStringList mailboxesIn(const ews::Element &list)
{
    QStringList all;
    for (const ews::Element &mailbox : list.children)
        all << mailbox.childText("EmailAddress").trimmed();
    return all;
}

struct NewItem {
    const ews::Element *message = nullptr;
    QByteArray mime;
    QStringList recipients; ///< of all kinds
    QStringList bcc;        ///< those that no header names
};

Outcome<NewItem> readItem(const ExchangeCall &call, const ews::Element &message)
{
    NewItem item{&message, {}, {}, {}};
    const ews::Element &content = message.child("MimeContent");
    if (!content.exists() || content.text.isEmpty())
        return refused("ErrorMimeContentInvalid", "Mime content is invalid.");
    bool isCut = false;
    const int cut = content.text.toInt(&isCut);
    if (!isCut || !call.cuts->isIntact(cut))
        return refused("ErrorMimeContentInvalidBase64String", "Mime content is not a valid base64 string.");
    item.mime = call.cuts->take(cut);
    if (item.mime.isEmpty())
        return refused("ErrorMimeContentInvalid", "Mime content is invalid.");
    item.recipients = recipientsIn(item.mime);
    item.bcc = mailboxesIn(message.child("BccRecipients"));
    for (const QString &address :
         mailboxesIn(message.child("ToRecipients")) + mailboxesIn(message.child("CcRecipients")) + item.bcc)
        addRecipients(item.recipients, {{{}, address}});
    return item;
}

/// Nobody sends in another's name who may not open their mailbox.
bool maySendAs(const Exchange &exchange, const ExchangeCall &call, const QByteArray &raw)
{
    const domain::Addresses from = mime::parseAddresses(mime::splitHeaders(raw, mostFields).value("From"));
    for (const domain::Address &address : from) {
        const DemoMailbox *box = exchange.post()->mailbox(address.address);
        if (!box || !exchange.mayOpen(call, box))
            return false;
    }
    return true;
}

/// When a filed mail was received: what it says itself, except in Sent Items, where it is now.
UtcMs filedAt(const FolderPlace &folder, const NewItem &item, UtcMs now)
{
    if (folder.folder.distinguished == QLatin1String("sentitems"))
        return now;
    for (const ews::Element &property : item.message->children) {
        const bool delivery = extendedFieldFrom(property.child("ExtendedFieldURI")).key == "0xe06";
        const auto time = delivery ? ews::timeFrom(property.childText("Value")) : std::nullopt;
        if (time)
            return *time;
    }
    const QByteArray date = mime::splitHeaders(item.mime, mostFields).value("Date");
    const QDateTime said = QDateTime::fromString(QString::fromLatin1(date), Qt::RFC2822Date);
    return said.isValid() ? said.toMSecsSinceEpoch() : now;
}

ItemPlace file(const Exchange &exchange, const FolderPlace &folder, const NewItem &item, bool draft)
{
    const UtcMs now = QDateTime::currentMSecsSinceEpoch();
    const QByteArray bcc
        = item.bcc.isEmpty() ? QByteArray() : "Bcc: " + item.bcc.join(QStringLiteral(", ")).toUtf8() + "\r\n";
    quint32 uid = 0;
    folder.box->append(folder.folder.mails->path, bcc + item.mime, draft ? filedAt(folder, item, now) : now,
                       draft ? QSet<QByteArray>{"\\Seen", "\\Draft"} : QSet<QByteArray>{"\\Seen"}, &uid);
    ItemPlace place{exchange.keyOf(folder.box, folder.folder, uid), folder.box, folder.folder, nullptr};
    applyProperties(place, *item.message);
    place.mail = folder.folder.mails->find(uid);
    return place;
}

Outcome<void> create(Exchange &exchange, const ExchangeCall &call, const ews::Element &message, XmlOut &out,
                     ResponseMessages &messages)
{
    const QString disposition = call.body->attribute("MessageDisposition");
    const bool sends = disposition != QLatin1String("SaveOnly");
    const bool saves = disposition != QLatin1String("SendOnly");
    if (!message.is("Message"))
        return refused("ErrorUnsupportedTypeForConversion", "This demo's server makes messages alone.");
    const auto item = readItem(call, message);
    if (!item)
        return tl::unexpected(item.error());
    ews::Element standard;
    standard.name = QStringLiteral("DistinguishedFolderId");
    standard.attributes = {{QStringLiteral("Id"), sends ? QStringLiteral("sentitems") : QStringLiteral("drafts")}};
    const ews::Element &given = call.body->child("SavedItemFolderId");
    auto folder = exchange.folder(call, given.children.empty() ? standard : given.children.front());
    if (saves && (!folder || !folder->folder.isMail()))
        return refused("ErrorSavedItemFolderNotFound", "The folder to save the item in could not be found.");
    if (sends && !maySendAs(exchange, call, item->mime))
        return refused("ErrorSendAsDenied",
                       "The user account which was used to submit this request does not have the right to send mail "
                       "on behalf of the specified sending account.");
    if (sends && item->recipients.isEmpty())
        return refused("ErrorInvalidRecipients", "At least one recipient isn't valid.");
    ItemPlace place;
    if (saves)
        place = file(exchange, *folder, *item, !sends);
    if (sends)
        exchange.post()->handIn(
            {call.box->address(), item->recipients, withoutBcc(item->mime), QDateTime::currentMSecsSinceEpoch()});
    messages.success().open("m:Items");
    if (!sends) {
        out.open("t:Message");
        writeItemId(out, place.key, place.mail->modSeq);
        out.close();
    }
    out.close();
    messages.close();
    return {};
}

} // namespace

std::optional<Refusal> answerCreateItem(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    ResponseMessages messages(out, "CreateItem");
    for (const ews::Element &message : call.body->child("Items").children)
        if (const auto done = create(exchange, call, message, out, messages); !done)
            messages.refuse(done.error(), "m:Items");
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
