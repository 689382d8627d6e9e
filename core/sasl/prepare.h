#pragma once

#include <QByteArray>
#include <QString>

namespace liaison::sasl {

/// A name or password in the one form that both sides hash (SASLprep, RFC 4013): compatibility characters composed
/// (NFKC), other blanks made U+0020, soft hyphens and their like left out. What SASLprep forbids (control characters,
/// bytes that are no UTF-8) is used as it was typed, as PostgreSQL does: servers stored it like that.
QByteArray prepared(const QByteArray &utf8);

} // namespace liaison::sasl
