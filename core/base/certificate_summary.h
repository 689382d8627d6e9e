#pragma once

#include "core/base/clock.h"

#include <QString>
#include <QStringList>

namespace liaison {

/// A server's certificate and the connection it came with, for people to look at before they accept it. Its texts
/// are the server's own words: whoever shows them makes hidden characters visible.
struct CertificateSummary {
    QString host;     ///< the name that was asked for …
    quint16 port = 0; ///< … and its port
    QString subject;  ///< distinguished name, "CN=mail.corp.example, O=…"
    QString issuer;
    QStringList names; ///< subjectAltName entries, DNS and IP
    UtcMs notBefore = 0;
    UtcMs notAfter = 0;
    QString sha256;   ///< of the leaf's DER form, lower-case hex
    QString protocol; ///< "TLSv1.3"; empty where the handshake did not get that far
    QString cipher;
    /// Refused for its issuer or its name alone, so that a person may accept this one certificate for this host
    /// (Endpoint::pinnedSha256). Never so where it has expired, is not valid yet, revoked, broken or misused.
    bool pinnable = false;
    /// Another certificate was accepted for this host before: the server changed its own, or somebody poses as it.
    bool replacesPin = false;

    friend bool operator==(const CertificateSummary &, const CertificateSummary &) = default;
};

} // namespace liaison
