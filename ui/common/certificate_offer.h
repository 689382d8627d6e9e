#pragma once

#include "core/base/error.h"

#include <QString>

#include <functional>

class QAbstractButton;
class QWidget;

namespace liaison::ui {

class MessageBar;

/// Subject, issuer, expiry and SHA-256 fingerprint of the certificate that `error` is about, a line each, with the
/// server's hidden characters written out. Empty where it is about none.
QString certificateText(const Error &error);

/// "A1:B2:…", as other programs show fingerprints.
QString fingerprintText(const QString &sha256);

/// Whether a person may accept the refused certificate: its issuer or its name is all that is wrong.
bool canBeAccepted(const Error &error);

/// Puts "Accept this one certificate for HOST" on `bar` where canBeAccepted(). It asks first and names the risk, in a
/// question over `window` that blocks nothing; `accept` runs if the person agrees. Answers the button; null where there
/// is nothing to accept.
QAbstractButton *offerCertificate(MessageBar *bar, QWidget *window, const Error &error,
                                  std::function<void(const CertificateSummary &)> accept);

} // namespace liaison::ui
