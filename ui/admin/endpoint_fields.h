#pragma once

#include "core/base/secret.h"
#include "core/domain/mailbox.h"

#include <QGroupBox>

#include <optional>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace liaison::ui {

class FileLine;
class FormField;

/// One side of a mailbox, reading or sending: host, security, port, sign-in, certificate.
class EndpointFields : public QGroupBox {
    Q_OBJECT
public:
    EndpointFields(domain::SecretUse use, QWidget *parent = nullptr);

    void setEndpoint(const domain::Endpoint &endpoint);
    /// The endpoint as it stands in the fields; protocol and what has no field come from `base`.
    [[nodiscard]] domain::Endpoint endpoint(domain::Endpoint base) const;
    /// The password, token or passphrase typed, or none: then the keychain's stays.
    [[nodiscard]] std::optional<Secret> typedSecret() const;
    /// What the password field says while it is empty.
    void setSecretHint(const QString &hint);
    void setUsernameHint(const QString &address);
    /// The host that is taken while none stands in the field; empty: one has to be typed.
    void setProposedHost(const QString &host);
    /// Whether sending can sign in as reading does.
    void setAsInboundOffered(bool offered);
    void setEditable(bool editable);
    /// Fills in the fingerprint of the one certificate to accept, as if it had been typed.
    void acceptCertificate(const QString &sha256);
    /// Marks a field and answers it; nullptr where the field is none of this side's.
    FormField *mark(domain::MailboxField field, const QString &problem);
    void clearProblems();
    /// What the form itself checks: the accepted certificate is 64 hex digits or nothing.
    FormField *markLocalProblems();
    /// Marks the secret's field, and answers it, where the sign-in needs a secret and none was typed: for a mailbox
    /// that has none kept.
    FormField *markMissingSecret();

Q_SIGNALS:
    void edited();

private:
    void build();
    void onSecurityChosen();
    void updateVisible();
    void showSecretLabel();
    void showProtocol();
    [[nodiscard]] domain::Security security() const;
    [[nodiscard]] domain::SignIn signIn() const;
    void showSecurity(domain::Security security);

    domain::SecretUse m_use;
    domain::Protocol m_protocol;
    domain::OAuthFlow m_flow = domain::OAuthFlow::AccessToken;
    domain::Security m_lastSecurity = domain::Security::Tls;
    bool m_editable = false;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_host = nullptr;
    QComboBox *m_security = nullptr;
    QSpinBox *m_port = nullptr;
    QComboBox *m_signIn = nullptr;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_password = nullptr;
    FileLine *m_clientCertificate = nullptr;
    FileLine *m_clientKey = nullptr;
    FileLine *m_caFile = nullptr;
    QLineEdit *m_pin = nullptr;
    FormField *m_hostField = nullptr;
    FormField *m_securityField = nullptr;
    FormField *m_portField = nullptr;
    FormField *m_signInField = nullptr;
    FormField *m_usernameField = nullptr;
    FormField *m_passwordField = nullptr;
    FormField *m_clientCertificateField = nullptr;
    FormField *m_clientKeyField = nullptr;
    FormField *m_caField = nullptr;
    FormField *m_pinField = nullptr;
};

} // namespace liaison::ui
