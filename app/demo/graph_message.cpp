// message, as Graph shows it.
#include "app/demo/graph_message.h"

#include "app/demo/graph_attachment.h"
#include "core/mime/address_parse.h"
#include "core/mime/body.h"
#include "core/mime/header_text.h"
#include "core/mime/parse.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace liaison::demo {

namespace {

constexpr qsizetype previewChars = 255;

/// One message in the making: what takes the whole mail apart is done once, if at all.
class Source {
public:
    Source(const Graph &graph, const GraphCall &call, const ItemPlace &place)
        : m_graph(graph), m_call(call), m_item(place)
    {
    }

    [[nodiscard]] const ExchangeItem &item() const { return m_item; }
    [[nodiscard]] const DemoMail &mail() const { return m_item.mail(); }
    [[nodiscard]] bool has(const char *flag) const { return mail().flags.contains(flag); }
    [[nodiscard]] QString id() const { return m_graph.messageId(m_call, m_item.place().key, mail().serial); }
    [[nodiscard]] QString parent() const { return m_graph.folderId(m_call.box, m_item.place().key.folder); }
    [[nodiscard]] QString webLink() const
    {
        return QString::fromLatin1(m_call.root).chopped(5) + QStringLiteral("/owa/?ItemID=") + id()
            + QStringLiteral("&exvsurl=1&viewmodel=ReadMessageItem");
    }
    [[nodiscard]] const domain::ParsedMail &parsed() const
    {
        if (!m_parsed)
            m_parsed = mime::parse(mail().raw);
        return *m_parsed;
    }
    [[nodiscard]] QJsonObject body() const
    {
        for (const domain::PartInfo &part : parsed().parts)
            if (!m_call.query.textBodies && !part.isAttachment && part.contentType == QLatin1String("text/html"))
                return {{QStringLiteral("contentType"), QStringLiteral("html")},
                        {QStringLiteral("content"), QString::fromUtf8(mime::partBytes(mail().raw, part.path))}};
        return {{QStringLiteral("contentType"), QStringLiteral("text")},
                {QStringLiteral("content"), parsed().bodyText}};
    }

private:
    const Graph &m_graph;
    const GraphCall &m_call;
    ExchangeItem m_item;
    mutable std::optional<domain::ParsedMail> m_parsed;
};

QJsonValue firstRecipient(const QByteArray &header)
{
    const QJsonArray all = recipientsJson(header);
    return all.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(all.first());
}

QString importanceOf(const Source &source)
{
    const QByteArray said = source.item().header("Importance").toLower();
    return said == "high" || said == "low" ? QString::fromLatin1(said) : QStringLiteral("normal");
}

QString conversationIndex(const Source &source)
{
    const QByteArray said = source.item().header("Thread-Index");
    const QByteArray made
        = QCryptographicHash::hash(source.item().conversation().toUtf8(), QCryptographicHash::Sha256).left(22);
    return QString::fromLatin1(said.isEmpty() ? made.toBase64() : said);
}

struct Property {
    const char *name;
    bool usual; ///< without a $select
    QJsonValue (*value)(const Source &source);
};
using S = const Source &;

constexpr std::array properties{
    Property{"id", true, [](S s) { return QJsonValue(s.id()); }},
    Property{"createdDateTime", true, [](S s) { return QJsonValue(s.item().receivedAt()); }},
    Property{"lastModifiedDateTime", true, [](S s) { return QJsonValue(s.item().receivedAt()); }},
    Property{"changeKey", true, [](S s) { return QJsonValue(changeKeyText(s.mail().modSeq)); }},
    Property{"categories", true, [](S) { return QJsonValue(QJsonArray()); }},
    Property{"receivedDateTime", true, [](S s) { return QJsonValue(s.item().receivedAt()); }},
    Property{"sentDateTime", true, [](S s) { return QJsonValue(s.item().sentAt()); }},
    Property{"hasAttachments", true, [](S s) { return QJsonValue(s.item().hasAttachments()); }},
    Property{"internetMessageId", true,
             [](S s) { return QJsonValue(QString::fromUtf8(s.item().header("Message-ID"))); }},
    Property{"subject", true, [](S s) { return QJsonValue(s.item().subject()); }},
    Property{"bodyPreview", true, [](S s) { return QJsonValue(s.parsed().bodyText.simplified().left(previewChars)); }},
    Property{"importance", true, [](S s) { return QJsonValue(importanceOf(s)); }},
    Property{"parentFolderId", true, [](S s) { return QJsonValue(s.parent()); }},
    Property{"conversationId", true, [](S s) { return QJsonValue(toGraphId(s.item().conversation())); }},
    Property{"conversationIndex", true, [](S s) { return QJsonValue(conversationIndex(s)); }},
    Property{"isDeliveryReceiptRequested", true,
             [](S s) { return QJsonValue(!s.item().header("Return-Receipt-To").isEmpty()); }},
    Property{"isReadReceiptRequested", true,
             [](S s) { return QJsonValue(!s.item().header("Disposition-Notification-To").isEmpty()); }},
    Property{"isRead", true, [](S s) { return QJsonValue(s.item().isRead()); }},
    Property{"isDraft", true, [](S s) { return QJsonValue(s.has("\\Draft")); }},
    Property{"webLink", true, [](S s) { return QJsonValue(s.webLink()); }},
    Property{"inferenceClassification", true, [](S) { return QJsonValue(QStringLiteral("focused")); }},
    Property{"body", true, [](S s) { return QJsonValue(s.body()); }},
    Property{"sender", true,
             [](S s) {
                 const QByteArray sender = s.item().header("Sender");
                 return firstRecipient(sender.isEmpty() ? s.item().header("From") : sender);
             }},
    Property{"from", true, [](S s) { return firstRecipient(s.item().header("From")); }},
    Property{"toRecipients", true, [](S s) { return QJsonValue(recipientsJson(s.item().header("To"))); }},
    Property{"ccRecipients", true, [](S s) { return QJsonValue(recipientsJson(s.item().header("Cc"))); }},
    Property{"bccRecipients", true, [](S s) { return QJsonValue(recipientsJson(s.item().header("Bcc"))); }},
    Property{"replyTo", true, [](S s) { return QJsonValue(recipientsJson(s.item().header("Reply-To"))); }},
    Property{"flag", true,
             [](S s) {
                 return QJsonValue(
                     QJsonObject{{QStringLiteral("flagStatus"),
                                  s.has("\\Flagged") ? QStringLiteral("flagged") : QStringLiteral("notFlagged")}});
             }},
    Property{"uniqueBody", false, [](S s) { return QJsonValue(s.body()); }},
    Property{"internetMessageHeaders", false,
             [](S s) { // a draft has none yet
                 return s.has("\\Draft") ? QJsonValue(QJsonValue::Undefined) : QJsonValue(headersJson(s.item()));
             }},
};
static_assert(properties.size() <= 64, "a bit a property");

} // namespace

QJsonArray recipientsJson(const QByteArray &header)
{
    QJsonArray all;
    if (header.isEmpty())
        return all;
    for (const domain::Address &who : mime::parseAddresses(header))
        all << QJsonObject{{QStringLiteral("emailAddress"),
                            QJsonObject{{QStringLiteral("name"), who.name.isEmpty() ? who.address : who.name},
                                        {QStringLiteral("address"), who.address}}}};
    return all;
}

QJsonArray headersJson(const ExchangeItem &item)
{
    constexpr int mostFields = 2'000;
    QJsonArray all;
    for (const mime::RawHeader &field : mime::splitHeaders(item.mail().raw, mostFields).fields)
        all << QJsonObject{{QStringLiteral("name"), QString::fromUtf8(field.name)},
                           {QStringLiteral("value"), QString::fromUtf8(mime::unfolded(field.value).trimmed())}};
    return all;
}

QString etagOf(const DemoMail &mail)
{
    return QStringLiteral("W/\"%1\"").arg(changeKeyText(mail.modSeq));
}

bool MessageShape::wants(const char *name) const
{
    const auto found = std::find_if(properties.begin(), properties.end(),
                                    [name](const Property &property) { return qstrcmp(property.name, name) == 0; });
    return select == 0 ? found->usual : (select >> quint64(found - properties.begin()) & 1U) != 0;
}

GraphOutcome<quint64> messageSelection(const QStringList &names)
{
    quint64 select = 0;
    for (const QString &name : names) {
        const auto found = std::find_if(properties.begin(), properties.end(), [&name](const Property &property) {
            return name.compare(QLatin1String(property.name), Qt::CaseInsensitive) == 0;
        });
        if (found == properties.end())
            return badQuery(
                QStringLiteral("Could not find a property named '%1' on type 'Microsoft.OutlookServices.Message'.")
                    .arg(name));
        select |= quint64(1) << quint64(found - properties.begin());
    }
    return names.isEmpty() ? 0 : select | 1U; // the id is always there
}

QJsonObject messageJson(const Graph &graph, const GraphCall &call, const ItemPlace &place, const MessageShape &shape)
{
    const Source source(graph, call, place);
    QJsonObject json{{QStringLiteral("@odata.etag"), etagOf(*place.mail)}};
    for (std::size_t i = 0; i < properties.size(); ++i) {
        const Property &property = properties.at(i);
        if (shape.select == 0 ? !property.usual : (shape.select >> i & 1U) == 0)
            continue;
        const QJsonValue value = property.value(source);
        if (!value.isUndefined())
            json.insert(QLatin1String(property.name), value);
    }
    QJsonArray extended;
    for (const GraphProperty &property : shape.extended)
        if (const auto value = source.item().extended(property.key))
            extended << QJsonObject{{QStringLiteral("id"), property.id}, {QStringLiteral("value"), *value}};
    if (!extended.isEmpty())
        json.insert(QStringLiteral("singleValueExtendedProperties"), extended);
    if (shape.attachments)
        json.insert(QStringLiteral("attachments"), attachmentsJson(place));
    return json;
}

GraphReply messageReply(const Graph &graph, const GraphCall &call, const ItemPlace &place, int status)
{
    QJsonObject json = messageJson(graph, call, place, {});
    json.insert(QStringLiteral("@odata.context"), call.context(QStringLiteral("messages/$entity")));
    HttpFields fields;
    if (status == 201)
        fields.emplaceBack(
            "Location",
            call.location(QStringLiteral("messages('%1')").arg(graph.messageId(call, place.key, place.mail->serial))));
    return jsonReply(json, status, fields);
}

} // namespace liaison::demo
