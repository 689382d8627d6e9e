#pragma once

#include "core/imap/mailbox_name.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace liaison::imap {

struct Context;

/// Builds one command line. Strings take the plainest form that carries them: atom, quoted, literal (RFC 9051
/// section 4). A literal is sent at once where the server takes LITERAL+ (or LITERAL- and at most 4096 bytes,
/// RFC 7888), else it waits for "+": then the command comes out in several pieces.
class CommandWriter {
public:
    /// `verb` with its arguments that need no quoting, such as "UID FETCH 1:3 (FLAGS)".
    CommandWriter(const Context &context, QByteArray tag, const QByteArray &verb);

    CommandWriter &raw(const QByteArray &text);      ///< " text", as it is
    CommandWriter &astring(const QByteArray &value); ///< NUL cannot be sent: it ends the value
    CommandWriter &mailbox(const QString &name);
    CommandWriter &literal(const QByteArray &bytes);
    CommandWriter &open(const QByteArray &text = {});  ///< " text(": what follows stands in these parentheses …
    CommandWriter &close(const QByteArray &text = {}); ///< … up to ")text"

    [[nodiscard]] const QByteArray &tag() const { return m_tag; }
    /// The pieces; before each but the first a continuation has to arrive.
    [[nodiscard]] QList<QByteArray> finish();

private:
    /// A space, except right behind an opening parenthesis.
    void separate();

    const Context &m_context;
    QByteArray m_tag;
    QList<QByteArray> m_pieces;
    bool m_opened = false;
};

/// The quoted form, for text without CR, LF, NUL and 8-bit bytes.
QByteArray quoted(const QByteArray &text);

} // namespace liaison::imap
