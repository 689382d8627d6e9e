#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace liaison::imap {

/// A mailbox name in modified UTF-7 (RFC 3501 section 5.1.3).
QByteArray encodeModifiedUtf7(const QString &name);

/// The reverse. nullopt for what encodeModifiedUtf7 could not have written: bare 8-bit bytes, a shift that does
/// not end, odd bits left over, encoded printable ASCII ("&AC8-" would smuggle a "/"), unpaired surrogates.
std::optional<QString> decodeModifiedUtf7(const QByteArray &name);

/// How names travel on a connection: modified UTF-7, or UTF-8 once UTF8=ACCEPT or IMAP4rev2 is enabled.
enum class NameEncoding { ModifiedUtf7, Utf8 };

/// "inbox" in any case becomes "INBOX" (RFC 9051 section 5.1).
QByteArray encodeMailboxName(const QString &name, NameEncoding encoding);
std::optional<QString> decodeMailboxName(const QByteArray &name, NameEncoding encoding);

} // namespace liaison::imap
