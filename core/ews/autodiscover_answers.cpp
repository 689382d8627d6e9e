#include "core/base/log.h"
#include "core/domain/address.h"
#include "core/ews/autodiscover.h"
#include "core/ews/request_writer.h"
#include "core/ews/tree_reader.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::ews {

namespace {

using Kind = AutodiscoverResult::Kind;

constexpr qsizetype longestAnswer = 1024 * 1024;

tl::unexpected<Error> refused(const QString &code, const QString &message)
{
    return fail(ErrorKind::ServerRefused, QStringLiteral("autodiscover: ") + printable(code.toUtf8(), 60),
                printable(message.trimmed().toUtf8(), 500));
}

/// Credentials will go there, so it is https and nothing else.
bool isUsable(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && url.scheme() == QLatin1String("https");
}

/// The EWS address of a t:Protocol: EwsUrl, or ASUrl, which is the same one under its older name.
QUrl ewsUrlOf(const Element &protocol)
{
    QString text = protocol.childText("EwsUrl").trimmed();
    if (text.isEmpty())
        text = protocol.childText("ASUrl").trimmed();
    const QUrl url(text, QUrl::StrictMode);
    return isUsable(url) ? url : QUrl();
}

Result<AutodiscoverResult> settingsFrom(const Element &account)
{
    AutodiscoverResult result;
    QUrl outside;
    for (const Element &protocol : account.children) {
        const QString type = protocol.childText("Type").trimmed();
        if (type == QLatin1String("EXPR") && outside.isEmpty()) {
            outside = ewsUrlOf(protocol);
        } else if (type == QLatin1String("EXCH") && result.internalEwsUrl.isEmpty()) {
            result.internalEwsUrl = ewsUrlOf(protocol);
            result.serverVersion = protocol.childText("ServerVersion").trimmed().left(16);
        }
    }
    result.ewsUrl = outside.isEmpty() ? result.internalEwsUrl : outside;
    if (result.ewsUrl.isEmpty())
        return fail(ErrorKind::NotFound, QStringLiteral("autodiscover names no EWS"));
    return result;
}

Result<AutodiscoverResult> accountFrom(const Element &account)
{
    const QString action = account.childText("Action").trimmed().toLower();
    if (action == QLatin1String("redirectaddr")) {
        AutodiscoverResult result;
        result.kind = Kind::RedirectAddress;
        result.redirectAddress = account.childText("RedirectAddr").trimmed();
        if (!domain::isValidAddress(result.redirectAddress))
            return fail(ErrorKind::ProtocolViolation, QStringLiteral("autodiscover redirects to no address"));
        return result;
    }
    if (action == QLatin1String("redirecturl")) {
        AutodiscoverResult result;
        result.kind = Kind::RedirectUrl;
        result.redirectUrl = QUrl(account.childText("RedirectUrl").trimmed(), QUrl::StrictMode);
        if (!result.redirectUrl.isValid() || result.redirectUrl.host().isEmpty())
            return fail(ErrorKind::ProtocolViolation, QStringLiteral("autodiscover redirects to no URL"));
        return result;
    }
    return settingsFrom(account);
}

} // namespace

QByteArray poxRequest(const QString &address)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("Autodiscover"));
    xml.writeDefaultNamespace(
        QStringLiteral("http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"));
    xml.writeStartElement(QStringLiteral("Request"));
    xml.writeTextElement(QStringLiteral("EMailAddress"), xmlSafe(address));
    xml.writeTextElement(
        QStringLiteral("AcceptableResponseSchema"),
        QStringLiteral("http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"));
    xml.writeEndDocument();
    return bytes;
}

Result<AutodiscoverResult> poxAnswer(const QByteArray &body)
{
    if (body.size() > longestAnswer)
        return fail(ErrorKind::LimitExceeded, QStringLiteral("the autodiscover answer is too long"));
    const auto root = readTree(body);
    if (!root)
        return fail(root.error());
    if (!root->is("Autodiscover"))
        return fail(ErrorKind::ProtocolViolation, QStringLiteral("no autodiscover answer"));
    const Element &response = root->child("Response");
    if (const Element &error = response.child("Error"); error.exists())
        return refused(error.childText("ErrorCode"), error.childText("Message"));
    const Element &account = response.child("Account");
    if (!account.exists())
        return fail(ErrorKind::ProtocolViolation, QStringLiteral("the autodiscover answer names no account"));
    return accountFrom(account);
}

Result<AutodiscoverResult> jsonAnswer(const QByteArray &body)
{
    if (body.size() > longestAnswer)
        return fail(ErrorKind::LimitExceeded, QStringLiteral("the autodiscover answer is too long"));
    const QJsonDocument json = QJsonDocument::fromJson(body);
    if (!json.isObject())
        return fail(ErrorKind::ProtocolViolation, QStringLiteral("no autodiscover answer"));
    const QJsonObject object = json.object();
    const QString code = object.value(QLatin1String("ErrorCode")).toString();
    if (!code.isEmpty())
        return refused(code, object.value(QLatin1String("ErrorMessage")).toString());
    AutodiscoverResult result;
    result.ewsUrl = QUrl(object.value(QLatin1String("Url")).toString(), QUrl::StrictMode);
    const bool ews
        = object.value(QLatin1String("Protocol")).toString().compare(QLatin1String("EWS"), Qt::CaseInsensitive) == 0;
    if (!ews || !isUsable(result.ewsUrl))
        return fail(ErrorKind::NotFound, QStringLiteral("autodiscover names no EWS"));
    return result;
}

} // namespace liaison::ews
