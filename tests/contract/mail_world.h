#pragma once

#include "tests/servers/server_world.h"
#include "tests/support/await.h"
#include "tests/support/cut_relay.h"

#include <QTest>

#include <memory>

namespace liaison::test {

/// A mail server that holds the analysts' mailbox, as somebody sees it who knows no Liaison, and an office that is
/// connected to it. The suites of this folder know no protocol: what one world does, every other has to do as well.
class MailWorld {
public:
    MailWorld();
    virtual ~MailWorld();

    /// Rows "world, store": every kind of server on SQLite, and one of each protocol on PostgreSQL.
    static void rows();
    /// Every kind of server, on SQLite.
    static void rowsOnSqlite();
    static void demoRows();    ///< every kind that can be made to fail, on SQLite
    static void oneOfEach();   ///< of each protocol, on SQLite
    static void startTlsRow(); ///< and IMAP and SMTP by STARTTLS
    static void mixedRow();    ///< and Exchange for what comes in with Exim for what goes out
    /// The world of the current row.
    static std::unique_ptr<MailWorld> ofRow();

    /// Server and office; empty, or why not.
    QByteArray start();
    QByteArray listFoldersOften();               ///< a fresh office that asks for them with each pass
    QByteArray startServer() { return serve(); } ///< alone
    /// A fresh office on an empty store, connected to nothing; the one before it ends. What is stored is in memory
    /// where the system has a place for it: that it outlives the machine is for others to show.
    QByteArray openOffice(const feed::EngineOptions &options);
    /// Saves the mailbox and starts its feed. Mail is looked for each hour unless `change` says something else: what
    /// comes sooner was pushed, or asked for by nudge().
    Result<domain::Mailbox> connect(const std::function<void(domain::Mailbox &)> &change = {},
                                    const QString &password = analystsPassword);
    /// Its address, servers and sign-in, as connect() saves them.
    [[nodiscard]] domain::Mailbox fields() const;
    [[nodiscard]] Office &office() { return *m_office; }
    [[nodiscard]] MailboxId mailbox() const { return m_mailbox.id; }
    /// Running, and everything was read that there is now.
    [[nodiscard]] bool waitInSync();
    /// "Get mail", where the server does not tell of changes by itself.
    void nudge();
    /// The same after mail was dropped into other folders than the inbox.
    void nudgeFolders();
    /// What goes through relay(), which is there after the first connect().
    enum class Relayed { Nothing, Outgoing, All };
    void relayThis(Relayed what) { m_relayed = what; }
    [[nodiscard]] CutRelay &relay() { return *m_relay; }
    /// Once, the server takes a mail of so many bytes and its answer does not arrive. Outgoing has to be relayed.
    virtual void loseAnswerToMail(qint64 bytes) { m_relay->loseAnswerTo(bytes / 2); }
    virtual int lostAnswers() { return m_relay->cuts(); }

    // What the server can do.
    [[nodiscard]] virtual bool pushes() const { return true; }
    /// … and of what drop() puts into other folders than the inbox.
    [[nodiscard]] virtual bool pushesFolders() const { return pushes(); }
    [[nodiscard]] virtual bool filesSentMail() const = 0;  ///< it puts a copy of what it sends into Sent by itself
    [[nodiscard]] virtual bool keepsFolderIds() const = 0; ///< a folder that is renamed stays the same one
    /// It tells an answer to all from one to the sender.
    [[nodiscard]] virtual bool keepsWhoWasAnswered() const = 0;
    [[nodiscard]] virtual int triesOfSignIn() const = 0;              ///< a password that is refused is shown so often
    [[nodiscard]] virtual bool hasDirectory() const { return false; } ///< Mara Jensen and Malte Vogt are in it

    // What others do at the server. Folders are named as here: "INBOX", "Sent", or as they were made.
    virtual QString submit(const QByteArray &raw) = 0; ///< from Finance to the analysts; empty, or what went wrong
    virtual void drop(const QList<QByteArray> &mails, const QString &folder = QStringLiteral("INBOX")) = 0;
    virtual bool setSeen(const QString &messageId, bool seen) = 0; ///< of a mail in the inbox, as the next ones
    virtual bool remove(const QString &messageId) = 0;
    virtual bool move(const QString &messageId, const QString &folder) = 0;
    virtual bool makeFolder(const QString &name) = 0;
    virtual bool renameFolder(const QString &from, const QString &to) = 0;
    virtual bool removeFolder(const QString &name) = 0;
    /// Forgets how far anybody has read the inbox. The feed may be stopped and started by it.
    virtual bool reset() = 0;
    /// Gives a mail of the inbox out to nobody; before connect(). False where the server cannot be made to.
    virtual bool withhold(const QString &messageId) = 0;

    // What the server knows.
    virtual QList<QByteArray> delivered() = 0; ///< to Finance
    virtual QList<QByteArray> mailsIn(const QString &folder) = 0;
    /// "seen", "answered", "forwarded", and with "answered" also "to all" if keepsWhoWasAnswered(); in the inbox.
    virtual QSet<QByteArray> flags(const QString &messageId) = 0;
    virtual int refusedSignIns() = 0;
    virtual int fetchedMails() = 0; ///< given out whole; may be told only when connections have ended

    // What the store knows.
    /// "MESSAGE-ID FOLDER[ seen][ answered][ gone][ void]" of each copy, in order of the alphabet.
    QStringList copies();
    [[nodiscard]] int copyCount() { return static_cast<int>(copies().size()); }
    bool selectFolders(const QStringList &paths); ///< beside the inbox and Sent
    Result<domain::OutboxMail> outboxMail(OutboxId id);

protected:
    virtual QByteArray serve() = 0;
    virtual void describe(domain::Mailbox &mailbox) const = 0; ///< its two endpoints
    /// relay() stands in front of the server from now on.
    virtual void onRelay() { }

private:
    QTemporaryDir m_stores;
    int m_offices = 0;
    std::unique_ptr<Office> m_office;
    std::unique_ptr<CutRelay> m_relay;
    Relayed m_relayed = Relayed::Nothing;
    bool m_postgresql = false;
    domain::Mailbox m_mailbox;
};

std::unique_ptr<MailWorld> imapWorld(domain::Security security);

} // namespace liaison::test

/// Starts `world`, in a test function.
#define START_WORLD(world)                                                                                             \
    const auto world##Owner = liaison::test::MailWorld::ofRow();                                                       \
    REQUIRE_SERVER(world##Owner, "Dovecot, Exim, PostgreSQL or Prism is not installed, or test data not present");     \
    liaison::test::MailWorld &world = *world##Owner;                                                                   \
    const QByteArray world##Failure = world.start();                                                                   \
    QVERIFY2(world##Failure.isEmpty(), world##Failure)
/// Connects it as it is and waits until it is in sync.
#define CONNECT_WORLD(world)                                                                                           \
    const auto world##Mailbox = (world).connect();                                                                     \
    QVERIFY2(world##Mailbox, why(world##Mailbox));                                                                     \
    QVERIFY((world).waitInSync())
