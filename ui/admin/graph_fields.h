#pragma once

#include "ui/admin/oauth_rows.h"
#include "ui/admin/side_fields.h"

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace liaison::ui {

class FileLine;
class FormField;
class PlainLabel;
class PrerequisitesPanel;

/// Microsoft Graph of a mailbox: who signs in, where, and as whom. It has neither a port nor a security of its own:
/// Graph is HTTPS, and its host follows from the cloud unless one is given.
class GraphFields : public SideFields {
    Q_OBJECT
public:
    explicit GraphFields(domain::SecretUse use, QWidget *parent = nullptr);

    void setEndpoint(const domain::Endpoint &endpoint) override;
    [[nodiscard]] domain::Endpoint endpoint(domain::Endpoint base) const override;
    [[nodiscard]] std::optional<Secret> typedSecret() const override;
    void setSecretHint(const QString &hint) override;
    void setAddressHint(const QString &address) override;
    void setSends(bool sends) override;
    void setAsInboundOffered(bool offered) override;
    void setEditable(bool editable) override;
    void acceptCertificate(const QString &sha256) override;
    FormField *mark(domain::MailboxField field, const QString &problem) override;
    /// The sign-in host is one, and an application with a certificate has one, too.
    FormField *markLocalProblems() override;
    FormField *markMissingSecret() override;

private:
    void build();
    void buildSignIn();
    void buildPlace();
    FormField *row(QFormLayout *form, const QString &label, const QString &name, QWidget *editor);
    void connectFields();
    void updateVisible();
    void showNeeds();
    [[nodiscard]] OAuthWay way() const; ///< None: as inbound

    QString m_address;
    QFormLayout *m_left = nullptr;
    QFormLayout *m_right = nullptr;
    QComboBox *m_way = nullptr;
    OAuthRows *m_oauth = nullptr;
    QLineEdit *m_secret = nullptr;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_host = nullptr;
    FileLine *m_caFile = nullptr;
    QLineEdit *m_pin = nullptr;
    PlainLabel *m_needs = nullptr;
    PrerequisitesPanel *m_prerequisites = nullptr;
    FormField *m_wayField = nullptr;
    FormField *m_secretField = nullptr;
    FormField *m_usernameField = nullptr;
    FormField *m_hostField = nullptr;
    FormField *m_caField = nullptr;
    FormField *m_pinField = nullptr;
};

} // namespace liaison::ui
