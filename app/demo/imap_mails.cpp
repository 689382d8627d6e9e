// What ImapWire does with the mails of the selected folder.
#include "app/demo/imap_wire.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace liaison::demo {

namespace {

QByteArray internalDate(UtcMs when)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(when, Qt::UTC);
    return '"' + QLocale::c().toString(utc, QStringLiteral("dd-MMM-yyyy HH:mm:ss")).toLatin1() + " +0000\"";
}

/// "BODY.PEEK[TEXT]<0.10>" taken apart.
struct BodyItem {
    QByteArray section;
    bool peek = false;
    qsizetype from = -1;
    qsizetype count = 0;
};

std::optional<BodyItem> bodyItem(const QByteArray &text)
{
    const QByteArray upper = text.toUpper();
    if (upper == "RFC822" || upper == "RFC822.HEADER" || upper == "RFC822.TEXT")
        return BodyItem{upper.mid(7), upper == "RFC822.HEADER", -1, 0};
    const bool peek = upper.startsWith("BODY.PEEK[");
    const qsizetype close = upper.lastIndexOf(']');
    if ((!peek && !upper.startsWith("BODY[")) || close < 0)
        return std::nullopt;
    const qsizetype open = upper.indexOf('[');
    BodyItem item{text.mid(open + 1, close - open - 1), peek, -1, 0};
    const QByteArray part = text.mid(close + 1);
    if (part.startsWith('<') && part.endsWith('>')) {
        const qsizetype dot = part.indexOf('.');
        item.from = part.mid(1, dot - 1).toLongLong();
        item.count = part.mid(dot + 1, part.size() - dot - 2).toLongLong();
    }
    return item;
}

QList<ImapWord> itemsOf(const ImapWord &word)
{
    if (word.kind == ImapWord::Kind::List)
        return word.items;
    if (word.upper() != "FAST" && word.upper() != "ALL" && word.upper() != "FULL")
        return {word};
    return *imapWords("FLAGS INTERNALDATE RFC822.SIZE");
}

/// The number behind a modifier such as CHANGEDSINCE; 0: not there.
quint64 modifier(const ImapWord &list, const QByteArray &name)
{
    for (qsizetype i = 0; i + 1 < list.items.size(); ++i) {
        if (list.items.at(i).upper() == name)
            return list.items.at(i + 1).text.toULongLong();
    }
    return 0;
}

} // namespace

std::optional<QList<quint32>> ImapWire::uidsOf(const Words &words, bool uid) const
{
    if (words.isEmpty())
        return std::nullopt;
    if (uid)
        return numbersOf(words.first().text, m_view);
    QList<quint32> numbers;
    for (qsizetype i = 1; i <= m_view.size(); ++i)
        numbers << static_cast<quint32>(i);
    const auto asked = numbersOf(words.first().text, numbers);
    if (!asked)
        return std::nullopt;
    QList<quint32> uids;
    for (const quint32 number : *asked)
        uids << m_view.at(static_cast<qsizetype>(number) - 1);
    return uids;
}

ImapWire::Answer ImapWire::fetch(const Words &words, bool uid)
{
    const auto uids = uidsOf(words, uid);
    if (!uids || words.size() < 2)
        return bad("FETCH set items");
    const Words items = itemsOf(words.at(1));
    const quint64 since = words.size() > 2 ? modifier(words.at(2), "CHANGEDSINCE") : 0;
    m_condstore = m_condstore || since > 0;
    bool refused = false;
    for (const quint32 one : *uids) {
        const DemoMail *mail = current()->find(one);
        if (!mail || mail->modSeq <= since)
            continue;
        const DemoMail copy = *mail; // reading its body may mark it as seen
        const QByteArray values = fetched(copy, since > 0 ? items + *imapWords("MODSEQ") : items, uid, &refused);
        if (refused)
            return no("[CANNOT] this server does not take mails apart");
        line("* " + QByteArray::number(std::lower_bound(m_view.cbegin(), m_view.cend(), one) - m_view.cbegin() + 1)
             + " FETCH (" + values + ')');
    }
    return {};
}

QByteArray ImapWire::fetched(const DemoMail &mail, const Words &items, bool uid, bool *refused)
{
    QList<QByteArray> values;
    bool uidTold = false;
    for (const ImapWord &item : items) {
        const QByteArray name = item.upper();
        if (name == "UID") {
            uidTold = true;
            values << "UID " + QByteArray::number(mail.uid);
        } else if (name == "FLAGS") {
            values << "FLAGS (" + mail.flags.values().join(' ') + ')';
        } else if (name == "INTERNALDATE") {
            values << "INTERNALDATE " + internalDate(mail.internalDate);
        } else if (name == "RFC822.SIZE") {
            values << "RFC822.SIZE " + QByteArray::number(mail.raw.size());
        } else if (name == "MODSEQ") {
            values << "MODSEQ (" + QByteArray::number(mail.modSeq) + ')';
        } else if (const auto body = bodyItem(item.text)) {
            const auto bytes = sectionOf(mail.raw, body->section);
            if (!bytes) {
                *refused = true;
                return {};
            }
            const QByteArray part = body->from < 0 ? *bytes : bytes->mid(body->from, body->count);
            QByteArray label = name.startsWith("RFC822") ? name : "BODY[" + body->section.toUpper() + ']';
            if (body->from >= 0)
                label += '<' + QByteArray::number(body->from) + '>';
            values << label + " {" + QByteArray::number(part.size()) + "}\r\n" + part;
            if (!body->peek && !m_readOnly)
                m_box->changeFlags(m_selected, mail.uid, DemoMailbox::Change::Add, {"\\Seen"});
        } else {
            *refused = true;
            return {};
        }
    }
    if (uid && !uidTold)
        values.prepend("UID " + QByteArray::number(mail.uid));
    return values.join(' ');
}

ImapWire::Answer ImapWire::store(const Words &words, bool uid)
{
    const auto uids = uidsOf(words, uid);
    if (!uids || words.size() < 3)
        return bad("STORE set action flags");
    const quint64 unchanged = words.at(1).kind == ImapWord::Kind::List ? modifier(words.at(1), "UNCHANGEDSINCE") : 0;
    const qsizetype verbAt = words.at(1).kind == ImapWord::Kind::List ? 2 : 1;
    if (words.size() <= verbAt + 1)
        return bad("STORE set action flags");
    const QByteArray action = words.at(verbAt).upper();
    using Change = DemoMailbox::Change;
    const Change change = action.startsWith('+') ? Change::Add
        : action.startsWith('-')                 ? Change::Remove
                                                 : Change::Replace;
    QSet<QByteArray> flags;
    const Words given
        = words.at(verbAt + 1).kind == ImapWord::Kind::List ? words.at(verbAt + 1).items : words.mid(verbAt + 1);
    for (const ImapWord &flag : given)
        flags.insert(flag.text);
    QList<quint32> modified;
    const bool silent = action.endsWith(".SILENT");
    const quint64 before = m_box->highestModSeq();
    for (const quint32 one : *uids) {
        const DemoMail *mail = current()->find(one);
        if (mail && unchanged > 0 && mail->modSeq > unchanged)
            modified << one;
        else
            m_box->changeFlags(m_selected, one, change, flags);
    }
    if (silent && !m_condstore && m_toldSeq == before)
        m_toldSeq = m_box->highestModSeq(); // announce() says nothing of these
    return modified.isEmpty() ? Answer() : Answer{"OK", "[MODIFIED " + setOf(modified) + "] some had changed"};
}

ImapWire::Answer ImapWire::search(const Words &words, bool uid)
{
    Words criteria = words;
    bool extended = false;
    if (criteria.size() > 1 && criteria.first().upper() == "RETURN") {
        extended = true;
        criteria = criteria.mid(2);
    }
    if (criteria.size() > 1 && criteria.first().upper() == "CHARSET")
        criteria = criteria.mid(2);
    QList<quint32> found;
    for (qsizetype i = 0; i < m_view.size(); ++i) {
        const DemoMail *mail = current()->find(m_view.at(i));
        bool all = mail != nullptr;
        for (qsizetype at = 0; all && at < criteria.size();) {
            const auto one = meets(*mail, static_cast<quint32>(i + 1), criteria, at, m_view);
            if (!one)
                return bad("SEARCH criteria");
            all = *one;
        }
        if (all)
            found << (uid ? m_view.at(i) : static_cast<quint32>(i + 1));
    }
    if (extended) {
        const QByteArray all = found.isEmpty() ? QByteArray() : " ALL " + setOf(found);
        line("* ESEARCH (TAG " + imapString(m_tag) + ')' + (uid ? " UID" : "") + " COUNT "
             + QByteArray::number(found.size()) + all);
        return {};
    }
    QByteArray numbers;
    for (const quint32 number : std::as_const(found))
        numbers += ' ' + QByteArray::number(number);
    line("* SEARCH" + numbers);
    return {};
}

ImapWire::Answer ImapWire::copy(const Words &words, bool uid, bool move)
{
    const auto uids = uidsOf(words, uid);
    if (!uids || words.size() < 2)
        return bad("COPY set folder");
    const QString to = QString::fromUtf8(words.at(1).text);
    QList<quint32> made;
    const bool done = move ? m_box->move(m_selected, *uids, to, &made) : m_box->copy(m_selected, *uids, to, &made);
    if (!done)
        return no("[TRYCREATE] no such folder");
    const QByteArray code = "[COPYUID " + QByteArray::number(m_box->folder(to)->uidValidity) + ' ' + setOf(*uids) + ' '
        + setOf(made) + ']';
    if (!move)
        return {"OK", (made.isEmpty() ? QByteArray() : code + ' ') + "copied"};
    if (!made.isEmpty())
        line("* OK " + code + " moved"); // RFC 6851 section 4.3: before the EXPUNGEs
    return {};
}

ImapWire::Answer ImapWire::expunge(const Words &words)
{
    QList<quint32> gone;
    const auto asked = words.isEmpty() ? std::optional(m_view) : numbersOf(words.first().text, m_view);
    if (!asked)
        return bad("UID EXPUNGE set");
    for (const quint32 uid : *asked) {
        const DemoMail *mail = current()->find(uid);
        if (mail && mail->flags.contains("\\Deleted"))
            gone << uid;
    }
    m_box->remove(m_selected, gone);
    return {};
}

} // namespace liaison::demo
