#include "app/demo/imap_wire.h"

#include <QDateTime>
#include <QLocale>

namespace liaison::demo {

namespace {

const QByteArray capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN LITERAL+ ID ENABLE NAMESPACE LIST-EXTENDED LIST-STATUS "
                                "SPECIAL-USE CONDSTORE ESEARCH UIDPLUS MOVE UNSELECT IDLE";

QString nameOf(const ImapWord &word)
{
    return QString::fromUtf8(word.text);
}

} // namespace

ImapWire::ImapWire(PostOffice *post, QObject *parent) : Wire(parent), m_post(post) { }

void ImapWire::greet()
{
    line("* OK [CAPABILITY " + capabilities + "] Liaison demo server; nothing leaves this machine");
}

void ImapWire::receive(const QByteArray &bytes)
{
    m_framer.add(bytes);
    for (;;) {
        const ImapFramer::Next next = m_framer.next();
        if (next.tooLarge) {
            line("* BYE too large");
            Q_EMIT leave();
            return;
        }
        if (next.wantsGoAhead)
            line("+ go ahead");
        if (!next.command)
            return;
        command(*next.command);
    }
}

void ImapWire::command(const QByteArray &text)
{
    if (!m_idleTag.isEmpty()) {
        const QByteArray tag = std::exchange(m_idleTag, {});
        return answer(tag, text.toUpper() == "DONE" ? Answer() : bad("DONE was due"));
    }
    if (!m_saslTag.isEmpty()) {
        const QByteArray tag = std::exchange(m_saslTag, {});
        const QList<QByteArray> parts = QByteArray::fromBase64(text).split('\0');
        return answer(tag, parts.size() == 3 ? signIn(parts.at(1), parts.at(2)) : bad("cancelled"));
    }
    auto words = imapWords(text);
    if (!words || words->size() < 2 || words->at(1).kind != ImapWord::Kind::Atom) {
        line((words && !words->isEmpty() ? words->first().text : QByteArray("*")) + " BAD what?");
        return;
    }
    const QByteArray tag = words->takeFirst().text;
    m_tag = tag;
    QByteArray verb = words->takeFirst().upper();
    const bool uid = verb == "UID" && !words->isEmpty();
    if (uid)
        verb = words->takeFirst().upper();
    if (verb == "AUTHENTICATE" && !m_box) {
        const Answer result = authenticate(tag, *words);
        if (m_saslTag.isEmpty())
            answer(tag, result);
        return;
    }
    if (verb == "IDLE" && m_box) {
        m_idleTag = tag;
        line("+ idling");
        return announce(true);
    }
    bool known = true;
    Answer result = uid ? Answer() : anyTime(verb, *words, &known);
    if (uid || !known) {
        known = true;
        result = uid ? Answer() : signedIn(verb, *words, &known);
        if (uid || !known)
            result = selected(verb, *words, uid, &known);
    }
    // RFC 3501 section 7.4.1: no EXPUNGE while sequence numbers are in use.
    const bool numbersInUse = !uid && (verb == "FETCH" || verb == "STORE" || verb == "SEARCH");
    announce(!numbersInUse);
    answer(tag, known ? result : bad("not known, or not now"));
    if (verb == "LOGOUT")
        Q_EMIT leave();
}

void ImapWire::answer(const QByteArray &tag, const Answer &answer)
{
    line(tag + ' ' + answer.status + ' ' + answer.text);
}

ImapWire::Answer ImapWire::anyTime(const QByteArray &verb, const Words &words, bool *known)
{
    if (verb == "CAPABILITY") {
        line("* CAPABILITY " + capabilities);
        return {};
    }
    if (verb == "NOOP" || verb == "CHECK")
        return {};
    if (verb == "ID") {
        line("* ID (\"name\" \"Liaison demo server\")");
        return {};
    }
    if (verb == "LOGOUT") {
        line("* BYE goodbye");
        return {};
    }
    if (verb == "LOGIN" && !m_box && words.size() == 2)
        return signIn(words.at(0).text, words.at(1).text);
    *known = false;
    return {};
}

ImapWire::Answer ImapWire::signIn(const QByteArray &user, const QByteArray &password)
{
    m_box = m_post->signIn(QString::fromUtf8(user), QString::fromUtf8(password));
    if (!m_box)
        return no("[AUTHENTICATIONFAILED] user name or password is wrong");
    connect(m_box, &DemoMailbox::changed, this, [this](const QString &path) {
        if (!m_idleTag.isEmpty() && path == m_selected)
            announce(true);
    });
    return {"OK", "[CAPABILITY " + capabilities + "] welcome"};
}

ImapWire::Answer ImapWire::authenticate(const QByteArray &tag, const Words &words)
{
    if (words.isEmpty() || words.first().upper() != "PLAIN")
        return no("AUTH=PLAIN only");
    if (words.size() == 1) {
        m_saslTag = tag;
        line("+ ");
        return {};
    }
    const QList<QByteArray> parts = QByteArray::fromBase64(words.at(1).text).split('\0');
    return parts.size() == 3 ? signIn(parts.at(1), parts.at(2)) : bad("no credentials");
}

ImapWire::Answer ImapWire::signedIn(const QByteArray &verb, const Words &words, bool *known)
{
    *known = false;
    if (!m_box)
        return {};
    *known = true;
    if (verb == "NAMESPACE") {
        line("* NAMESPACE ((\"\" \"/\")) NIL NIL");
        return {};
    }
    if (verb == "ENABLE") {
        for (const ImapWord &word : words)
            m_condstore = m_condstore || word.upper() == "CONDSTORE";
        line(m_condstore ? "* ENABLED CONDSTORE" : "* ENABLED");
        return {};
    }
    if (verb == "LIST" || verb == "LSUB")
        return list(words);
    if (verb == "STATUS")
        return status(words);
    if (verb == "SELECT" || verb == "EXAMINE")
        return select(words, verb == "EXAMINE");
    if (verb == "APPEND")
        return append(words);
    if (verb == "CREATE" && words.size() == 1)
        return m_box->createFolder(nameOf(words.first())) ? Answer() : no("[ALREADYEXISTS] it is there");
    if ((verb == "SUBSCRIBE" || verb == "UNSUBSCRIBE") && words.size() == 1)
        return {};
    *known = false;
    return {};
}

ImapWire::Answer ImapWire::list(const Words &words)
{
    if (words.size() < 2)
        return bad("LIST reference pattern");
    if (words.at(1).text.isEmpty()) {
        line("* LIST (\\Noselect) \"/\" \"\"");
        return {};
    }
    const QByteArray pattern = words.at(1).text;
    Words statusOf;
    if (words.size() == 4 && words.at(2).upper() == "RETURN") {
        const Words &options = words.at(3).items;
        for (qsizetype i = 0; i + 1 < options.size(); ++i) {
            if (options.at(i).upper() == "STATUS")
                statusOf = options.at(i + 1).items;
        }
    }
    for (const DemoFolder &folder : m_box->folders()) {
        const QByteArray name = folder.path.toUtf8();
        if (pattern != "*" && pattern != "%" && pattern != name)
            continue;
        line("* LIST (\\HasNoChildren" + (folder.specialUse.isEmpty() ? QByteArray() : ' ' + folder.specialUse)
             + ") \"/\" " + imapString(name));
        if (!statusOf.isEmpty())
            line("* STATUS " + imapString(name) + " (" + statusItems(folder, statusOf) + ')');
    }
    return {};
}

QByteArray ImapWire::statusItems(const DemoFolder &folder, const Words &items) const
{
    QList<QByteArray> values;
    for (const ImapWord &item : items) {
        const QByteArray name = item.upper();
        qulonglong value = 0;
        if (name == "MESSAGES")
            value = static_cast<qulonglong>(folder.mails.size());
        else if (name == "UNSEEN")
            value = static_cast<qulonglong>(folder.unseen());
        else if (name == "UIDNEXT")
            value = folder.uidNext;
        else if (name == "UIDVALIDITY")
            value = folder.uidValidity;
        else if (name == "HIGHESTMODSEQ")
            value = m_box->highestModSeq();
        values << name + ' ' + QByteArray::number(value);
    }
    return values.join(' ');
}

ImapWire::Answer ImapWire::status(const Words &words)
{
    const DemoFolder *folder = words.size() == 2 ? m_box->folder(nameOf(words.first())) : nullptr;
    if (!folder)
        return no("[NONEXISTENT] no such folder");
    line("* STATUS " + imapString(folder->path.toUtf8()) + " (" + statusItems(*folder, words.at(1).items) + ')');
    return {};
}

ImapWire::Answer ImapWire::select(const Words &words, bool readOnly)
{
    m_selected.clear();
    m_view.clear();
    const DemoFolder *folder = words.isEmpty() ? nullptr : m_box->folder(nameOf(words.first()));
    if (!folder)
        return no("[NONEXISTENT] no such folder");
    m_selected = folder->path;
    m_readOnly = readOnly;
    m_condstore = m_condstore || (words.size() == 2 && words.at(1).items.value(0).upper() == "CONDSTORE");
    m_toldSeq = m_box->highestModSeq();
    m_removalsOwed = false;
    for (const DemoMail &mail : folder->mails)
        m_view << mail.uid;
    line("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded)");
    line("* " + QByteArray::number(m_view.size()) + " EXISTS");
    line("* 0 RECENT");
    line("* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded \\*)] flags are kept");
    line("* OK [UIDVALIDITY " + QByteArray::number(folder->uidValidity) + "] UIDs are valid");
    line("* OK [UIDNEXT " + QByteArray::number(folder->uidNext) + "] the next UID");
    line("* OK [HIGHESTMODSEQ " + QByteArray::number(m_toldSeq) + "] the last change");
    return {"OK", readOnly ? "[READ-ONLY] selected" : "[READ-WRITE] selected"};
}

ImapWire::Answer ImapWire::append(const Words &words)
{
    if (words.size() < 2 || words.last().kind != ImapWord::Kind::String)
        return bad("APPEND folder (flags) date literal");
    const DemoFolder *folder = m_box->folder(nameOf(words.first()));
    if (!folder)
        return no("[TRYCREATE] no such folder");
    QSet<QByteArray> flags;
    UtcMs when = QDateTime::currentMSecsSinceEpoch();
    for (qsizetype i = 1; i + 1 < words.size(); ++i) {
        for (const ImapWord &flag : words.at(i).items)
            flags.insert(flag.text);
        if (words.at(i).kind == ImapWord::Kind::String) {
            // Qt reads a zone only in its own spelling: "+01:00".
            QString date = QString::fromLatin1(words.at(i).text).trimmed();
            const QDateTime given = QLocale::c().toDateTime(date.insert(date.size() - 2, QLatin1Char(':')),
                                                            QStringLiteral("d-MMM-yyyy HH:mm:ss t"));
            if (!given.isValid())
                return bad("APPEND date");
            when = given.toMSecsSinceEpoch();
        }
    }
    quint32 uid = 0;
    m_box->append(folder->path, words.last().text, when, flags, &uid);
    return {"OK",
            "[APPENDUID " + QByteArray::number(folder->uidValidity) + ' ' + QByteArray::number(uid) + "] appended"};
}

ImapWire::Answer ImapWire::selected(const QByteArray &verb, const Words &words, bool uid, bool *known)
{
    *known = false;
    if (!m_box || m_selected.isEmpty())
        return {};
    *known = true;
    if (verb == "CLOSE" || verb == "UNSELECT") {
        if (verb == "CLOSE" && !m_readOnly)
            expunge({});
        m_selected.clear();
        m_view.clear();
        return {};
    }
    if (verb == "FETCH")
        return fetch(words, uid);
    if (verb == "SEARCH")
        return search(words, uid);
    const bool changes = verb == "STORE" || verb == "MOVE" || verb == "EXPUNGE";
    if (changes && m_readOnly)
        return no("the folder is open for reading only");
    if (verb == "STORE")
        return store(words, uid);
    if (verb == "COPY" || verb == "MOVE")
        return copy(words, uid, verb == "MOVE");
    if (verb == "EXPUNGE")
        return expunge(words);
    *known = false;
    return {};
}

const DemoFolder *ImapWire::current() const
{
    return m_box && !m_selected.isEmpty() ? m_box->folder(m_selected) : nullptr;
}

void ImapWire::announce(bool expunges)
{
    const DemoFolder *folder = current();
    const bool unchanged = m_box && m_box->highestModSeq() == m_toldSeq;
    if (!folder || (unchanged && !(expunges && m_removalsOwed)))
        return;
    m_removalsOwed = !expunges;
    for (qsizetype i = m_view.size(); expunges && i-- > 0;) {
        if (folder->find(m_view.at(i)))
            continue;
        m_view.removeAt(i);
        line("* " + QByteArray::number(i + 1) + " EXPUNGE");
    }
    const qsizetype before = m_view.size();
    for (const DemoMail &mail : folder->mails) {
        if (m_view.isEmpty() || mail.uid > m_view.last())
            m_view << mail.uid;
    }
    if (m_view.size() > before)
        line("* " + QByteArray::number(m_view.size()) + " EXISTS");
    for (qsizetype i = 0; i < before; ++i) {
        const DemoMail *mail = folder->find(m_view.at(i));
        if (!mail || mail->modSeq <= m_toldSeq)
            continue;
        QByteArray items = "UID " + QByteArray::number(mail->uid) + " FLAGS (" + mail->flags.values().join(' ') + ')';
        if (m_condstore)
            items += " MODSEQ (" + QByteArray::number(mail->modSeq) + ')';
        line("* " + QByteArray::number(i + 1) + " FETCH (" + items + ')');
    }
    m_toldSeq = m_box->highestModSeq();
}

} // namespace liaison::demo
