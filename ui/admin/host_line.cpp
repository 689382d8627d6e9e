#include "ui/admin/host_line.h"

#include <QUrl>

#include <algorithm>

namespace liaison::ui {

QString hostText(const domain::Endpoint &endpoint)
{
    const bool clear = endpoint.security == domain::Security::None;
    const quint16 usual = clear ? 80 : 443;
    const bool takesPort = !endpoint.host.isEmpty() && !endpoint.host.contains(QLatin1String("://"));
    const QString port = takesPort && endpoint.port != usual ? QStringLiteral(":%1").arg(endpoint.port) : QString();
    return (clear && takesPort ? QStringLiteral("http://") : QString()) + endpoint.host + port;
}

void takeHost(domain::Endpoint &endpoint, const QString &text)
{
    const QString address = text.contains(QLatin1String("://")) ? text : QStringLiteral("https://") + text;
    const QUrl url(address, QUrl::StrictMode);
    const bool clear = url.scheme() == QLatin1String("http") && domain::isLoopbackHost(url.host());
    const bool plain = url.isValid() && (clear || url.scheme() == QLatin1String("https")) && url.userInfo().isEmpty()
        && (url.path().isEmpty() || url.path() == QLatin1String("/")) && !url.hasQuery() && !url.hasFragment();
    endpoint.security = clear ? domain::Security::None : domain::Security::Tls;
    endpoint.host = plain && !text.isEmpty() ? url.host() : text;
    endpoint.port = static_cast<quint16>(plain ? url.port(clear ? 80 : 443) : 443);
}

bool isHostLine(const QString &text)
{
    domain::Mailbox mailbox;
    mailbox.inbound.protocol = domain::Protocol::Graph;
    mailbox.inbound.signIn = domain::SignIn::OAuth2;
    takeHost(mailbox.inbound, text);
    const QList<domain::FieldError> errors = domain::validate(mailbox);
    return std::none_of(errors.cbegin(), errors.cend(), [](const domain::FieldError &error) {
        return error.field == domain::MailboxField::InboundHost || error.field == domain::MailboxField::InboundPort;
    });
}

} // namespace liaison::ui
