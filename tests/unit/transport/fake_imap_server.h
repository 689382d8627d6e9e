#pragma once

#include "core/transport/deflate.h"

#include <QByteArray>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace liaison::test {

/// A small IMAP server on loopback with one folder besides what LIST tells, for dialogues that a real server cannot be
/// made to have: a connection cut in mid-page, a mail that is refused, a folder with a new generation.
class FakeImapServer {
public:
    struct Mail {
        QByteArray raw;
        QByteArray flags;
        quint64 modSeq = 1;
    };

    FakeImapServer();

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    void add(quint32 uid, const QByteArray &raw, const QByteArray &flags = {});
    void setFlags(quint32 uid, const QByteArray &flags);
    void remove(quint32 uid);
    /// Tells every client in IDLE how many mails there are.
    void announce();
    /// Says a line to every client, asked or not.
    void tell(const QByteArray &line);
    void hangUp();
    /// Gives out no mail, whoever asks, but by releaseBodies(): what the first who waits asked for.
    void holdBodies() { m_holding = true; }
    void releaseBodies();
    void releaseAllBodies();
    /// From now on it reads and says nothing, without closing anything.
    void stall() { silent = true; }

    // What it is like.
    QByteArray capabilities = "IMAP4rev1 AUTH=PLAIN SASL-IR CONDSTORE IDLE UIDPLUS LITERAL+ ESEARCH";
    QByteArray greeting;       ///< empty: OK with the capabilities
    QByteArray behindStartTls; ///< sent in one piece with the answer to STARTTLS
    QByteArray notifyAnswer = "OK notifying";
    QByteArray password = "secret";
    QByteArray token; ///< XOAUTH2 takes this one, and says why it takes no other; empty: it refuses all
    quint32 uidValidity = 7;
    std::map<quint32, Mail> mails;
    std::set<quint32> refused;   ///< UIDs whose bytes it does not give out
    std::set<quint32> poisonous; ///< UIDs that it answers with nonsense
    bool folderGone = false;
    QByteArray missingFolder;                            ///< SELECT and EXAMINE of this one are refused
    QByteArray nothingIn;                                ///< SEARCH finds nothing while this one is selected
    bool readOnly = false;                               ///< SELECT answers READ-ONLY
    QByteArray refusal = "NO [AUTHENTICATIONFAILED] no"; ///< to a wrong password
    QByteArray listed;                                   ///< further lines of LIST, each with its line end
    bool silent = false;                                 ///< reads and says nothing
    int hangUpAfterMails = 0;                            ///< > 0: cut the connection in the middle of that mail

    // What it saw.
    QList<QByteArray> commands;
    std::function<void(const QByteArray &command)> heard; ///< called before it answers
    int connections = 0;
    int signInsRefused = 0;
    QByteArray appended;

private:
    struct Client {
        QTcpSocket *socket = nullptr;
        QByteArray in;
        QByteArray idleTag;
        QByteArray appendTag;
        QByteArray refusedTag; ///< of a token whose refusal has to be acknowledged
        qsizetype literal = 0;
        bool qresync = false;
        QByteArray selected;
        std::shared_ptr<transport::Deflate> deflate;
    };
    void accept();
    void read(Client &client);
    void handle(Client &client, const QByteArray &line);
    void handleToken(Client &client, const QByteArray &tag, const QByteArray &message);
    void handleFetch(Client &client, const QByteArray &tag, const QByteArray &arguments);
    void handleSearch(Client &client, const QByteArray &tag, const QByteArray &arguments);
    void handleSelect(Client &client, const QByteArray &tag, const QByteArray &rest);
    [[nodiscard]] QByteArray body(quint32 uid, int sequence);
    [[nodiscard]] quint32 uidNext() const { return m_uidNext; }
    void handleStatus(Client &client, const QByteArray &tag, const QByteArray &rest);
    static void say(Client &client, const QByteArray &line);
    static void write(Client &client, const QByteArray &bytes);

    QTcpServer m_server;
    std::map<QTcpSocket *, Client> m_clients;
    quint64 m_modSeq = 1;
    quint32 m_uidNext = 1;
    int m_mailsGiven = 0;
    bool m_holding = false;
    QList<std::function<void()>> m_held;
    std::map<quint32, quint64> m_vanished; ///< UID → mod-sequence
};

} // namespace liaison::test
