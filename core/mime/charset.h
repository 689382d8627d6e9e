#pragma once

#include <QByteArray>
#include <QString>

namespace liaison::mime {

/// Text made from bytes; `repaired` when the declared charset was wrong, unknown or did not fit.
struct DecodedText {
    QString text;
    bool repaired = false;
};

/// Decodes bytes in the declared charset (any case, any alias; may be empty). A charset that is absent,
/// unknown, refused (UTF-7: it smuggles markup past filters) or contradicted by the bytes is guessed:
/// UTF-8 if valid, ISO-2022-JP by its escapes, else uchardet, else windows-1252. Never holds U+0000.
DecodedText toUnicode(const QByteArray &bytes, const QByteArray &charset = {});

/// Whether the bytes are well-formed UTF-8 (RFC 3629).
bool isValidUtf8(const QByteArray &bytes);

} // namespace liaison::mime
