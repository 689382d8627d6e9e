#pragma once

#include "core/base/result.h"
#include "core/imap/response_framer.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace liaison::imap {

/// Reads the grammar's small words out of one frame. The first thing that does not fit makes the reader fail; from
/// then on every call answers an empty value and moves no further, so that callers check once, at the end.
class FrameReader {
public:
    FrameReader(const Frame &frame, int nestingLimit) : m_frame(frame), m_text(frame.text), m_nesting(nestingLimit) { }

    [[nodiscard]] bool failed() const { return m_failure.has_value(); }
    [[nodiscard]] ErrorKind failure() const { return m_failure.value_or(ErrorKind::Internal); }
    void fail(ErrorKind kind = ErrorKind::ProtocolViolation);

    [[nodiscard]] bool atEnd() const { return m_pos >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text.at(m_pos); }
    /// Takes `c` if it is next.
    bool accept(char c);
    void expect(char c);
    /// One blank or several: servers are met that send two.
    void space();
    void skipSpaces();
    /// Nothing but blanks may be left.
    void expectEnd();
    QByteArrayView rest();

    /// Up to a blank, parenthesis or quote; never empty. Wider than the grammar's atom, as servers are.
    QByteArray atom();
    /// The same in capitals.
    QByteArray keyword();
    /// A FETCH item's name: capitals, a "[section]" kept whole, "<origin>" cut off.
    QByteArray fetchItemName();
    quint64 number(quint64 max);
    quint32 number32();
    quint32 nonZero32();
    /// Quoted or literal.
    QByteArray string();
    QByteArray astring();
    /// nullopt for NIL.
    std::optional<QByteArray> nstring();
    /// "(a b c)" of atoms or strings, possibly empty.
    QList<QByteArray> list();
    /// Any value: atom, string, list. Checks nesting without recursion.
    void skipValue();

private:
    QByteArray quoted();
    QByteArray literal();
    [[nodiscard]] bool atString() const { return peek() == '"' || peek() == '{' || atLiteral8(); }
    [[nodiscard]] bool atLiteral8() const;

    const Frame &m_frame;
    QByteArrayView m_text;
    int m_nesting;
    qsizetype m_pos = 0;
    size_t m_nextLiteral = 0;
    std::optional<ErrorKind> m_failure;
};

} // namespace liaison::imap
