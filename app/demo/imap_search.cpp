// Sections of mails, and what SEARCH asks of them.
#include "app/demo/imap_wire.h"

#include <QDateTime>
#include <QLocale>

namespace liaison::demo {

namespace {

QByteArray headerBlock(const QByteArray &raw)
{
    const qsizetype end = raw.indexOf("\r\n\r\n");
    return end < 0 ? raw : raw.left(end + 4);
}

/// The fields of a header block, each with its continuation lines and CRLF.
QList<QByteArray> fieldsOf(const QByteArray &block)
{
    QList<QByteArray> fields;
    for (qsizetype at = 0; at < block.size();) {
        qsizetype end = block.indexOf("\r\n", at);
        end = end < 0 ? block.size() : end + 2;
        const QByteArray line = block.mid(at, end - at);
        if ((line.startsWith(' ') || line.startsWith('\t')) && !fields.isEmpty())
            fields.last() += line;
        else if (line != "\r\n")
            fields << line;
        at = end;
    }
    return fields;
}

bool isField(const QByteArray &field, const QByteArray &name)
{
    return field.left(field.indexOf(':')).trimmed().compare(name, Qt::CaseInsensitive) == 0;
}

bool has(const QByteArray &text, const QByteArray &words)
{
    return text.toLower().contains(words.toLower());
}

QDate dateOf(const ImapWord &word)
{
    return QLocale::c().toDate(QString::fromLatin1(word.text), QStringLiteral("d-MMM-yyyy"));
}

std::optional<bool> flagKey(const QByteArray &key, const DemoMail &mail)
{
    static const QHash<QByteArray, QByteArray> flags{{"SEEN", "\\Seen"},
                                                     {"ANSWERED", "\\Answered"},
                                                     {"DELETED", "\\Deleted"},
                                                     {"DRAFT", "\\Draft"},
                                                     {"FLAGGED", "\\Flagged"}};
    if (flags.contains(key))
        return mail.flags.contains(flags.value(key));
    if (key.startsWith("UN") && flags.contains(key.mid(2)))
        return !mail.flags.contains(flags.value(key.mid(2)));
    return std::nullopt;
}

/// Criteria with one argument; nullopt: not one of them.
std::optional<bool> keyWithWord(const QByteArray &key, const ImapWord &word, const DemoMail &mail)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(mail.internalDate, Qt::UTC).date();
    if (key == "SINCE")
        return date >= dateOf(word);
    if (key == "BEFORE")
        return date < dateOf(word);
    if (key == "ON")
        return date == dateOf(word);
    if (key == "FROM" || key == "TO" || key == "CC" || key == "SUBJECT")
        return has(headerOf(mail.raw, key), word.text);
    if (key == "TEXT")
        return has(mail.raw, word.text);
    if (key == "BODY")
        return has(mail.raw.mid(headerBlock(mail.raw).size()), word.text);
    if (key == "KEYWORD")
        return mail.flags.contains(word.text);
    if (key == "UNKEYWORD")
        return !mail.flags.contains(word.text);
    if (key == "LARGER")
        return mail.raw.size() > word.text.toLongLong();
    if (key == "SMALLER")
        return mail.raw.size() < word.text.toLongLong();
    if (key == "MODSEQ")
        return mail.modSeq >= word.text.toULongLong();
    return std::nullopt;
}

std::optional<bool> inSet(const QByteArray &set, quint32 number, const QList<quint32> &present)
{
    const auto numbers = numbersOf(set, present);
    return numbers ? std::optional<bool>(numbers->contains(number)) : std::nullopt;
}

} // namespace

std::optional<QByteArray> sectionOf(const QByteArray &raw, const QByteArray &section)
{
    const QByteArray upper = section.toUpper();
    const QByteArray header = headerBlock(raw);
    if (upper.isEmpty())
        return raw;
    if (upper == "HEADER")
        return header;
    if (upper == "TEXT")
        return raw.mid(header.size());
    if (!upper.startsWith("HEADER.FIELDS"))
        return std::nullopt;
    const bool others = upper.startsWith("HEADER.FIELDS.NOT");
    const auto words = imapWords(upper.mid(upper.indexOf('(')));
    if (!words || words->isEmpty())
        return std::nullopt;
    QByteArray chosen;
    const QList<QByteArray> fields = fieldsOf(header);
    for (const QByteArray &field : fields) {
        const bool named = std::any_of(words->first().items.cbegin(), words->first().items.cend(),
                                       [&](const ImapWord &name) { return isField(field, name.text); });
        if (named != others)
            chosen += field;
    }
    return chosen + "\r\n";
}

QByteArray headerOf(const QByteArray &raw, const QByteArray &name)
{
    const QList<QByteArray> fields = fieldsOf(headerBlock(raw));
    for (const QByteArray &field : fields) {
        if (isField(field, name))
            return field.mid(field.indexOf(':') + 1).replace("\r\n", "").trimmed();
    }
    return {};
}

std::optional<bool> meets(const DemoMail &mail, quint32 sequence, const QList<ImapWord> &words, qsizetype &at,
                          const QList<quint32> &uids)
{
    const ImapWord word = words.at(at++);
    if (word.kind == ImapWord::Kind::List) {
        bool all = true;
        for (qsizetype inner = 0; inner < word.items.size();) {
            const auto one = meets(mail, sequence, word.items, inner, uids);
            if (!one)
                return std::nullopt;
            all = all && *one;
        }
        return all;
    }
    const QByteArray key = word.upper();
    if (key == "ALL")
        return true;
    if (const auto flag = flagKey(key, mail))
        return flag;
    if (at >= words.size() || key == "*" || (key.size() > 0 && key.at(0) >= '0' && key.at(0) <= '9')) {
        QList<quint32> numbers;
        for (qsizetype i = 1; i <= uids.size(); ++i)
            numbers << static_cast<quint32>(i);
        return inSet(key, sequence, numbers);
    }
    if (key == "NOT") {
        const auto one = meets(mail, sequence, words, at, uids);
        return one ? std::optional<bool>(!*one) : std::nullopt;
    }
    if (key == "OR") {
        const auto one = meets(mail, sequence, words, at, uids);
        const auto other = one && at < words.size() ? meets(mail, sequence, words, at, uids) : std::nullopt;
        return other ? std::optional<bool>(*one || *other) : std::nullopt;
    }
    const ImapWord argument = words.at(at++);
    if (key == "UID")
        return inSet(argument.text, mail.uid, uids);
    if (key == "HEADER") {
        if (at >= words.size())
            return std::nullopt;
        const QByteArray wanted = words.at(at++).text;
        const QByteArray value = headerOf(mail.raw, argument.text);
        return !value.isEmpty() && has(value, wanted);
    }
    return keyWithWord(key, argument, mail);
}

} // namespace liaison::demo
