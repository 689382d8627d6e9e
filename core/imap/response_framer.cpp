#include "core/imap/response_framer.h"

#include "core/base/append_growing.h"
#include "core/imap/numbers.h"

namespace liaison::imap {

namespace {

/// Reserved at once, which costs addresses and no memory; beyond it a buffer grows with what really arrives.
constexpr qsizetype trustedReserve = 64 * 1024 * 1024;

QByteArrayView secondWord(QByteArrayView text)
{
    const qsizetype space = text.indexOf(' ');
    if (space < 0)
        return {};
    const QByteArrayView rest = text.sliced(space + 1);
    const qsizetype end = rest.indexOf(' ');
    return end < 0 ? rest : rest.first(end);
}

bool same(QByteArrayView text, QByteArrayView word)
{
    return text.compare(word, Qt::CaseInsensitive) == 0;
}

} // namespace

tl::unexpected<Error> ResponseFramer::broken(ErrorKind kind, const QString &why)
{
    m_error = Error{kind, why, {}, std::nullopt};
    return fail(*m_error);
}

Result<void> ResponseFramer::feed(QByteArrayView bytes)
{
    if (m_error)
        return fail(*m_error);
    while (!bytes.isEmpty()) {
        if (m_literalLeft > 0) {
            takeLiteral(bytes);
        } else if (const auto taken = takeText(bytes); !taken) {
            return taken;
        }
    }
    return {};
}

Result<void> ResponseFramer::takeText(QByteArrayView &bytes)
{
    const qsizetype newline = bytes.indexOf('\n');
    const QByteArrayView part = newline < 0 ? bytes : bytes.first(newline + 1);
    bytes = bytes.sliced(part.size());
    if (part.contains('\0'))
        return broken(ErrorKind::ProtocolViolation, QStringLiteral("NUL in a response line"));
    m_frame.text.append(part);
    const qsizetype size = m_frame.text.size();
    if (size > m_limits.line && !(size <= m_limits.numbersLine && isNumbersLine()))
        return broken(ErrorKind::LimitExceeded, QStringLiteral("response line too long"));
    return newline < 0 ? Result<void>() : lineEnded();
}

void ResponseFramer::takeLiteral(QByteArrayView &bytes)
{
    const qsizetype n = std::min(m_literalLeft, bytes.size());
    appendGrowing(m_frame.literals.back().bytes, bytes.first(n));
    bytes = bytes.sliced(n);
    m_literalLeft -= n;
}

Result<void> ResponseFramer::lineEnded()
{
    QByteArray &text = m_frame.text;
    text.chop(1);
    // After a literal that ends the text, a CR belongs to this line only if it came behind the literal's "}".
    if (text.endsWith('\r'))
        text.chop(1);
    const qsizetype alreadyOpened = m_frame.literals.empty() ? -1 : m_frame.literals.back().at;
    if (text.endsWith('}') && !isStatusLine()) {
        const qsizetype open = text.lastIndexOf('{');
        if (open > alreadyOpened) {
            QByteArrayView digits = QByteArrayView(text).sliced(open + 1);
            digits.chop(1);
            return openLiteral(open, digits);
        }
    }
    m_complete.push_back(std::move(m_frame));
    m_frame = Frame();
    m_literalTotal = 0;
    return {};
}

Result<void> ResponseFramer::openLiteral(qsizetype at, QByteArrayView digits)
{
    if (digits.endsWith('+'))
        digits.chop(1);
    const auto size = parseNumber(digits);
    if (!size)
        return broken(ErrorKind::ProtocolViolation, QStringLiteral("bad literal size"));
    const qsizetype limit = isFetch() ? m_limits.mail : m_limits.literal;
    if (*size > quint64(limit) || m_literalTotal + qsizetype(*size) > limit)
        return broken(ErrorKind::LimitExceeded, QStringLiteral("literal too large"));
    m_literalTotal += qsizetype(*size);
    m_literalLeft = qsizetype(*size);
    Frame::Literal literal{at, {}};
    literal.bytes.reserve(std::min(m_literalLeft, trustedReserve));
    m_frame.literals.push_back(std::move(literal));
    return {};
}

bool ResponseFramer::isStatusLine() const
{
    const QByteArrayView word = secondWord(m_frame.text);
    return m_frame.text.startsWith('+') || same(word, "OK") || same(word, "NO") || same(word, "BAD")
        || same(word, "BYE") || same(word, "PREAUTH");
}

bool ResponseFramer::isFetch() const
{
    const QByteArrayView text = m_frame.text;
    if (!text.startsWith("* "))
        return false;
    const QByteArrayView afterStar = text.sliced(2);
    return same(secondWord(afterStar), "FETCH");
}

bool ResponseFramer::isNumbersLine() const
{
    const QByteArrayView word
        = secondWord(QByteArrayView(m_frame.text).first(std::min<qsizetype>(m_frame.text.size(), 32)));
    return m_frame.text.startsWith("* ") && (same(word, "SEARCH") || same(word, "ESEARCH") || same(word, "VANISHED"));
}

std::optional<Frame> ResponseFramer::next()
{
    if (m_complete.empty())
        return std::nullopt;
    Frame frame = std::move(m_complete.front());
    m_complete.pop_front();
    return frame;
}

bool ResponseFramer::hasBytes() const
{
    return !m_complete.empty() || !m_frame.text.isEmpty();
}

void ResponseFramer::clear()
{
    m_frame = Frame();
    m_complete.clear();
    m_literalLeft = 0;
    m_literalTotal = 0;
    m_error.reset();
}

} // namespace liaison::imap
