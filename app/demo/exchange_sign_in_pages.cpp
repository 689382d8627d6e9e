// TokenDesk: what stands in front of the token endpoint. See exchange_tokens.h.
#include "app/demo/exchange.h"
#include "app/demo/exchange_tokens.h"
#include "core/domain/mailbox.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrlQuery>

namespace liaison::demo {

namespace {

using Reply = TokenDesk::Reply;

constexpr int codeSeconds = 600;
constexpr int deviceSeconds = 900;

/// A page for people. Nothing that came with the request is in it.
Reply page(int status, const char *words, const char *more = "")
{
    return {status,
            QByteArray("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Demo sign-in</title></head><body><p>")
                + words + "</p>" + more + "</body></html>\r\n",
            "text/html; charset=utf-8"};
}

QUrlQuery queryOf(const HttpRequest &request)
{
    const qsizetype mark = request.target.indexOf('?');
    QByteArray query = mark < 0 ? QByteArray() : request.target.mid(mark + 1);
    return QUrlQuery(QString::fromUtf8(query.replace('+', "%20")));
}

QByteArray tenantIn(const HttpRequest &request)
{
    return request.target.mid(1, request.target.indexOf('/', 1) - 1);
}

/// RFC 8252 section 7.3: this machine, at any port.
bool isLoopback(const QUrl &redirect)
{
    return redirect.isValid() && redirect.scheme() == QLatin1String("http") && domain::isLoopbackHost(redirect.host())
        && !redirect.hasFragment();
}

Reply sendOn(const QUrl &redirect, const QList<QPair<QString, QString>> &fields)
{
    QUrlQuery query(redirect);
    for (const auto &field : fields)
        query.addQueryItem(field.first, QString::fromLatin1(QUrl::toPercentEncoding(field.second)));
    QUrl target = redirect;
    target.setQuery(query);
    Reply reply = page(302, "Signed in. The browser goes on by itself.");
    reply.location = target.toEncoded();
    return reply;
}

/// Letters that are not mistaken for each other: "BCDF-GHJK".
QString userCode()
{
    const QString letters = QStringLiteral("BCDFGHJKLMNPQRSTVWXZ");
    QString code;
    for (int i = 0; i < 8; ++i)
        code += letters.at(QRandomGenerator::system()->bounded(int(letters.size())));
    return code.insert(4, QLatin1Char('-'));
}

} // namespace

/// The person that a sign-in is for: who is hinted at, if there is such a mailbox, else the demo's user.
QString TokenDesk::personFor(const QString &hint) const
{
    const DemoMailbox *box = m_post->mailbox(hint);
    return (box ? box : m_post->mailboxes().first())->address();
}

/// "https://127.0.0.1:8443/tenant", from the path of any page of a tenant.
QByteArray TokenDesk::baseUrl(const HttpRequest &request) const
{
    return m_options.scheme + "://" + request.field("Host") + '/' + tenantIn(request);
}

TokenDesk::Place TokenDesk::placeOf(const QByteArray &path)
{
    if (path.endsWith("/oauth2/v2.0/token"))
        return Place::Token;
    if (path.endsWith("/oauth2/v2.0/authorize"))
        return Place::Authorize;
    if (path.endsWith("/oauth2/v2.0/devicecode"))
        return Place::DeviceCode;
    if (path.endsWith("/oauth2/deviceauth"))
        return Place::DevicePage;
    return path.endsWith("/v2.0/.well-known/openid-configuration") ? Place::Discovery : Place::None;
}

TokenDesk::Tenant TokenDesk::tenantOf(const HttpRequest &request) const
{
    const QString wanted = QString::fromUtf8(QByteArray::fromPercentEncoding(tenantIn(request)));
    const QString ours = m_options.tenant.isEmpty()
        ? m_post->mailboxes().first()->address().section(QLatin1Char('@'), 1)
        : m_options.tenant;
    const auto is = [&wanted](const QString &name) { return wanted.compare(name, Qt::CaseInsensitive) == 0; };
    if (is(ours))
        return Tenant::Ours;
    return is(QStringLiteral("organizations")) || is(QStringLiteral("common")) ? Tenant::Anyones : Tenant::Unknown;
}

TokenDesk::Reply TokenDesk::tenantUnknown(const HttpRequest &request, Place place)
{
    if (place == Place::Authorize || place == Place::DevicePage)
        return page(400, "AADSTS90002: The tenant was not found. Check that the tenant ID is the right one.");
    constexpr int mostChars = 100;
    const QString words = QStringLiteral("Tenant '%1' not found. Check to make sure you have the correct tenant ID and "
                                         "are signing into the correct cloud.")
                              .arg(QString::fromUtf8(tenantIn(request)).left(mostChars));
    return refusalOf(400, place == Place::Discovery ? "invalid_tenant" : "invalid_request", 90002, words);
}

/// RFC 6749 section 4.1.1: whoever may not be sent on sees a page, everybody else hears it at their own address.
TokenDesk::Reply TokenDesk::authorize(const HttpRequest &request)
{
    const QUrlQuery query = queryOf(request);
    const QString redirectText = fieldOf(query, "redirect_uri");
    const QUrl redirect(redirectText, QUrl::StrictMode);
    if (m_options.clientId.isEmpty() || fieldOf(query, "client_id") != m_options.clientId)
        return page(400, "AADSTS700016: Application was not found in the directory.");
    if (!isLoopback(redirect))
        return page(400, "AADSTS50011: The redirect URI is not registered: it is to be http on this machine.");
    const QPair<QString, QString> state{QStringLiteral("state"), fieldOf(query, "state")};
    const auto no = [&](const char *error, const char *words) {
        return sendOn(redirect,
                      {{QStringLiteral("error"), QLatin1String(error)},
                       {QStringLiteral("error_description"), QLatin1String(words)},
                       state});
    };
    if (fieldOf(query, "response_type") != QLatin1String("code"))
        return no("unsupported_response_type", "AADSTS700054: response_type is to be 'code'.");
    const QByteArray challenge = fieldOf(query, "code_challenge").toLatin1();
    if (challenge.size() != 43 || fieldOf(query, "code_challenge_method") != QLatin1String("S256"))
        return no("invalid_request", "AADSTS9002325: Proof Key for Code Exchange by S256 is required.");
    m_codes.removeIf([](const auto &code) { return code.value().expiry.hasExpired(); });
    const QByteArray code = secretWord();
    m_codes.insert(code,
                   {QDeadlineTimer(codeSeconds * 1'000), personFor(fieldOf(query, "login_hint")), redirectText,
                    challenge, scopeOf(query), isOffline(query), false});
    return sendOn(redirect, {{QStringLiteral("code"), QString::fromLatin1(code)}, state});
}

/// RFC 8628 section 3.2.
TokenDesk::Reply TokenDesk::deviceCode(const HttpRequest &request)
{
    if (request.method != "POST")
        return refusalOf(405, "invalid_request", 900561, QStringLiteral("The endpoint only accepts POST requests."));
    const QUrlQuery form = formOf(request);
    if (m_options.clientId.isEmpty() || fieldOf(form, "client_id") != m_options.clientId)
        return refusalOf(400, "unauthorized_client", 700016,
                         QStringLiteral("Application was not found in the directory."));
    const QByteArray code = secretWord();
    Device device;
    device.expiry = QDeadlineTimer(deviceSeconds * 1'000);
    device.approval = m_options.deviceApprovalMs < 0 ? QDeadlineTimer(QDeadlineTimer::Forever)
                                                     : QDeadlineTimer(m_options.deviceApprovalMs);
    device.userCode = userCode();
    device.user = personFor({});
    device.scope = scopeOf(form);
    device.offline = isOffline(form);
    m_devices.removeIf([](const auto &other) { return other.value().expiry.hasExpired(); });
    m_devices.insert(code, device);
    const QString where = QString::fromUtf8(baseUrl(request) + "/oauth2/deviceauth");
    const QJsonObject json{
        {QStringLiteral("device_code"), QString::fromLatin1(code)},
        {QStringLiteral("user_code"), device.userCode},
        {QStringLiteral("verification_uri"), where},
        {QStringLiteral("expires_in"), deviceSeconds},
        {QStringLiteral("interval"), m_options.deviceIntervalSeconds},
        {QStringLiteral("message"),
         QStringLiteral("To sign in, open the page %1 and enter the code %2.").arg(where, device.userCode)}};
    return {200, QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

/// Where the code is typed.
TokenDesk::Reply TokenDesk::devicePage(const HttpRequest &request)
{
    const QUrlQuery query = queryOf(request);
    const QString typed = fieldOf(query, "user_code").trimmed().toUpper();
    if (typed.isEmpty())
        return page(200, "Enter the code that the program shows.",
                    "<form><input name=\"user_code\" autofocus> <button name=\"answer\" value=\"yes\">Sign in</button> "
                    "<button name=\"answer\" value=\"no\">Refuse</button></form>");
    for (Device &device : m_devices) {
        if (device.userCode != typed || device.expiry.hasExpired())
            continue;
        const bool yes = fieldOf(query, "answer") != QLatin1String("no");
        device.answer = yes ? Device::Answer::Yes : Device::Answer::No;
        return page(200, yes ? "You are signed in. This page can be closed." : "Nobody was signed in.");
    }
    return page(400, "AADSTS70019: There is no such code, or it has expired.");
}

/// OpenID Connect Discovery 1.0 section 3, as much of it as there is here.
TokenDesk::Reply TokenDesk::discovery(const HttpRequest &request) const
{
    const QString base = QString::fromUtf8(baseUrl(request));
    const QJsonObject json{
        {QStringLiteral("issuer"), base + QStringLiteral("/v2.0")},
        {QStringLiteral("authorization_endpoint"), base + QStringLiteral("/oauth2/v2.0/authorize")},
        {QStringLiteral("token_endpoint"), base + QStringLiteral("/oauth2/v2.0/token")},
        {QStringLiteral("device_authorization_endpoint"), base + QStringLiteral("/oauth2/v2.0/devicecode")}};
    return {200, QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

} // namespace liaison::demo
