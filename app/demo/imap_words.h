#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace liaison::demo {

/// An argument of a command: an atom (in any case it was written in), a string, or a list of arguments.
struct ImapWord {
    enum class Kind { Atom, String, List };
    Kind kind = Kind::Atom;
    QByteArray text;
    QList<ImapWord> items;

    /// The atom in capitals; empty for strings and lists.
    [[nodiscard]] QByteArray upper() const { return kind == Kind::Atom ? text.toUpper() : QByteArray(); }
};

/// Cuts a client's bytes into commands, literals included (RFC 3501 section 4.3, RFC 7888).
class ImapFramer {
public:
    struct Next {
        std::optional<QByteArray> command; ///< without the last CRLF, literals as they came
        bool wantsGoAhead = false;         ///< a synchronising literal is due: say "+"
        bool tooLarge = false;
    };
    void add(const QByteArray &bytes) { m_buffer += bytes; }
    Next next();

private:
    QByteArray m_buffer;
    qsizetype m_scan = 0;   ///< up to here literals were stepped over
    bool m_invited = false; ///< "+" was said for the literal at m_scan
};

/// The arguments of a command; nullopt for what is no IMAP.
std::optional<QList<ImapWord>> imapWords(const QByteArray &command);

/// "text" as a quoted string, or as a literal where it cannot be one.
QByteArray imapString(const QByteArray &text);

/// Numbers of "1:4,7,9:*" that are in `present` (ascending); nullopt for what is no set. "*" is the last one.
std::optional<QList<quint32>> numbersOf(const QByteArray &set, const QList<quint32> &present);
/// "1:4,7" of ascending numbers.
QByteArray setOf(const QList<quint32> &numbers);

} // namespace liaison::demo
