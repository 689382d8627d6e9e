#pragma once

#include "core/base/certificate_summary.h"
#include "core/base/result.h"

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QString>

class QSslSocket;

namespace liaison::transport {

using liaison::CertificateSummary;

/// Host and port are left to the caller.
CertificateSummary summarise(const QSslConfiguration &session);
CertificateSummary summarise(const QSslSocket &socket);

/// The certificates of a PEM file; none where it is no file that can be read or has more than 1 MiB.
QList<QSslCertificate> certificatesIn(const QString &pemFile);

/// What every connection of ours begins with: TLS 1.2 or newer, the server verified against the system's store and the
/// PEM file `trustedCaFile` (empty: the store alone). Error InvalidInput: no certificate is in that file.
Result<QSslConfiguration> clientConfiguration(const QString &trustedCaFile);

/// Lower-case hex SHA-256 of the DER form.
QString fingerprint(const QSslCertificate &certificate);

/// Whether `certificate` is the pinned one. The pin is hex in any case, with or without colons.
bool matchesPin(const QSslCertificate &certificate, const QString &pinnedSha256);

/// Whether the certificate names `host` by a subjectAltName entry (RFC 6125, RFC 9525): wildcards for one
/// whole leftmost label only, the common name never. Qt 6.4 alone would take the common name.
bool matchesHost(const QSslCertificate &certificate, const QString &host);

/// Whether a pin may excuse this problem: an unknown issuer or another name, but neither an expired
/// certificate nor a broken, revoked or misused one.
bool excusableByPin(const QSslError &error);

/// One error for all that is wrong with a certificate. Expired is named first, because no pin helps there;
/// the log names every problem.
Error certificateError(const QList<QSslError> &problems, const QString &host);

} // namespace liaison::transport
