#include "core/sasl/bearer.h"

#include "core/base/log.h"
#include "core/sasl/scram.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace liaison::sasl {

bool isBearerToken(const QByteArray &token)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("-._~+/=").contains(c);
    };
    return !token.isEmpty() && token.at(0) != '=' && std::all_of(token.cbegin(), token.cend(), allowed);
}

std::optional<QByteArray> Bearer::initialResponse()
{
    m_state = State::Sent;
    return message();
}

Result<QByteArray> Bearer::respond(const QByteArray &challenge)
{
    switch (m_state) {
    case State::Start:
        m_state = State::Sent;
        return message();
    case State::Sent: {
        m_state = State::Refused;
        const QJsonObject why = QJsonDocument::fromJson(challenge).object();
        m_status = printable(why.value(QLatin1String("status")).toString().toUtf8(), 100);
        return acknowledgement();
    }
    case State::Refused:
        break;
    }
    return fail(ErrorKind::ProtocolViolation, QStringLiteral("a challenge after the refusal of a token"));
}

QByteArray OAuthBearer::message() const
{
    // The identity is a GS2 header: "," and "=" are escaped as in SCRAM (RFC 5801 section 4).
    QByteArray out = "n,a=" + escapedName(credentials().user.toUtf8()) + ",\x01";
    if (!credentials().host.isEmpty())
        out += "host=" + credentials().host.toUtf8() + '\x01';
    if (credentials().port != 0)
        out += "port=" + QByteArray::number(credentials().port) + '\x01';
    return out + "auth=Bearer " + credentials().password.reveal() + "\x01\x01";
}

QByteArray XOAuth2::message() const
{
    return "user=" + credentials().user.toUtf8()
        + "\x01"
          "auth=Bearer "
        + credentials().password.reveal() + "\x01\x01";
}

} // namespace liaison::sasl
