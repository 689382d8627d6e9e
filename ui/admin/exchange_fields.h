#pragma once

#include "core/base/secret.h"
#include "core/domain/mailbox.h"

#include <QGroupBox>

#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace liaison::ui {

class FileLine;
class FormField;
class PlainLabel;

/// Exchange Web Services of a mailbox: where, which version, and who signs in how. Sending goes the same way.
class ExchangeFields : public QGroupBox {
    Q_OBJECT
public:
    explicit ExchangeFields(QWidget *parent = nullptr);

    void setEndpoint(const domain::Endpoint &endpoint);
    /// The endpoint as it stands in the fields; what has no field comes from `base`.
    [[nodiscard]] domain::Endpoint endpoint(domain::Endpoint base) const;
    /// The password, client secret, passphrase or token typed, or none.
    [[nodiscard]] std::optional<Secret> typedSecret() const;
    void setAddressHint(const QString &address);
    /// The host that is taken while none stands in the field; empty: one has to be typed.
    void setProposedHost(const QString &host);
    /// Takes over who signed in to Autodiscover, where nothing was typed here.
    void offerSignIn(const QString &username, const Secret &password);
    void setEditable(bool editable);
    /// Fills in the fingerprint of the one certificate to accept, as if it had been typed.
    void acceptCertificate(const QString &sha256);
    /// Marks a field of reading and answers it; nullptr where it has none here.
    FormField *mark(domain::MailboxField field, const QString &problem);
    void clearProblems();
    /// What the form itself checks: the accepted certificate is 64 hex digits or nothing, an application with a
    /// certificate has one.
    FormField *markLocalProblems();
    /// Marks the secret's field, and answers it, where the sign-in needs a secret and none was typed.
    FormField *markMissingSecret();

Q_SIGNALS:
    void edited();

private:
    /// What a person chooses of SignIn, flow and certificate.
    enum class Way { Basic, Ntlm, Secret, Certificate, Browser, DeviceCode, Token };
    // exchange_fields_layout.cpp
    void build();
    void buildPlace();
    void buildSignIn();
    FormField *row(QFormLayout *form, const QString &name, QWidget *editor);
    void connectFields();
    void showNeeds();
    // exchange_fields.cpp
    void updateVisible();
    [[nodiscard]] Way way() const;
    [[nodiscard]] bool byToken() const;

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
    QLineEdit *m_clientId = nullptr;
    QLineEdit *m_tenantId = nullptr;
    QComboBox *m_cloud = nullptr;
    FileLine *m_certificate = nullptr;
    FileLine *m_key = nullptr;
    QLineEdit *m_secret = nullptr;
    PlainLabel *m_needs = nullptr;
    FormField *m_hostField = nullptr;
    FormField *m_portField = nullptr;
    FormField *m_sslField = nullptr;
    FormField *m_versionField = nullptr;
    FormField *m_caField = nullptr;
    FormField *m_pinField = nullptr;
    FormField *m_wayField = nullptr;
    FormField *m_usernameField = nullptr;
    FormField *m_clientIdField = nullptr;
    FormField *m_tenantIdField = nullptr;
    FormField *m_cloudField = nullptr;
    FormField *m_certificateField = nullptr;
    FormField *m_keyField = nullptr;
    FormField *m_secretField = nullptr;
};

} // namespace liaison::ui
