#pragma once

#include "ui/admin/oauth_rows.h"
#include "ui/admin/side_fields.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace liaison::ui {

class FileLine;
class FormField;
class PlainLabel;
class PrerequisitesPanel;

/// Reading by IMAP, or sending by SMTP: host, security, port, sign-in, certificate.
class EndpointFields : public SideFields {
    Q_OBJECT
public:
    EndpointFields(domain::SecretUse use, QWidget *parent = nullptr);

    void setEndpoint(const domain::Endpoint &endpoint) override;
    [[nodiscard]] domain::Endpoint endpoint(domain::Endpoint base) const override;
    [[nodiscard]] std::optional<Secret> typedSecret() const override;
    void setSecretHint(const QString &hint) override;
    void setAddressHint(const QString &address) override;
    /// Sending: shows the port and security that the host which is proposed has, and the usual ones again without it.
    void setProposedHost(const QString &host) override;
    void setInbound(const domain::Endpoint &inbound) override;
    void setAsInboundOffered(bool offered) override;
    void setEditable(bool editable) override;
    void acceptCertificate(const QString &sha256) override;
    FormField *mark(domain::MailboxField field, const QString &problem) override;
    FormField *markLocalProblems() override;
    FormField *markMissingSecret() override;

private:
    // endpoint_fields_layout.cpp
    void build();
    void buildPlace();
    void buildSignIn();
    void buildTrust();
    FormField *row(const QString &label, const QString &name, QWidget *editor);
    void connectFields();
    void showNeeds();
    // endpoint_fields.cpp
    void onSecurityChosen();
    void updateVisible();
    void showSecretLabel();
    [[nodiscard]] domain::Protocol protocol() const;
    [[nodiscard]] domain::Security security() const;
    [[nodiscard]] domain::SignIn signIn() const;
    [[nodiscard]] OAuthWay way() const;
    /// Whether a person enters a secret for what is chosen.
    [[nodiscard]] bool hasSecret() const;
    [[nodiscard]] QString nameOf(const QString &field) const;
    void showSecurity(domain::Security security);

    QString m_address;
    domain::Endpoint m_inbound; ///< of sending
    bool m_followsHost = false; ///< port and security are those of the host that is proposed
    domain::Security m_lastSecurity = domain::Security::Tls;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_host = nullptr;
    QComboBox *m_security = nullptr;
    QSpinBox *m_port = nullptr;
    QComboBox *m_signIn = nullptr;
    QLineEdit *m_username = nullptr;
    OAuthRows *m_oauth = nullptr;
    QLineEdit *m_password = nullptr;
    FileLine *m_clientCertificate = nullptr;
    FileLine *m_clientKey = nullptr;
    FileLine *m_caFile = nullptr;
    QLineEdit *m_pin = nullptr;
    PlainLabel *m_needs = nullptr;
    PrerequisitesPanel *m_prerequisites = nullptr;
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
