#pragma once

#include "tests/contract/demo_mail_world.h"
#include "tests/support/graph_answer_book.h"
#include "tests/support/graph_request_book.h"

namespace liaison::test {

/// The demo's Microsoft Graph, to which an application signs in. What is asked of it goes into the book of requests,
/// what it answers into that of answers.
class GraphMailWorld final : public DemoMailWorld {
public:
    struct Options {
        bool plain = false;           ///< without TLS, so that bytes can be counted
        int largestDeltaPage = 1'000; ///< messages
        bool prism = false;           ///< with Prism in front of it, and then without TLS
    };
    GraphMailWorld() : GraphMailWorld(Options()) { }
    explicit GraphMailWorld(const Options &options);
    ~GraphMailWorld() override;

    [[nodiscard]] bool pushes() const override { return false; } // notifications are for servers
    [[nodiscard]] int triesOfSignIn() const override { return 1; }

    void loseAnswerToMail(qint64 bytes) override; // it goes up as a draft: what counts is the answer to "send"
    int lostAnswers() override;
    bool reset() override;
    bool withhold(const QString &messageId) override;
    int refusedSignIns() override;
    int fetchedMails() override;

    /// Does something on the server's thread, and waits until it is done.
    template <class F> bool graph(F f)
    {
        return await(server()->askGraph([f](demo::Graph &graph) { return f(graph), true; })).has_value();
    }
    /// Does it once, on the server's thread, when the first request of an operation was answered, whether by itself or
    /// in a batch.
    void after(const QByteArray &operation, std::function<void(demo::Graph &)> what);
    /// The requests so far of an operation, by themselves or in a batch; of all with an empty name.
    int requests(const QByteArray &operation = {});

protected:
    QByteArray serve() override;
    void describe(domain::Mailbox &mailbox) const override;
    void onRelay() override;

private:
    /// Kept on the server's thread.
    struct Said {
        QList<GraphRequestBook::Request> requests;
        QHash<QByteArray, GraphAnswerBook::Answer> answers; ///< one of each shape
        QHash<QByteArray, int> operations;
        int mails = 0;
        QByteArray operation;
        std::function<void(demo::Graph &)> what;

        void hear(demo::Graph &graph, const QByteArray &method, const QByteArray &target, int status);
    };

    void takeTokensFor(quint16 port);

    Options m_options;
    std::shared_ptr<Said> m_said = std::make_shared<Said>();
};

} // namespace liaison::test
