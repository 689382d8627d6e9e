#include "core/imap/numbers.h"
#include "core/imap/response_parser.h"

namespace liaison::imap {

namespace {

/// Where the code that began at text[0] == '[' ends: the first "]" outside quotes, or -1.
qsizetype codeEnd(QByteArrayView text)
{
    bool quoted = false;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const char c = text.at(i);
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (c == ']' && !quoted)
            return i;
    }
    return -1;
}

QList<QByteArray> splitWords(const QByteArray &text)
{
    QList<QByteArray> words;
    for (const QByteArray &word : text.split(' ')) {
        if (!word.isEmpty())
            words << word;
    }
    return words;
}

void readNumber(ResponseCode &code)
{
    const auto value = parseNumber(code.arguments);
    const bool is64 = code.name == "HIGHESTMODSEQ";
    if (value && *value != 0 && (is64 || *value <= std::numeric_limits<quint32>::max()))
        code.number = value;
}

void readUidPlus(ResponseCode &code)
{
    const QList<QByteArray> words = splitWords(code.arguments);
    const bool copy = code.name == "COPYUID";
    if (words.size() != (copy ? 3 : 2))
        return;
    const auto validity = parseNonZero32(words.first());
    const auto uids = UidSet::parse(words.last());
    const auto source = copy ? UidSet::parse(words.at(1)) : UidSet();
    if (!validity || !uids || !source || (copy && source->count() != uids->count()))
        return;
    code.uidValidity = validity;
    code.uids = *uids;
    code.source = *source;
}

} // namespace

void parseResponseText(QByteArrayView text, ResponseCode &code, QByteArray &words)
{
    const qsizetype end = text.startsWith('[') ? codeEnd(text) : -1;
    if (end < 0) {
        words = text.toByteArray();
        return;
    }
    const QByteArray inside = text.sliced(1, end - 1).toByteArray();
    const qsizetype space = inside.indexOf(' ');
    code.name = (space < 0 ? inside : inside.left(space)).toUpper();
    code.arguments = space < 0 ? QByteArray() : inside.mid(space + 1).trimmed();
    words = text.sliced(end + 1).toByteArray().trimmed();

    if (code.name == "UIDVALIDITY" || code.name == "UIDNEXT" || code.name == "HIGHESTMODSEQ" || code.name == "UNSEEN") {
        readNumber(code);
    } else if (code.name == "CAPABILITY") {
        code.words = splitWords(code.arguments);
    } else if (code.name == "PERMANENTFLAGS") {
        if (code.arguments.startsWith('(') && code.arguments.endsWith(')'))
            code.words = splitWords(code.arguments.mid(1, code.arguments.size() - 2));
    } else if (code.name == "APPENDUID" || code.name == "COPYUID") {
        readUidPlus(code);
    }
}

} // namespace liaison::imap
