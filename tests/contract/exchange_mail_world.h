#pragma once

#include "tests/contract/demo_mail_world.h"

namespace liaison::test {

/// The demo's Exchange. What is asked of it goes into the book of requests.
class ExchangeMailWorld : public DemoMailWorld {
public:
    struct Options {
        /// The server's; what the mailbox says of it is the same, or "Other" for 2019.
        QString version = QStringLiteral("Exchange2019");
        bool plain = false; ///< without TLS, so that bytes can be counted
        bool oauth = false; ///< signed in by an application's token instead of the password
    };
    ExchangeMailWorld() : ExchangeMailWorld(Options()) { }
    explicit ExchangeMailWorld(const Options &options);
    ~ExchangeMailWorld() override;

    [[nodiscard]] bool pushes() const override;
    [[nodiscard]] bool hasDirectory() const override { return true; }
    [[nodiscard]] int triesOfSignIn() const override { return 2; } // for servers that stumble

    bool reset() override;
    bool withhold(const QString &messageId) override;
    int refusedSignIns() override;
    int fetchedMails() override;

    [[nodiscard]] quint16 port() const { return address().exchange; }

    /// Does something on the server's thread, and waits until it is done.
    template <class F> bool exchange(F f)
    {
        return await(server()->askExchange([f](demo::Exchange &exchange) { return f(exchange), true; })).has_value();
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
    QList<QByteArray> allRequests();

    Options m_options;
    std::shared_ptr<Said> m_said = std::make_shared<Said>();
};

} // namespace liaison::test
