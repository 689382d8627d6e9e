#pragma once

#include "core/base/certificate_summary.h"
#include "core/base/secret.h"
#include "core/domain/mailbox.h"

#include <QGroupBox>

#include <optional>

namespace liaison::ui {

class FormField;

/// The fields that one protocol has for one side of a mailbox, reading or sending: what the form asks of all of them.
class SideFields : public QGroupBox {
    Q_OBJECT
public:
    SideFields(domain::SecretUse use, QWidget *parent);

    virtual void setEndpoint(const domain::Endpoint &endpoint) = 0;
    /// The endpoint as it stands in the fields; what has no field comes from `base`.
    [[nodiscard]] virtual domain::Endpoint endpoint(domain::Endpoint base) const = 0;
    /// The password, client secret, passphrase or token typed, or none: then the keychain's stays.
    [[nodiscard]] virtual std::optional<Secret> typedSecret() const = 0;
    /// What the field for the secret says while it is empty.
    virtual void setSecretHint(const QString &hint) = 0;
    virtual void setAddressHint(const QString &address) = 0;
    /// The host that is taken while none stands in the field; empty: one has to be typed.
    virtual void setProposedHost(const QString &host);
    /// Reading: whether mail is sent by these fields, too.
    virtual void setSends(bool sends);
    /// Sending: how reading signs in, for what "as inbound" needs.
    virtual void setInbound(const domain::Endpoint &inbound);
    /// Sending: whether it can sign in as reading does.
    virtual void setAsInboundOffered(bool offered) = 0;
    virtual void setEditable(bool editable) = 0;
    /// Fills in the fingerprint of the one certificate to accept, as if it had been typed.
    virtual void acceptCertificate(const QString &sha256) = 0;
    /// Marks a field and answers it; nullptr where the field is none of this side's.
    virtual FormField *mark(domain::MailboxField field, const QString &problem) = 0;
    /// What the form itself checks: the accepted certificate is 64 hex digits or nothing, nothing is longer than a
    /// settings file may have it. Answers a field that it marked, or nullptr.
    virtual FormField *markLocalProblems() = 0;
    /// Marks the secret's field, and answers it, where the sign-in needs a secret and none was typed: for a mailbox
    /// that has none kept.
    virtual FormField *markMissingSecret() = 0;
    void clearProblems();

Q_SIGNALS:
    void edited();

protected:
    [[nodiscard]] domain::SecretUse use() const { return m_use; }
    [[nodiscard]] bool isInbound() const { return m_use == domain::SecretUse::Inbound; }
    /// The accessible name of a field of a protocol that may be shown for both sides at once.
    [[nodiscard]] QString nameOfField(const QString &name) const;
    /// Marks `field` where `fingerprint` is none; answers it then.
    static FormField *markFingerprint(FormField *field, const QString &fingerprint);
    /// Marks `field` where `text` is longer than `most`; answers it then.
    static FormField *markLength(FormField *field, const QString &text, qsizetype most);

private:
    domain::SecretUse m_use;
};

/// "A1:B2:…" as it is kept: lower-case digits alone.
QString plainFingerprint(const QString &typed);

/// Whether an endpoint, with the host that it will have, names the server that showed this certificate.
bool namesServerOf(const domain::Endpoint &endpoint, const CertificateSummary &certificate);

/// The longest texts that a settings file may have, too.
namespace longest {
inline constexpr qsizetype host = 253;
inline constexpr qsizetype address = 2'048; ///< of a service over HTTP
inline constexpr qsizetype username = 320;
inline constexpr qsizetype displayName = 200;
inline constexpr qsizetype path = 4'096;
} // namespace longest

} // namespace liaison::ui
