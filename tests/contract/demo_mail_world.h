#pragma once

#include "app/demo/demo_server.h"
#include "app/demo/post_office.h"
#include "tests/contract/mail_world.h"

namespace liaison::test {

/// The analysts' mailbox on the demo's server, on a thread of its own; by which protocol it is read the worlds that
/// derive from this one say.
class DemoMailWorld : public MailWorld {
public:
    [[nodiscard]] bool filesSentMail() const override { return true; }
    [[nodiscard]] bool keepsFolderIds() const override { return true; }
    [[nodiscard]] bool keepsWhoWasAnswered() const override { return true; }

    QString submit(const QByteArray &raw) override;
    void drop(const QList<QByteArray> &mails, const QString &folder = QStringLiteral("INBOX")) override;
    bool setSeen(const QString &messageId, bool seen) override;
    bool remove(const QString &messageId) override;
    bool move(const QString &messageId, const QString &folder) override;
    bool makeFolder(const QString &name) override;
    bool renameFolder(const QString &from, const QString &to) override;
    bool removeFolder(const QString &name) override;

    QList<QByteArray> delivered() override;
    QList<QByteArray> mailsIn(const QString &folder) override;
    QSet<QByteArray> flags(const QString &messageId) override;

    [[nodiscard]] QString caFile() const { return m_dir.filePath(QStringLiteral("server.pem")); }
    /// Before start(): the application shows a certificate instead of the secret.
    void signInByCertificate() { m_byCertificate = true; }
    /// Does something to the sign-in service, on the server's thread, and waits until it is done.
    template <class F> bool signInService(F f)
    {
        return await(m_server->askExchange([f](demo::Exchange &exchange) { return f(exchange), true; })).has_value();
    }
    static QString clientId(); ///< of the application that gets tokens, with the analysts' password as its secret

protected:
    /// `plain`: without TLS, so that bytes can be counted.
    explicit DemoMailWorld(bool plain) : m_plain(plain) { }

    /// Starts the server; empty, or why not. The rest of the options is the caller's.
    QByteArray serveDemo(demo::DemoServer::Options options);
    [[nodiscard]] demo::DemoServer *server() const { return m_server.get(); }
    [[nodiscard]] const demo::DemoServer::Address &address() const { return m_address; }
    /// An endpoint at that port, without a sign-in.
    [[nodiscard]] domain::Endpoint endpointAt(domain::Protocol protocol, quint16 port) const;
    /// It is signed in by an application's tokens, which come from that port.
    void signInByApplication(domain::Endpoint &endpoint, quint16 port) const;

    /// Does something to the analysts' mailbox on the server's thread, and waits for it.
    template <class F> bool with(F f)
    {
        return await(m_server->ask([f](demo::PostOffice &office) { return f(*office.mailbox(analysts)); }))
            .value_or(false);
    }

private:
    template <class F> bool withMail(const QString &messageId, F f);

    [[nodiscard]] QString applicationFile() const { return m_dir.filePath(QStringLiteral("application.pem")); }

    bool m_plain;
    bool m_byCertificate = false;
    QTemporaryDir m_dir;
    std::unique_ptr<demo::DemoServer> m_server;
    demo::DemoServer::Address m_address;
};

} // namespace liaison::test
