#include "fake_imap_server.h"

#include "core/imap/uid_set.h"

#include <utility>

namespace liaison::test {

using imap::UidSet;

FakeImapServer::FakeImapServer()
{
    m_server.listen(QHostAddress::LocalHost);
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
}

void FakeImapServer::add(quint32 uid, const QByteArray &raw, const QByteArray &flags)
{
    mails[uid] = {raw, flags, ++m_modSeq};
    m_uidNext = std::max(m_uidNext, uid + 1);
}

void FakeImapServer::setFlags(quint32 uid, const QByteArray &flags)
{
    mails[uid].flags = flags;
    mails[uid].modSeq = ++m_modSeq;
}

void FakeImapServer::remove(quint32 uid)
{
    mails.erase(uid);
    m_vanished[uid] = ++m_modSeq;
}

void FakeImapServer::announce()
{
    for (auto &[socket, client] : m_clients) {
        if (!client.idleTag.isEmpty())
            say(client, "* " + QByteArray::number(mails.size()) + " EXISTS");
    }
}

void FakeImapServer::tell(const QByteArray &line)
{
    for (auto &[socket, client] : m_clients)
        say(client, line);
}

void FakeImapServer::hangUp()
{
    QList<QTcpSocket *> sockets;
    for (const auto &[socket, client] : m_clients)
        sockets << socket;
    for (QTcpSocket *socket : sockets)
        socket->abort(); // which takes it out of m_clients
}

void FakeImapServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++connections;
        m_clients[socket].socket = socket;
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(m_clients[socket]); });
        QObject::connect(socket, &QTcpSocket::disconnected, &m_server, [this, socket] {
            m_clients.erase(socket);
            socket->deleteLater();
        });
        if (!silent)
            say(m_clients[socket], greeting.isEmpty() ? "* OK [CAPABILITY " + capabilities + "] ready" : greeting);
    }
}

void FakeImapServer::say(Client &client, const QByteArray &line)
{
    write(client, line + "\r\n");
}

void FakeImapServer::write(Client &client, const QByteArray &bytes)
{
    client.socket->write(client.deflate ? client.deflate->deflated(bytes) : bytes);
}

void FakeImapServer::read(Client &client)
{
    const QByteArray bytes = client.socket->readAll();
    if (client.deflate) {
        const auto inflated = client.deflate->inflate(bytes, [&client](QByteArrayView piece) {
            client.in += piece.toByteArray();
            return true;
        });
        if (!inflated)
            return client.socket->abort();
    } else {
        client.in += bytes;
    }
    QTcpSocket *const socket = client.socket;
    while (m_clients.contains(socket) && !silent) {
        if (client.literal > 0) {
            if (client.in.size() < client.literal + 2)
                return;
            appended = client.in.left(client.literal);
            client.in.remove(0, client.literal + 2);
            client.literal = 0;
            const quint32 uid = m_uidNext;
            add(uid, appended, "\\Seen");
            say(client,
                client.appendTag + " OK [APPENDUID " + QByteArray::number(uidValidity) + ' ' + QByteArray::number(uid)
                    + "] filed");
            continue;
        }
        const qsizetype end = client.in.indexOf("\r\n");
        if (end < 0)
            return;
        const QByteArray line = client.in.left(end);
        client.in.remove(0, end + 2);
        handle(client, line);
    }
}

void FakeImapServer::handle(Client &client, const QByteArray &line)
{
    commands << line;
    if (heard)
        heard(line);
    if (line == "DONE") {
        say(client, client.idleTag + " OK idled");
        client.idleTag.clear();
        return;
    }
    if (!client.refusedTag.isEmpty()) {
        say(client, std::exchange(client.refusedTag, {}) + ' ' + refusal);
        return;
    }
    const QByteArray tag = line.left(line.indexOf(' '));
    const QByteArray rest = line.mid(tag.size() + 1);
    if (rest.startsWith("AUTHENTICATE PLAIN ")) {
        const QByteArray expected = QByteArray("\0ann@example.org\0", 17) + password;
        const bool right = QByteArray::fromBase64(rest.mid(19)) == expected;
        signInsRefused += right ? 0 : 1;
        say(client, tag + (right ? " OK [CAPABILITY " + capabilities + "] in" : ' ' + refusal));
    } else if (rest.startsWith("AUTHENTICATE XOAUTH2 ") && !token.isEmpty()) {
        handleToken(client, tag, QByteArray::fromBase64(rest.mid(21)));
    } else if (rest.startsWith("AUTHENTICATE ")) {
        ++signInsRefused;
        say(client, tag + ' ' + refusal);
    } else if (rest == "CAPABILITY") {
        say(client, "* CAPABILITY " + capabilities + "\r\n" + tag + " OK listed");
    } else if (rest == "STARTTLS") {
        client.socket->write(tag + " OK go\r\n" + behindStartTls);
    } else if (rest.startsWith("LIST")) {
        say(client,
            "* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\Sent) \"/\" \"Sent Items\"\r\n" + listed + tag
                + " OK listed");
    } else if (rest.startsWith("ID ")) {
        say(client, "* ID (\"version\" \"2.1\" \"name\" \"Fake\")\r\n" + tag + " OK told");
    } else if (rest.startsWith("SELECT") || rest.startsWith("EXAMINE")) {
        handleSelect(client, tag, rest);
    } else if (rest.startsWith("STATUS ")) {
        handleStatus(client, tag, rest);
    } else if (rest.startsWith("ENABLE ")) {
        client.qresync = rest.contains("QRESYNC");
        say(client, "* ENABLED QRESYNC\r\n" + tag + " OK enabled");
    } else if (rest.startsWith("NOTIFY SET ")) {
        say(client, tag + ' ' + notifyAnswer);
    } else if (rest == "COMPRESS DEFLATE") {
        // In one piece with something compressed: nobody may lose what stands behind the answer.
        client.socket->write(tag + " OK deflate");
        client.deflate = std::make_shared<transport::Deflate>();
        client.socket->write("\r\n" + client.deflate->deflated("* OK squeezed\r\n"));
    } else if (rest.startsWith("UID SEARCH ")) {
        handleSearch(client, tag, rest.mid(11));
    } else if (rest.startsWith("UID FETCH ")) {
        handleFetch(client, tag, rest.mid(10));
    } else if (rest.startsWith("UID STORE ")) {
        const quint32 uid = rest.split(' ').at(2).toUInt();
        setFlags(uid, mails[uid].flags + ' ' + rest.mid(rest.indexOf('(') + 1).chopped(1));
        say(client, tag + " OK stored");
    } else if (rest.startsWith("APPEND")) {
        client.appendTag = tag;
        client.literal = rest.mid(rest.lastIndexOf('{') + 1).chopped(2).toInt();
    } else if (rest == "IDLE") {
        client.idleTag = tag;
        say(client, "+ idling");
    } else if (rest == "LOGOUT") {
        say(client, "* BYE\r\n" + tag + " OK bye");
        client.socket->disconnectFromHost();
    } else {
        say(client, tag + " OK done");
    }
}

/// As Exchange Online: a refusal is JSON first, which has to be acknowledged.
void FakeImapServer::handleToken(Client &client, const QByteArray &tag, const QByteArray &message)
{
    const QByteArray expected = QByteArray("user=ann@example.org\x01") + "auth=Bearer " + token + "\x01\x01";
    if (message == expected)
        return say(client, tag + " OK [CAPABILITY " + capabilities + "] in");
    ++signInsRefused;
    client.refusedTag = tag;
    say(client, "+ " + QByteArray(R"({"status":"400","schemes":"Bearer"})").toBase64());
}

void FakeImapServer::handleStatus(Client &client, const QByteArray &tag, const QByteArray &rest)
{
    QByteArray items = "MESSAGES " + QByteArray::number(mails.size()) + " UIDNEXT " + QByteArray::number(uidNext())
        + " UIDVALIDITY " + QByteArray::number(uidValidity);
    if (rest.contains("HIGHESTMODSEQ"))
        items += " HIGHESTMODSEQ " + QByteArray::number(m_modSeq);
    const QByteArray name = rest.mid(7, rest.indexOf(" (") - 7);
    say(client, "* STATUS " + name + " (" + items + ")\r\n" + tag + " OK counted");
}

void FakeImapServer::handleSelect(Client &client, const QByteArray &tag, const QByteArray &rest)
{
    const bool missing = !missingFolder.isEmpty() && rest.contains(missingFolder);
    if (folderGone || missing)
        return say(client, tag + " NO [NONEXISTENT] no such folder");
    client.selected = rest.split(' ').value(1);
    say(client, "* " + QByteArray::number(mails.size()) + " EXISTS");
    say(client, "* OK [UIDVALIDITY " + QByteArray::number(uidValidity) + "] x");
    say(client, "* OK [UIDNEXT " + QByteArray::number(uidNext()) + "] x");
    say(client, "* OK [PERMANENTFLAGS (\\Seen \\Answered)] x");
    if (capabilities.contains("CONDSTORE"))
        say(client, "* OK [HIGHESTMODSEQ " + QByteArray::number(m_modSeq) + "] x");
    const qsizetype at = rest.indexOf("(QRESYNC (");
    const QList<QByteArray> from = at < 0 ? QList<QByteArray>() : rest.mid(at + 10).split(' ');
    if (client.qresync && from.value(0).toUInt() == uidValidity) {
        QByteArray gone;
        const quint64 since = from.value(1).split(')').first().toULongLong();
        for (const auto &[uid, modSeq] : m_vanished)
            gone += modSeq > since ? ',' + QByteArray::number(uid) : QByteArray();
        if (!gone.isEmpty())
            say(client, "* VANISHED (EARLIER) " + gone.mid(1));
        int sequence = 0;
        for (const auto &[uid, mail] : mails) {
            ++sequence;
            if (mail.modSeq > since)
                say(client,
                    "* " + QByteArray::number(sequence) + " FETCH (UID " + QByteArray::number(uid) + " FLAGS ("
                        + mail.flags.trimmed() + ") MODSEQ (" + QByteArray::number(mail.modSeq) + "))");
        }
    }
    const bool reading = readOnly || rest.startsWith("EXAMINE");
    say(client, tag + (reading ? " OK [READ-ONLY] selected" : " OK [READ-WRITE] selected"));
}

void FakeImapServer::handleSearch(Client &client, const QByteArray &tag, const QByteArray &arguments)
{
    std::vector<quint32> found;
    const qsizetype uid = arguments.indexOf("UID ");
    const qsizetype header = arguments.indexOf("HEADER Message-ID ");
    const auto wanted
        = uid < 0 ? UidSet::range(1, 4294967295) : UidSet::parse(arguments.mid(uid + 4)).value_or(UidSet());
    for (const auto &[number, mail] : mails) {
        if (wanted.contains(number) && (nothingIn.isEmpty() || client.selected != nothingIn)
            && (header < 0 || mail.raw.contains(arguments.mid(header + 18))))
            found.push_back(number);
    }
    const UidSet set = UidSet::fromNumbers(found);
    say(client, "* ESEARCH (TAG \"" + tag + "\") UID" + (set.isEmpty() ? "" : " ALL " + set.toByteArray()));
    say(client, tag + " OK found");
}

QByteArray FakeImapServer::body(quint32 uid, int sequence)
{
    const QByteArray &raw = mails[uid].raw;
    return "* " + QByteArray::number(sequence) + " FETCH (UID " + QByteArray::number(uid) + " BODY[] {"
        + QByteArray::number(raw.size()) + "}\r\n" + raw + ')';
}

void FakeImapServer::releaseBodies()
{
    if (m_held.isEmpty())
        return;
    const auto answer = m_held.takeFirst();
    m_holding = false;
    answer();
    m_holding = true;
}

void FakeImapServer::releaseAllBodies()
{
    while (!m_held.isEmpty())
        releaseBodies();
    m_holding = false;
}

void FakeImapServer::handleFetch(Client &client, const QByteArray &tag, const QByteArray &arguments)
{
    if (m_holding && arguments.contains("BODY.PEEK[]")) {
        m_held << [this, &client, tag, arguments] { handleFetch(client, tag, arguments); };
        return;
    }
    const UidSet wanted = UidSet::parse(arguments.left(arguments.indexOf(' '))).value_or(UidSet());
    const qsizetype since = arguments.indexOf("CHANGEDSINCE ");
    const quint64 changedSince = since < 0 ? 0 : arguments.mid(since + 13).chopped(1).toULongLong();
    int sequence = 0;
    for (const auto &[uid, mail] : mails) {
        ++sequence;
        if (!wanted.contains(uid) || mail.modSeq <= changedSince)
            continue;
        if (!arguments.contains("BODY.PEEK[]")) {
            say(client,
                "* " + QByteArray::number(sequence) + " FETCH (UID " + QByteArray::number(uid) + " FLAGS ("
                    + mail.flags.trimmed() + ") RFC822.SIZE " + QByteArray::number(mail.raw.size())
                    + " INTERNALDATE \"01-Jan-1970 00:00:0" + QByteArray::number(uid % 10) + " +0000\")");
            continue;
        }
        if (refused.contains(uid))
            return say(client, tag + " NO cannot read it");
        if (poisonous.contains(uid))
            return say(client, "* 1 FETCH (UID 0 BODY[] \"x\")");
        ++m_mailsGiven;
        if (hangUpAfterMails > 0 && m_mailsGiven >= hangUpAfterMails) {
            hangUpAfterMails = 0;
            write(client, body(uid, sequence).chopped(5));
            client.socket->disconnectFromHost();
            return;
        }
        say(client, body(uid, sequence));
    }
    say(client, tag + " OK fetched");
}

} // namespace liaison::test
