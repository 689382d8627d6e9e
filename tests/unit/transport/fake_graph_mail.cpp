// FakeGraph: what is done with a message. See fake_graph.h.
#include "tests/unit/transport/fake_graph.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace liaison::test {

using namespace Qt::StringLiterals;

QByteArray FakeGraph::toJson(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QString FakeGraph::segmentAfter(const QByteArray &target, const QByteArray &name)
{
    const QByteArray path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    const qsizetype at = path.indexOf('/' + name + '/');
    if (at < 0)
        return {};
    const QByteArray rest = path.mid(at + name.size() + 2);
    return QString::fromUtf8(
        QByteArray::fromPercentEncoding(rest.left(rest.indexOf('/') < 0 ? rest.size() : rest.indexOf('/'))));
}

FakeGraph::Mail *FakeGraph::find(const QByteArray &target)
{
    const QString id = segmentAfter(target, "messages");
    for (Mail &mail : mails)
        if (mail.id == id)
            return &mail;
    return nullptr;
}

FakeGraph::Reply FakeGraph::create(const QByteArray &body, const QByteArray &target)
{
    const QString folder = segmentAfter(target, "mailFolders");
    const QJsonObject parts = QJsonDocument::fromJson(body).object(); // none for MIME
    const QByteArray id = parts.value(u"internetMessageId"_s).toString().toUtf8();
    const QByteArray raw = parts.isEmpty() ? QByteArray::fromBase64(body) : "Message-ID: " + id + "\r\n\r\n";
    Mail mail{u"AAMk/%1=="_s.arg(m_next++), raw, folder.isEmpty() ? u"drafts=="_s : folder};
    mail.draft = true;
    mails << mail;
    return {201, toJson(messageJson(mail, false))};
}

FakeGraph::Reply FakeGraph::attach(Mail &mail, const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    mail.files.insert(json.value(u"name"_s).toString(),
                      QByteArray::fromBase64(json.value(u"contentBytes"_s).toString().toLatin1()));
    return {201, "{\"id\":\"att\"}"};
}

FakeGraph::Reply FakeGraph::upload(const SeenRequest &request)
{
    ++m_counts["upload"];
    if (!request.header("Authorization").isEmpty())
        return error(400, "TokenWhereNoneBelongs");
    const QByteArray range = request.header("Content-Range"); // "bytes 0-9/100"
    const qsizetype from = range.mid(6, range.indexOf('-') - 6).toLongLong();
    const qsizetype all = range.mid(range.indexOf('/') + 1).toLongLong();
    if (from <= m_uploaded.size())
        m_uploaded = m_uploaded.left(from) + request.body;
    if (m_uploaded.size() < all)
        return {200, "{\"nextExpectedRanges\":[\"" + QByteArray::number(m_uploaded.size()) + "-\"]}"};
    for (Mail &mail : mails)
        if (mail.id == m_uploadTo)
            mail.files.insert(m_uploadName, m_uploaded);
    return {201, {}, {}};
}

FakeGraph::Reply FakeGraph::update(const QByteArray &target, const QByteArray &body)
{
    Mail *mail = find(target);
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (json.contains(u"isRead"_s))
        mail->read = json.value(u"isRead"_s).toBool();
    const QJsonArray properties = json.value(u"singleValueExtendedProperties"_s).toArray();
    for (const auto &property : properties)
        if (property.toObject().value(u"id"_s).toString().endsWith(u"0x1081"_s))
            mail->verb = property.toObject().value(u"value"_s).toString().toInt();
    const QJsonArray recipients = json.value(u"bccRecipients"_s).toArray();
    for (const auto &recipient : recipients)
        mail->bcc << recipient.toObject().value(u"emailAddress"_s).toObject().value(u"address"_s).toString();
    return {200, toJson(messageJson(*mail, false))};
}

FakeGraph::Reply FakeGraph::send(const QByteArray &target)
{
    Mail *mail = find(target);
    if (!mail->draft)
        return error(404, "ErrorItemNotFound");
    mail->draft = false;
    mail->folder = sentItems().remoteId;
    return {202, {}, {}};
}

} // namespace liaison::test
