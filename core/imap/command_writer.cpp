#include "core/imap/command_writer.h"

#include "core/imap/machine.h"

namespace liaison::imap {

namespace {

enum class Form { Atom, Quoted, Literal };

/// What astring can be written as; beyond 1000 bytes a literal, as lines should stay short (RFC 7162 section 4).
Form formFor(const QByteArray &value, bool utf8)
{
    if (value.size() > 1000)
        return Form::Literal;
    Form form = value.isEmpty() || value.compare("NIL", Qt::CaseInsensitive) == 0 ? Form::Quoted : Form::Atom;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == '\r' || byte == '\n' || (byte >= 0x80 && !utf8))
            return Form::Literal;
        if (byte <= 0x20 || byte >= 0x7f || QByteArrayView("(){%*\"\\]&").contains(c))
            form = Form::Quoted;
    }
    return form;
}

} // namespace

QByteArray quoted(const QByteArray &text)
{
    QByteArray out("\"");
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

CommandWriter::CommandWriter(const Context &context, QByteArray tag, const QByteArray &verb)
    : m_context(context), m_tag(std::move(tag)), m_pieces{m_tag + ' ' + verb}
{
}

CommandWriter &CommandWriter::raw(const QByteArray &text)
{
    separate();
    m_pieces.last() += text;
    return *this;
}

CommandWriter &CommandWriter::open(const QByteArray &text)
{
    raw(text + '(');
    m_opened = true;
    return *this;
}

CommandWriter &CommandWriter::close(const QByteArray &text)
{
    m_opened = false;
    m_pieces.last() += ')' + text;
    return *this;
}

void CommandWriter::separate()
{
    if (!std::exchange(m_opened, false))
        m_pieces.last() += ' ';
}

CommandWriter &CommandWriter::astring(const QByteArray &value)
{
    const qsizetype nul = value.indexOf('\0');
    const QByteArray sendable = nul < 0 ? value : value.left(nul);
    switch (formFor(sendable, m_context.names == NameEncoding::Utf8)) {
    case Form::Atom:
        return raw(sendable);
    case Form::Quoted:
        return raw(quoted(sendable));
    case Form::Literal:
        break;
    }
    return literal(sendable);
}

CommandWriter &CommandWriter::mailbox(const QString &name)
{
    return astring(encodeMailboxName(name, m_context.names));
}

CommandWriter &CommandWriter::literal(const QByteArray &bytes)
{
    const bool atOnce = m_context.capabilities.has("LITERAL+")
        || ((m_context.capabilities.has("LITERAL-") || m_context.capabilities.rev2()) && bytes.size() <= 4096);
    separate();
    m_pieces.last() += '{' + QByteArray::number(bytes.size()) + (atOnce ? "+}\r\n" : "}\r\n");
    if (atOnce)
        m_pieces.last() += bytes;
    else
        m_pieces << bytes;
    return *this;
}

QList<QByteArray> CommandWriter::finish()
{
    m_pieces.last() += "\r\n";
    return m_pieces;
}

} // namespace liaison::imap
