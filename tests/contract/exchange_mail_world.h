#pragma once

#include "app/demo/demo_server.h"
#include "app/demo/post_office.h"
#include "tests/contract/mail_world.h"

namespace liaison::test {

/// The demo's Exchange, on a thread of its own. What is asked of it goes into the book of requests.
class ExchangeMailWorld final : public MailWorld {
public:
    struct Options {
        /// The server's; what the mailbox says of it is the same, or "Other" for 2019.
        QString version = QStringLiteral("Exchange2019");
        bool plain = false; ///< without TLS, so that bytes can be counted
        bool oauth = false; ///< signed in by an application's token instead of the password
    };
    ExchangeMailWorld() : ExchangeMailWorld(Options()) { }
    explicit ExchangeMailWorld(Options options);
    ~ExchangeMailWorld() override;

    [[nodiscard]] bool pushes() const override;
    [[nodiscard]] bool filesSentMail() const override { return true; }
    [[nodiscard]] bool keepsFolderIds() const override { return true; }
    [[nodiscard]] int triesOfSignIn() const override { return 2; } // for servers that stumble

    QString submit(const QByteArray &raw) override;
    void drop(const QList<QByteArray> &mails, const QString &folder = QStringLiteral("INBOX")) override;
    bool setSeen(const QString &messageId, bool seen) override;
    bool remove(const QString &messageId) override;
    bool move(const QString &messageId, const QString &folder) override;
    bool makeFolder(const QString &name) override;
    bool renameFolder(const QString &from, const QString &to) override;
    bool removeFolder(const QString &name) override;
    bool reset() override;
    bool withhold(const QString &messageId) override;

    QList<QByteArray> delivered() override;
    QList<QByteArray> mailsIn(const QString &folder) override;
    QSet<QByteArray> flags(const QString &messageId) override;
    int refusedSignIns() override;
    int fetchedMails() override;

    [[nodiscard]] quint16 port() const { return m_address.exchange; }
    [[nodiscard]] QString caFile() const { return m_dir.filePath(QStringLiteral("server.pem")); }
    static QString clientId(); ///< of the application that gets tokens, with the analysts' password as its secret

    /// Does something on the server's thread, and waits until it is done.
    template <class F> bool exchange(F f)
    {
        return await(m_server->askExchange([f](demo::Exchange &exchange) { return f(exchange), true; })).has_value();
    }
    /// Does it once, on the server's thread, right after the answer to the first request of an operation.
    void after(const QByteArray &operation, std::function<void(demo::Exchange &)> what);
    /// The requests so far of an operation; of all with an empty name.
    int requests(const QByteArray &operation = {});

protected:
    QByteArray serve() override;
    void describe(domain::Mailbox &mailbox) const override;

private:
    /// Kept on the server's thread.
    struct Said {
        QList<QByteArray> requests;
        int mails = 0;
        QByteArray operation;
        std::function<void(demo::Exchange &)> what;
    };
    /// Does something to the analysts' mailbox on the server's thread, and waits for it.
    template <class F> bool with(F f)
    {
        return await(m_server->ask([f](demo::PostOffice &office) { return f(*office.mailbox(analysts)); }))
            .value_or(false);
    }
    template <class F> bool withMail(const QString &messageId, F f);
    QList<QByteArray> allRequests();

    Options m_options;
    QTemporaryDir m_dir;
    std::unique_ptr<demo::DemoServer> m_server;
    demo::DemoServer::Address m_address;
    std::shared_ptr<Said> m_said = std::make_shared<Said>();
};

} // namespace liaison::test
