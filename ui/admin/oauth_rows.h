#pragma once

#include "core/domain/mailbox.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QWidget;

namespace liaison::ui {

class FileLine;
class FormField;

/// What a person chooses of OAUTH2.0's flows and an application's proofs. None: another sign-in.
enum class OAuthWay { None, Secret, Certificate, Browser, DeviceCode, Token };

/// The rows of OAUTH2.0, whatever the protocol that signs in so: the application, its tenant and cloud, its
/// certificate. They stand in the form of the fields that own them, which have the row of the choice and that of the
/// secret.
class OAuthRows : public QObject {
    Q_OBJECT
public:
    /// `nameOf` makes a field's accessible name of its label.
    OAuthRows(QWidget *fields, std::function<QString(const QString &)> nameOf);

    // Made in the order in which Tab goes through them.
    void addApplication(QFormLayout *form); ///< client ID and tenant ID
    void addCloud(QFormLayout *form);       ///< and the sign-in host in place of the cloud's
    /// Beside Microsoft's clouds: a provider that has a discovery document, with its address. After addCloud().
    void addOtherProvider(QFormLayout *form);
    void addCertificate(QFormLayout *form); ///< of the application, and its key

    void setEndpoint(const domain::Endpoint &endpoint);
    /// Puts the way and what its rows hold into `endpoint`; what has no row stays.
    void fill(domain::Endpoint &endpoint, OAuthWay way) const;
    /// Shows what the way needs.
    void showFor(OAuthWay way);
    /// Where the cloud says more than who is asked for tokens. After showFor().
    void showCloud(bool shown);
    /// Whether the provider that is chosen is none of Microsoft's clouds.
    [[nodiscard]] bool isOtherProvider() const;
    void setEditable(bool editable);
    /// The row that a problem of `use` belongs to; nullptr: none of these.
    [[nodiscard]] FormField *fieldOf(domain::MailboxField field, domain::SecretUse use) const;
    /// Marks what a settings file would not take, and a certificate that is missing; answers those that it marked.
    QList<FormField *> markProblems(OAuthWay way);

    /// What a box of ways to sign in keeps beside each text: one of OAUTH2.0's, or another SignIn.
    static int itemOf(domain::SignIn signIn, OAuthWay way);
    static domain::SignIn signInOf(const QComboBox *box);
    static OAuthWay wayOf(const QComboBox *box);
    /// Makes room for the longest of the ways where there is any; where there is none, the box's tool tip has the whole
    /// of its text, before `hint`.
    static void fitWays(QComboBox *box, const QString &hint = {});
    /// Adds all of OAUTH2.0's.
    static void addWays(QComboBox *box);
    /// Chooses what an endpoint has; the first where the box has not got it.
    static void choose(QComboBox *box, const domain::Endpoint &endpoint);

    static OAuthWay wayOf(const domain::Endpoint &endpoint);
    /// "OAUTH2.0: a person, in the browser".
    static QString wordFor(OAuthWay way);
    /// What the row of the secret is called.
    static QString secretName(OAuthWay way);
    static bool isPerson(OAuthWay way) { return way == OAuthWay::Browser || way == OAuthWay::DeviceCode; }
    static bool isApplication(OAuthWay way) { return way == OAuthWay::Secret || way == OAuthWay::Certificate; }
    /// Somebody is asked for tokens.
    static bool isByService(OAuthWay way) { return isPerson(way) || isApplication(way); }

Q_SIGNALS:
    void edited();  ///< by a person
    void changed(); ///< client ID, tenant ID, cloud, provider or sign-in host, by whomever

private:
    struct Row {
        FormField *field = nullptr;
        QFormLayout *form = nullptr;
    };
    void showUsualLoginHost();
    void fillProvider(domain::OAuthSettings &oauth, OAuthWay way) const;
    Row add(QFormLayout *form, const QString &name, QWidget *editor);
    static void show(const Row &row, bool visible);

    QWidget *m_fields;
    std::function<QString(const QString &)> m_nameOf;
    QLineEdit *m_clientId = nullptr;
    QLineEdit *m_tenantId = nullptr;
    QComboBox *m_cloud = nullptr;
    QLineEdit *m_loginHost = nullptr;
    QLineEdit *m_issuer = nullptr; ///< nullptr: a provider of one's own has no row
    domain::OAuthSettings m_kept;  ///< what has no row for a provider of one's own
    FileLine *m_certificate = nullptr;
    FileLine *m_key = nullptr;
    Row m_clientIdRow;
    Row m_tenantIdRow;
    Row m_cloudRow;
    Row m_loginHostRow;
    Row m_issuerRow;
    Row m_certificateRow;
    Row m_keyRow;
};

} // namespace liaison::ui
