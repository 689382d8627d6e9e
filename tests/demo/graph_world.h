#pragma once

#include "app/demo/demo_server.h"
#include "app/demo/graph.h"
#include "tests/support/await.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace liaison::test {

inline const QString soc = QStringLiteral("incident-response@nordhafen.example");
inline const QString socPassword = QStringLiteral("Hafen für 42 Möwen");
inline const QString colleague = QStringLiteral("colleague@nordhafen.example");

/// An answer of the demo's Graph as it came.
struct GraphAnswer {
    int status = 0;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    bool broken = false; ///< the connection ended before the answer did

    [[nodiscard]] QByteArray header(const char *name) const;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QJsonValue operator[](const char *name) const { return json().value(QLatin1String(name)); }
    [[nodiscard]] QJsonArray value() const { return (*this)["value"].toArray(); }
    [[nodiscard]] QString id() const { return (*this)["id"].toString(); }
    [[nodiscard]] QString errorCode() const { return (*this)["error"][QStringLiteral("code")].toString(); }
    /// What stands under a name in each of the list's items.
    [[nodiscard]] QStringList column(const char *name) const;
    /// nextLink or deltaLink as a target; empty: there is none.
    [[nodiscard]] QByteArray next() const;
    [[nodiscard]] QByteArray delta() const;
};
using GraphFields = QList<QPair<QByteArray, QByteArray>>;

/// The demo's server and a client of its Graph that is nothing but Qt's HTTP. It has two mailboxes.
class GraphWorld {
public:
    explicit GraphWorld(demo::DemoServer::Options options = {});

    QByteArray start(); ///< empty, or why not; the application is signed in then
    [[nodiscard]] const demo::DemoServer::Address &address() const { return m_address; }
    [[nodiscard]] QByteArray graphHost() const { return "127.0.0.1:" + QByteArray::number(m_address.graph); }
    /// What goes into Authorization.
    QByteArray authorization;
    /// A token for the scopes by client credentials; the whole answer of the sign-in service.
    GraphAnswer signInApplication(const QByteArray &scope);
    /// A person's, by a device code that they agree to at once.
    GraphAnswer signInPerson(const QByteArray &scope);
    static QByteArray bearer(const GraphAnswer &answer);

    /// `target` begins behind /v1.0, or is a whole address.
    GraphAnswer send(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                     const GraphFields &fields = {});
    GraphAnswer get(const QByteArray &target, const GraphFields &fields = {})
    {
        return send("GET", target, {}, fields);
    }
    GraphAnswer post(const QByteArray &target, const QByteArray &json, const GraphFields &fields = {});
    /// Asks once, over a connection of its own, and gives all that came back: Qt's HTTP would ask again.
    QByteArray askOnce(const QByteArray &method, const QByteArray &target, const QByteArray &json = {});
    GraphAnswer patch(const QByteArray &target, const QByteArray &json);
    /// Its own mailbox: "/users/…".
    [[nodiscard]] QByteArray mine(const QByteArray &path = {}) const { return "/users/" + soc.toUtf8() + path; }

    template <class F> bool office(F f)
    {
        return await(m_server->ask([f](demo::PostOffice &office) { return f(office), true; })).has_value();
    }
    template <class F> bool graph(F f)
    {
        return await(m_server->askGraph([f](demo::Graph &graph) { return f(graph), true; })).has_value();
    }
    bool fail(const demo::GraphFaults &faults)
    {
        return graph([faults](demo::Graph &graph) { graph.faults = faults; });
    }
    void drop(int from, int to); ///< graphMail(number) into the inbox, a second apart
    /// The id that the server has for the inbox's mail of that number.
    QByteArray idOf(int number, const GraphFields &fields = {});
    /// How many mails a folder of the mailbox has.
    int count(const QString &folder);

    /// Every answer so far fits Microsoft's description; or what does not. Empty, too, where there is no data.
    QByteArray descriptionFaults(int *checked = nullptr);

private:
    demo::DemoServer::Options m_options;
    std::unique_ptr<demo::DemoServer> m_server;
    demo::DemoServer::Address m_address;
    QNetworkAccessManager m_network;
    std::shared_ptr<QJsonArray> m_said; ///< on the server's thread
};

/// "Subject: n1" of "<n1@unit.example>".
QByteArray graphMail(int number, const QByteArray &from = "a@unit.example",
                     const QByteArray &to = "incident-response@nordhafen.example");
const GraphFields &immutable();

} // namespace liaison::test

/// Starts it, in a test function.
#define START_GRAPH(world)                                                                                             \
    const QByteArray failure = (world).start();                                                                        \
    QVERIFY2(failure.isEmpty(), failure)
/// What was said so far fits the description.
#define FITS_DESCRIPTION(world)                                                                                        \
    const QByteArray wrong = (world).descriptionFaults();                                                              \
    QVERIFY2(wrong.isEmpty(), wrong)
