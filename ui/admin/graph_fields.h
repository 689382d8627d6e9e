#pragma once

#include "core/base/secret.h"
#include "core/domain/mailbox.h"

#include <QGroupBox>

#include <optional>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace liaison::ui {

class FileLine;
class FormField;
class PlainLabel;

/// Microsoft Graph of a mailbox: who signs in, where, and as whom. It has neither a port nor a security of its own:
/// Graph is HTTPS, and its host follows from the cloud unless one is given.
class GraphFields : public QGroupBox {
    Q_OBJECT
public:
    explicit GraphFields(QWidget *parent = nullptr);

    void setEndpoint(const domain::Endpoint &endpoint);
    /// The endpoint as it stands in the fields; what has no field comes from `base`.
    [[nodiscard]] domain::Endpoint endpoint(domain::Endpoint base) const;
    /// The client secret, passphrase or token typed, or none: then the keychain's stays.
    [[nodiscard]] std::optional<Secret> typedSecret() const;
    /// What the field for the secret says while it is empty.
    void setSecretHint(const QString &hint);
    void setAddressHint(const QString &address);
    /// Whether mail is sent by Graph, too.
    void setSends(bool sends);
    void setEditable(bool editable);
    /// Fills in the fingerprint of the one certificate to accept, as if it had been typed.
    void acceptCertificate(const QString &sha256);
    /// Marks a field of reading and answers it; nullptr where it has none here.
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
    /// What a person chooses of SignIn, flow and certificate.
    enum class Way { Secret, Certificate, Browser, DeviceCode, Token };
    void build();
    void buildSignIn();
    void buildPlace();
    FormField *row(QFormLayout *form, const QString &label, const QString &name, QWidget *editor);
    void connectFields();
    void updateVisible();
    void showCloud();
    void showNeeds();
    [[nodiscard]] Way way() const;
    [[nodiscard]] domain::NationalCloud cloud() const;

    QString m_address;
    QFormLayout *m_left = nullptr;
    QFormLayout *m_right = nullptr;
    QComboBox *m_way = nullptr;
    QComboBox *m_cloud = nullptr;
    QLineEdit *m_clientId = nullptr;
    QLineEdit *m_tenantId = nullptr;
    QLineEdit *m_secret = nullptr;
    FileLine *m_certificate = nullptr;
    FileLine *m_key = nullptr;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_host = nullptr;
    QLineEdit *m_loginHost = nullptr;
    FileLine *m_caFile = nullptr;
    QLineEdit *m_pin = nullptr;
    PlainLabel *m_needs = nullptr;
    FormField *m_wayField = nullptr;
    FormField *m_cloudField = nullptr;
    FormField *m_clientIdField = nullptr;
    FormField *m_tenantIdField = nullptr;
    FormField *m_secretField = nullptr;
    FormField *m_certificateField = nullptr;
    FormField *m_keyField = nullptr;
    FormField *m_usernameField = nullptr;
    FormField *m_hostField = nullptr;
    FormField *m_loginHostField = nullptr;
    FormField *m_caField = nullptr;
    FormField *m_pinField = nullptr;
};

} // namespace liaison::ui
