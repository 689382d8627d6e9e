#include "core/desk/draft_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::desk {

namespace {

constexpr int version = 1;

constexpr QLatin1String keyName("name");
constexpr QLatin1String keyAddress("address");

QJsonArray toJson(const domain::Addresses &addresses)
{
    QJsonArray array;
    for (const domain::Address &address : addresses)
        array.append(QJsonObject{{keyName, address.name}, {keyAddress, address.address}});
    return array;
}

domain::Addresses addressesFrom(const QJsonValue &value)
{
    domain::Addresses addresses;
    const QJsonArray array = value.toArray();
    for (const QJsonValue entry : array) {
        const QJsonObject object = entry.toObject();
        addresses.append({object.value(keyName).toString(), object.value(keyAddress).toString()});
    }
    return addresses;
}

} // namespace

QByteArray draftToJson(const ComposeDraft &draft)
{
    QJsonArray attachments;
    for (const mime::Attachment &attachment : draft.attachments) {
        attachments.append(QJsonObject{{keyName, attachment.fileName},
                                       {QStringLiteral("type"), attachment.contentType},
                                       {QStringLiteral("bytes"), QString::fromLatin1(attachment.bytes.toBase64())}});
    }
    const QJsonObject object{{QStringLiteral("version"), version},
                             {QStringLiteral("answers"), draft.answers.value_or(MessageId()).value},
                             {QStringLiteral("forward"), draft.isForward},
                             {QStringLiteral("mailbox"), draft.mailbox.value},
                             {QStringLiteral("unit"), draft.businessUnit.value},
                             {QStringLiteral("to"), toJson(draft.to)},
                             {QStringLiteral("cc"), toJson(draft.cc)},
                             {QStringLiteral("bcc"), toJson(draft.bcc)},
                             {QStringLiteral("subject"), draft.subject},
                             {QStringLiteral("text"), draft.text},
                             {QStringLiteral("markdown"), draft.markdown},
                             {QStringLiteral("attachments"), attachments}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<ComposeDraft> draftFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const int found = object.value(QStringLiteral("version")).toInt();
    if (found < 1 || found > version)
        return fail(ErrorKind::InvalidInput, QStringLiteral("draft of version %1").arg(found));
    const auto id = [&object](const QString &key) { return object.value(key).toInteger(); };
    ComposeDraft draft;
    if (const qint64 answers = id(QStringLiteral("answers")); answers != 0)
        draft.answers = MessageId{answers};
    draft.isForward = object.value(QStringLiteral("forward")).toBool();
    draft.mailbox = MailboxId{id(QStringLiteral("mailbox"))};
    draft.businessUnit = BusinessUnitId{id(QStringLiteral("unit"))};
    draft.to = addressesFrom(object.value(QStringLiteral("to")));
    draft.cc = addressesFrom(object.value(QStringLiteral("cc")));
    draft.bcc = addressesFrom(object.value(QStringLiteral("bcc")));
    draft.subject = object.value(QStringLiteral("subject")).toString();
    draft.text = object.value(QStringLiteral("text")).toString();
    draft.markdown = object.value(QStringLiteral("markdown")).toBool();
    const QJsonArray attachments = object.value(QStringLiteral("attachments")).toArray();
    for (const QJsonValue entry : attachments) {
        const QJsonObject attachment = entry.toObject();
        draft.attachments.append(
            {attachment.value(keyName).toString(), attachment.value(QStringLiteral("type")).toString(),
             QByteArray::fromBase64(attachment.value(QStringLiteral("bytes")).toString().toLatin1())});
    }
    return draft;
}

} // namespace liaison::desk
