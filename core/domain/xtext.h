#pragma once

#include <QByteArray>

#include <optional>

namespace liaison::domain {

/// xtext (RFC 3461 section 4): printable ASCII without "+" and "=", everything else as "+HH".
QByteArray toXtext(const QByteArray &bytes);
/// nullopt for what is no xtext.
std::optional<QByteArray> fromXtext(const QByteArray &text);

} // namespace liaison::domain
