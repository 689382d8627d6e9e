// OAuthRows: the ways of OAUTH2.0 among those of a box. See oauth_rows.h.
#include "ui/admin/oauth_rows.h"

#include <QComboBox>
#include <QStringList>

#include <algorithm>

namespace liaison::ui {

using domain::OAuthFlow;

namespace {
/// From here on a box's items are those of OAUTH2.0.
constexpr int firstWay = 100;
} // namespace

int OAuthRows::itemOf(domain::SignIn signIn, OAuthWay way)
{
    const bool asked = way != OAuthWay::None && way != OAuthWay::Token; // a token in hand has SignIn's
    return asked ? firstWay + static_cast<int>(way) : static_cast<int>(signIn);
}

domain::SignIn OAuthRows::signInOf(const QComboBox *box)
{
    const int item = box->currentData().toInt();
    return item >= firstWay ? domain::SignIn::OAuth2 : static_cast<domain::SignIn>(item);
}

OAuthWay OAuthRows::wayOf(const QComboBox *box)
{
    if (signInOf(box) != domain::SignIn::OAuth2)
        return OAuthWay::None;
    const int item = box->currentData().toInt();
    return item >= firstWay ? static_cast<OAuthWay>(item - firstWay) : OAuthWay::Token;
}

void OAuthRows::fitWays(QComboBox *box, const QString &hint)
{
    constexpr int leastCharacters = 24; // so many are seen in the narrowest place
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMinimumContentsLength(leastCharacters);
    const auto tell = [box, hint] {
        const QStringList lines{box->currentText(), hint};
        box->setToolTip(hint.isEmpty() ? lines.first() : lines.join(QLatin1Char('\n')));
    };
    connect(box, &QComboBox::currentTextChanged, box, tell);
    tell();
}

void OAuthRows::addWays(QComboBox *box)
{
    for (const OAuthWay way :
         {OAuthWay::Secret, OAuthWay::Certificate, OAuthWay::Browser, OAuthWay::DeviceCode, OAuthWay::Token})
        box->addItem(wordFor(way), itemOf(domain::SignIn::OAuth2, way));
}

void OAuthRows::choose(QComboBox *box, const domain::Endpoint &endpoint)
{
    box->setCurrentIndex(std::max(0, box->findData(itemOf(endpoint.signIn, wayOf(endpoint)))));
}

OAuthWay OAuthRows::wayOf(const domain::Endpoint &endpoint)
{
    if (endpoint.signIn != domain::SignIn::OAuth2)
        return OAuthWay::None;
    switch (endpoint.oauth.flow) {
    case OAuthFlow::AccessToken:
        return OAuthWay::Token;
    case OAuthFlow::Browser:
        return OAuthWay::Browser;
    case OAuthFlow::DeviceCode:
        return OAuthWay::DeviceCode;
    case OAuthFlow::Application:
        break;
    }
    return endpoint.clientCertificateFile.isEmpty() ? OAuthWay::Secret : OAuthWay::Certificate;
}

QString OAuthRows::wordFor(OAuthWay way)
{
    switch (way) {
    case OAuthWay::Secret:
        return tr("OAUTH2.0: application, with a client secret");
    case OAuthWay::Certificate:
        return tr("OAUTH2.0: application, with a certificate");
    case OAuthWay::Browser:
        return tr("OAUTH2.0: a person, in the browser");
    case OAuthWay::DeviceCode:
        return tr("OAUTH2.0: a person, with a code");
    case OAuthWay::Token:
        return tr("OAUTH2.0: access token");
    case OAuthWay::None:
        break;
    }
    return {};
}

QString OAuthRows::secretName(OAuthWay way)
{
    return way == OAuthWay::Token      ? tr("Access token")
        : way == OAuthWay::Certificate ? tr("Passphrase of the key")
        : way == OAuthWay::Secret      ? tr("Client secret")
                                       : tr("Password");
}

} // namespace liaison::ui
