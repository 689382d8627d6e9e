#pragma once

#include "ui/admin/oauth_rows.h"
#include "ui/admin/side_fields.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace liaison::ui {

class FileLine;
class FormField;
class PlainLabel;
class PrerequisitesPanel;

/// The "Exchange protocol" group: where Exchange Web Services are, which version, and who signs in how, for reading
/// (and sending the same way) or for sending alone.
class ExchangeFields : public SideFields {
    Q_OBJECT
public:
    explicit ExchangeFields(domain::SecretUse use, QWidget *parent = nullptr);

    void setEndpoint(const domain::Endpoint &endpoint) override;
    [[nodiscard]] domain::Endpoint endpoint(domain::Endpoint base) const override;
    [[nodiscard]] std::optional<Secret> typedSecret() const override;
    void setSecretHint(const QString &hint) override;
    void setAddressHint(const QString &address) override;
    void setProposedHost(const QString &host) override;
    void setSends(bool sends) override;
    void setAsInboundOffered(bool offered) override;
    /// Takes over who signed in to Autodiscover, where nothing was typed here.
    void offerSignIn(const QString &username, const Secret &password);
    void setEditable(bool editable) override;
    void acceptCertificate(const QString &sha256) override;
    FormField *mark(domain::MailboxField field, const QString &problem) override;
    /// An application with a certificate has one, too.
    FormField *markLocalProblems() override;
    FormField *markMissingSecret() override;

private:
    // exchange_fields_layout.cpp
    void build();
    void buildPlace();
    void buildSignIn();
    FormField *row(QFormLayout *form, const QString &name, QWidget *editor);
    void connectFields();
    void onSslClicked(bool on);
    void showNeeds();
    // exchange_fields.cpp
    void updateVisible();
    [[nodiscard]] domain::SignIn signIn() const;
    [[nodiscard]] OAuthWay way() const;

    QString m_address;
    QFormLayout *m_left = nullptr;
    QFormLayout *m_right = nullptr;
    QLineEdit *m_host = nullptr;
    QSpinBox *m_port = nullptr;
    QCheckBox *m_ssl = nullptr;
    QComboBox *m_version = nullptr;
    FileLine *m_caFile = nullptr;
    QLineEdit *m_pin = nullptr;
    QComboBox *m_way = nullptr;
    QLineEdit *m_username = nullptr;
    QCheckBox *m_impersonate = nullptr;
    OAuthRows *m_oauth = nullptr;
    QLineEdit *m_secret = nullptr;
    PlainLabel *m_needs = nullptr;
    PrerequisitesPanel *m_prerequisites = nullptr;
    FormField *m_hostField = nullptr;
    FormField *m_portField = nullptr;
    FormField *m_sslField = nullptr;
    FormField *m_versionField = nullptr;
    FormField *m_caField = nullptr;
    FormField *m_pinField = nullptr;
    FormField *m_wayField = nullptr;
    FormField *m_usernameField = nullptr;
    FormField *m_impersonateField = nullptr;
    FormField *m_secretField = nullptr;
};

} // namespace liaison::ui
