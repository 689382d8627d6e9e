#pragma once

#include "app/demo/exchange.h"
#include "app/demo/graph.h"
#include "app/demo/self_made_certificate.h"
#include "app/demo/world.h"
#include "core/base/on_done.h"

#include <QByteArrayList>
#include <QThread>

#include <functional>

namespace liaison::demo {

class Answering;
class PostOffice;

/// The mail server of the demo: IMAP, SMTP, Exchange Web Services and Microsoft Graph over TLS on ports of 127.0.0.1,
/// all of the same mailboxes, on a thread of its own. This object is its façade and lives on the caller's thread; its
/// destructor ends the server.
class DemoServer : public QObject {
    Q_OBJECT
public:
    struct Options {
        World world;
        QString password;        ///< of the team's mailboxes
        bool unitsAnswer = true; ///< false: mail is taken and nobody answers, for tests
        qint64 answerMs = 3'500; ///< how long a unit takes to answer
        ExchangeOptions exchange = {};
        GraphOptions graph = {};
        quint16 exchangePort = 0;                            ///< 0: a free one
        quint16 graphPort = 0;                               ///< likewise
        std::optional<SelfMadeCertificate> certificate = {}; ///< none: a new one
        bool plainExchange = false;                          ///< without TLS, for tests
    };
    struct Address {
        quint16 imap = 0;
        quint16 smtp = 0;
        quint16 exchange = 0;      ///< https://127.0.0.1:PORT/EWS/Exchange.asmx
        quint16 graph = 0;         ///< https://127.0.0.1:PORT/v1.0; another origin than EWS', so that tokens differ
        QByteArray certificatePem; ///< to be trusted by who connects
    };

    explicit DemoServer(Options options, QObject *parent = nullptr);
    ~DemoServer() override;

    /// Errors: Busy where somebody else has `exchangePort`, PermissionDenied where it is not ours to take, Internal
    /// where there is no free port or no certificate.
    Future<Address> start();
    /// Runs `f(PostOffice &)` on the server's thread and answers what it returned.
    template <class F> auto ask(F f)
    {
        using T = std::invoke_result_t<F, PostOffice &>;
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        post([promise, f = std::move(f)](PostOffice &office) mutable { finishWith<T>(*promise, f(office)); });
        return promise->future();
    }
    /// The same with `f(Exchange &)`.
    template <class F> auto askExchange(F f)
    {
        using T = std::invoke_result_t<F, Exchange &>;
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        postExchange([promise, f = std::move(f)](Exchange &exchange) mutable { finishWith<T>(*promise, f(exchange)); });
        return promise->future();
    }
    /// The same with `f(Graph &)`.
    template <class F> auto askGraph(F f)
    {
        using T = std::invoke_result_t<F, Graph &>;
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        postGraph([promise, f = std::move(f)](Graph &graph) mutable { finishWith<T>(*promise, f(graph)); });
        return promise->future();
    }
    /// Puts a mail into a folder of one of the team's mailboxes, as if it had just arrived there; without an address of
    /// the first one.
    void deliver(const QByteArray &raw, UtcMs when, const QByteArrayList &flags = {},
                 const QString &folder = QStringLiteral("INBOX"), const QString &address = {});
    void setIncidentTypes(const QHash<QString, QString> &typeByKey);

private:
    void post(std::function<void(PostOffice &)> work);
    void postExchange(std::function<void(Exchange &)> work);
    void postGraph(std::function<void(Graph &)> work);
    struct Core;
    Options m_options;
    QThread m_thread;
    Core *m_core; ///< lives on `m_thread`, dies with it
};

} // namespace liaison::demo
