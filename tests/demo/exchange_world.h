#pragma once

#include "app/demo/demo_server.h"
#include "core/ews/operation.h"
#include "core/ews/sync_folder_items.h"
#include "tests/support/await.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace liaison::test {

inline const QString team = QStringLiteral("incident-response@nordhafen.example");
inline const QString teamPassword = QStringLiteral("Hafen für 42 Möwen");

/// An HTTP answer as it came.
struct HttpAnswer {
    ews::HttpHead head;
    QByteArray body;
    bool broken = false; ///< the connection ended before the answer did
};

/// The demo's Exchange and a client of it that is nothing but the machines of core/ews over Qt's HTTP.
class ExchangeWorld {
public:
    explicit ExchangeWorld(const QString &version = QStringLiteral("Exchange2019"),
                           demo::DemoServer::Options options = {});

    QByteArray start(); ///< empty, or why not
    [[nodiscard]] demo::DemoServer *server() { return m_server.get(); }
    [[nodiscard]] const demo::DemoServer::Address &address() const { return m_address; }
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/EWS/Exchange.asmx")) const;
    [[nodiscard]] QNetworkRequest request(const QString &path = QStringLiteral("/EWS/Exchange.asmx")) const;
    /// What goes into Authorization; BASIC as the team to begin with.
    QByteArray authorization;
    ews::RequestContext context; ///< the newest version that the server takes

    HttpAnswer post(const QByteArray &body);
    HttpAnswer send(const QNetworkRequest &request, const QByteArray &method, const QByteArray &body);
    QNetworkReply *open(const QByteArray &body); ///< for streams
    /// Asks and reads the answer by the operation's machine.
    template <class Operation, class... Machine>
    ews::Answer<typename Operation::Value> ask(const QByteArray &body, Machine &&...machine)
    {
        Operation operation(std::forward<Machine>(machine)...);
        const HttpAnswer answer = post(body);
        operation.feed(answer.body);
        return operation.finish(answer.head);
    }

    /// What happened in the inbox since `state`.
    ews::Answer<ews::ItemsPage> sync(const QString &state = {}, int most = 512);

    /// Does something on the server's thread, and waits until it is done.
    template <class F> bool office(F f)
    {
        return await(m_server->ask([f](demo::PostOffice &office) { return f(office), true; })).has_value();
    }
    template <class F> bool exchange(F f)
    {
        return await(m_server->askExchange([f](demo::Exchange &exchange) { return f(exchange), true; })).has_value();
    }
    void drop(int number); ///< mail(number) into the inbox

    /// Every request and answer that was exchanged fits the schema of the server's version; or what does not.
    /// Empty, too, where there is no data; `checked` tells how many were looked at.
    QByteArray schemaFaults(int *checked = nullptr);

private:
    demo::DemoServer::Options m_options;
    std::unique_ptr<demo::DemoServer> m_server;
    demo::DemoServer::Address m_address;
    QNetworkAccessManager m_network;
    std::shared_ptr<QList<QByteArray>> m_said; ///< on the server's thread
};

/// A row for each version that the server can be, for a test function's data.
void addVersions();

/// "n1@unit.example" and its mail.
QByteArray mail(int number, const QByteArray &to = "incident-response@nordhafen.example");

/// What a failure says, for QVERIFY2.
template <class T> QByteArray why(const ews::Answer<T> &answer)
{
    return answer ? QByteArray() : (answer.error().code + QLatin1Char(' ') + answer.error().error.log).toUtf8();
}

} // namespace liaison::test

/// Starts it, in a test function.
#define START_EXCHANGE(world)                                                                                          \
    const QByteArray failure = (world).start();                                                                        \
    QVERIFY2(failure.isEmpty(), failure)
/// What was said so far fits the schema.
#define FITS_SCHEMA(world)                                                                                             \
    const QByteArray faults = (world).schemaFaults();                                                                  \
    QVERIFY2(faults.isEmpty(), faults)
