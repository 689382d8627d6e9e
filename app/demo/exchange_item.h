#pragma once

#include "app/demo/exchange.h"
#include "app/demo/exchange_shape.h"
#include "core/mime/header_block.h"

namespace liaison::demo {

/// One mail as Exchange shows it: its properties are read from the MIME when they are asked for.
class ExchangeItem {
public:
    explicit ExchangeItem(const ItemPlace &place) : m_place(place) { }

    [[nodiscard]] const ItemPlace &place() const { return m_place; }
    [[nodiscard]] const DemoMail &mail() const { return *m_place.mail; }
    [[nodiscard]] QByteArray header(const char *name) const;
    [[nodiscard]] QString subject() const;
    [[nodiscard]] bool isRead() const { return mail().flags.contains("\\Seen"); }
    [[nodiscard]] bool hasAttachments() const;
    [[nodiscard]] QString itemClass() const;
    [[nodiscard]] QString sentAt() const;     ///< xs:dateTime
    [[nodiscard]] QString receivedAt() const; ///< xs:dateTime
    [[nodiscard]] QString conversation() const;
    /// A MAPI property's value; none where the item has no such one.
    [[nodiscard]] std::optional<QString> extended(const QByteArray &key) const;

private:
    ItemPlace m_place;
    mutable std::optional<mime::HeaderBlock> m_headers;
};

/// t:ItemId of a mail.
void writeItemId(XmlOut &out, const ExchangeKey &key, quint64 modSeq);
/// t:Message with what the shape asks for, in the schema's order.
void writeItem(XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape, ews::ServerVersion version);
/// Its fields before t:ExtendedProperty, and those behind it.
void writeItemFields(XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape, ews::ServerVersion version);
void writeMessageFields(XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape, ews::ServerVersion version);
/// The same for t:Attachments and t:Body, which take the whole mail apart.
void writeBody(XmlOut &out, const ExchangeItem &item, const ExchangeShape &shape);
void writeAttachments(XmlOut &out, const ExchangeItem &item);

/// "2026-11-22T01:02:03Z"
QString exchangeTime(UtcMs at);

} // namespace liaison::demo
