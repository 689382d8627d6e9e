// Single-value extended properties, and what of a message can be set.
#include "app/demo/exchange_properties.h"
#include "app/demo/graph_message.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace liaison::demo {

namespace {

constexpr std::array typeNames{"Boolean", "Integer", "Long", "String", "SystemTime", "Double", "Short", "Binary"};

/// The sets that EWS has names for: a property is the same one by either protocol.
QString setName(const QString &guid)
{
    if (guid == QLatin1String("00020329-0000-0000-c000-000000000046"))
        return QStringLiteral("publicstrings");
    if (guid == QLatin1String("00062008-0000-0000-c000-000000000046"))
        return QStringLiteral("common");
    if (guid == QLatin1String("00020386-0000-0000-c000-000000000046"))
        return QStringLiteral("internetheaders");
    return guid;
}

/// The id's in $filter=id eq '…' or id eq '…'.
QStringList idsIn(const QString &filter)
{
    static const QRegularExpression one(QStringLiteral("id\\s+eq\\s+'([^']*)'"),
                                        QRegularExpression::CaseInsensitiveOption);
    QStringList ids;
    for (auto found = one.globalMatch(filter); found.hasNext();)
        ids << found.next().captured(1);
    return ids;
}

/// "a,b($filter=c,d)" at its outer commas.
QStringList splitOutside(const QString &text)
{
    QStringList parts{QString()};
    int depth = 0;
    for (const QChar c : text) {
        depth += c == QLatin1Char('(') ? 1 : c == QLatin1Char(')') ? -1 : 0;
        if (c == QLatin1Char(',') && depth == 0)
            parts << QString();
        else
            parts.last() += c;
    }
    return parts;
}

/// What a message's MIME holds: it comes with its making and stays.
bool isFixed(const QString &name)
{
    static const QStringList names{QStringLiteral("subject"),
                                   QStringLiteral("body"),
                                   QStringLiteral("toRecipients"),
                                   QStringLiteral("ccRecipients"),
                                   QStringLiteral("bccRecipients"),
                                   QStringLiteral("from"),
                                   QStringLiteral("sender"),
                                   QStringLiteral("replyTo"),
                                   QStringLiteral("importance"),
                                   QStringLiteral("attachments"),
                                   QStringLiteral("categories"),
                                   QStringLiteral("internetMessageId"),
                                   QStringLiteral("internetMessageHeaders")};
    return names.contains(name);
}

/// Message-ID and references: properties that mimeOf() has made headers of.
bool isInMime(const QByteArray &key)
{
    return key == "0x1035" || key == "0x1039" || key == "0x1042";
}

void setFlag(const ItemPlace &place, const QByteArray &flag, bool on)
{
    place.box->changeFlags(place.folder.mails->path, place.key.uid,
                           on ? DemoMailbox::Change::Add : DemoMailbox::Change::Remove, {flag});
}

bool isDraft(const ItemPlace &place)
{
    return place.folder.mails->find(place.key.uid)->flags.contains("\\Draft");
}

GraphOutcome<void> setProperties(const ItemPlace &place, const QJsonArray &properties, bool isNew)
{
    for (const QJsonValue &one : properties) {
        const auto property = graphProperty(one[QStringLiteral("id")].toString());
        if (!property)
            return refusedByGraph(400, "ErrorPropertyValidationFailure",
                                  "PropertyId values may only be in one of the "
                                  "following formats.");
        if (isNew && isInMime(property->key))
            continue;
        // Whether it was sent is decided when it is made.
        if (property->key == "0xe07" && !isNew)
            return refusedByGraph(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        setExtended(place, property->key, one[QStringLiteral("value")].toString().toUtf8());
    }
    return {};
}

} // namespace

std::optional<GraphProperty> graphProperty(const QString &id)
{
    static const QRegularExpression form(
        QStringLiteral("^(\\w+) (?:0x([0-9a-f]+)|\\{([0-9a-f-]{36})\\} (name|id) (.+))$"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(id.trimmed());
    const auto type = std::find_if(typeNames.begin(), typeNames.end(), [&match](const char *name) {
        return match.captured(1).compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
    });
    if (!match.hasMatch() || type == typeNames.end())
        return std::nullopt;
    bool ok = true;
    const QString typeName = QLatin1String(*type);
    if (!match.captured(2).isEmpty()) {
        const QString tag = QStringLiteral("0x") + QString::number(match.captured(2).toUInt(&ok, 16), 16);
        return ok ? std::optional(GraphProperty{tag.toLatin1(), typeName + QLatin1Char(' ') + tag}) : std::nullopt;
    }
    const QString guid = match.captured(3).toLower();
    const bool named = match.captured(4).compare(QLatin1String("name"), Qt::CaseInsensitive) == 0;
    const QString key = named ? match.captured(5).toLower() : QString::number(match.captured(5).toUInt(&ok, 0));
    if (!ok)
        return std::nullopt;
    return GraphProperty{
        (setName(guid) + QLatin1Char('/') + key).toUtf8(),
        QStringLiteral("%1 {%2} %3 %4")
            .arg(typeName, guid, named ? QStringLiteral("Name") : QStringLiteral("Id"), match.captured(5))};
}

GraphOutcome<MessageShape> messageShape(const GraphQuery &query)
{
    const auto select = messageSelection(query.selected());
    if (!select)
        return tl::unexpected(select.error());
    MessageShape shape{*select};
    const QStringList expanded = query.has("$expand") ? splitOutside(query.option("$expand")) : QStringList();
    for (const QString &part : expanded) {
        const QString name = part.section(QLatin1Char('('), 0, 0).trimmed();
        if (name == QLatin1String("attachments")) {
            shape.attachments = true;
            continue;
        }
        if (name != QLatin1String("singleValueExtendedProperties"))
            return badQuery(
                QStringLiteral("Could not find a property named '%1' on type 'Microsoft.OutlookServices.Message'.")
                    .arg(name));
        for (const QString &id : idsIn(part)) {
            const auto property = graphProperty(id);
            if (!property)
                return refusedByGraph(400, "ErrorInvalidUrlQueryFilter",
                                      "The query filter contains one or more "
                                      "invalid nodes.");
            shape.extended << *property;
        }
    }
    return shape;
}

GraphOutcome<void> applyMessage(const ItemPlace &place, const QJsonObject &json, bool isNew)
{
    for (auto field = json.begin(); field != json.end(); ++field) {
        const QString name = field.key();
        if (name == QLatin1String("isRead") && field->isBool()) {
            setFlag(place, "\\Seen", field->toBool());
        } else if (name == QLatin1String("flag") && field->isObject()) {
            setFlag(place, "\\Flagged", (*field)[QStringLiteral("flagStatus")].toString() == QLatin1String("flagged"));
        } else if (name == QLatin1String("singleValueExtendedProperties") && field->isArray()) {
            if (const auto set = setProperties(place, field->toArray(), isNew); !set)
                return set;
        } else if (name == QLatin1String("bccRecipients") && field->isArray() && !isNew && isDraft(place)) {
            const DemoMail *mail = place.folder.mails->find(place.key.uid);
            place.box->rewrite(place.folder.mails->path, place.key.uid, withBcc(mail->raw, field->toArray()));
        } else if (!name.startsWith(QLatin1Char('@')) && !(isNew && isFixed(name))) {
            return refusedByGraph(400, "RequestBodyRead",
                                  QStringLiteral("The property '%1' cannot be set so on type "
                                                 "'Microsoft.OutlookServices.Message'.")
                                      .arg(name));
        }
    }
    return {};
}

} // namespace liaison::demo
