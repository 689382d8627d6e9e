#pragma once

#include <QList>
#include <QString>

namespace liaison::domain {

/// One mailbox of RFC 5322 section 3.4: an optional display name and an addr-spec, both decoded.
struct Address {
    QString name;
    QString address; ///< as written; compare with normalisedAddress()

    friend bool operator==(const Address &, const Address &) = default;
};
using Addresses = QList<Address>;

/// The form two equal addresses share: domain in lower-case A-labels, local part case-folded. Servers that
/// tell apart the case of local parts are not met in practice (RFC 5321 section 2.4 allows them).
QString normalisedAddress(const QString &address);

/// A domain in lower-case A-labels without a trailing dot ("xn--bcher-kva.example" for "Bücher.example"); what
/// IDNA 2008 refuses is only put in lower case.
QString normalisedDomain(const QString &domain);

/// The domain of an address as normalisedDomain() gives it, or an empty string.
QString domainOf(const QString &address);

/// Whether `address` is an addr-spec that can be mailed to: a dot-atom or quoted local part, a domain of
/// two or more labels (internationalised allowed) or "localhost", RFC 5321 lengths, no control characters.
bool isValidAddress(const QString &address);

/// `Name <address>` for people to read; the address is never left out.
QString displayAddress(const Address &address);

} // namespace liaison::domain
