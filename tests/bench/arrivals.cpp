// bench_arrivals [--ews | --graph] STORE HOST PORT CERTIFICATE USER PASSWORD MAILS: keeps a new store in sync with a
// mailbox through feed::Engine, waiting for its hints, while mails with an incident's tag arrive on the server one
// after another. Prints for each the milliseconds from the moment that the server is asked to take it until the store
// has it in its incident.
#include "core/base/on_done.h"
#include "core/feed/engine.h"
#include "core/store/incidents.h"
#include "core/store/links.h"
#include "core/store/mailboxes.h"
#include "core/store/messages.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "core/transport/account.h"
#include "core/transport/mail_source.h"
#include "tests/bench/server_arguments.h"
#include "tests/bench/usage.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace liaison;

namespace {

/// What is waited for before the first mail: by then the feed has gone on from its first pass to waiting for a hint.
constexpr int settleMs = 1'500;
/// Between one mail's arrival in its incident and the next mail: a feed that has just finished a pass is no quicker.
constexpr int pauseMs = 120;
constexpr int patienceMs = 30'000;

domain::Mailbox mailboxAt(const bench::ServerArguments &server)
{
    domain::Mailbox mailbox;
    mailbox.address = server.address;
    mailbox.inbound = server.endpoint;
    mailbox.outbound = server.endpoint;
    mailbox.pollSeconds = 3'600; // a hint or nothing
    return mailbox;
}

class Arrivals : public QObject {
public:
    Arrivals(store::Store *store, transport::MailSource *postman, domain::Incident incident, int mails)
        : m_store(store), m_postman(postman), m_incident(std::move(incident)), m_mails(mails)
    {
        m_patience.setSingleShot(true);
        connect(&m_patience, &QTimer::timeout, this, [this] {
            giveUp({ErrorKind::TimedOut, QStringLiteral("a mail did not arrive"), {}, {}});
        });
        connect(store, &store::Store::changed, this, [this] { look(); });
    }

    /// Finds the inbox, then lets mail arrive.
    void begin()
    {
        using Folders = QList<domain::RemoteFolder>;
        onDone<Folders>(this, m_postman->folders({}), [this](const Result<Folders> &folders) {
            if (!folders)
                return giveUp(folders.error());
            const auto inbox = std::find_if(folders->cbegin(), folders->cend(), [](const domain::RemoteFolder &folder) {
                return folder.role == domain::FolderRole::Inbox;
            });
            if (inbox == folders->cend())
                return giveUp({ErrorKind::FolderMissing, QStringLiteral("no inbox"), {}, {}});
            m_inbox = *inbox;
            QTimer::singleShot(settleMs, this, [this] { append(); });
        });
    }
    [[nodiscard]] const QJsonArray &times() const { return m_times; }

private:
    void append()
    {
        m_waiting = QStringLiteral("arrival-%1@unit.example").arg(m_times.size());
        const QByteArray raw = "From: contact@unit.example\r\nTo: desk@example\r\nSubject: Finding "
            + QByteArray::number(m_times.size()) + ' ' + domain::subjectTag(m_incident).toUtf8()
            + "\r\nDate: Mon, 16 Nov 2026 10:00:00 +0000\r\nMessage-ID: <" + m_waiting.toUtf8()
            + ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + QByteArray(3'000, 'x')
            + "\r\n";
        m_patience.start(patienceMs);
        m_since.start();
        onDone<QString>(this, m_postman->append(m_inbox, raw, {}, {}), [this](const Result<QString> &filed) {
            if (!filed)
                giveUp(filed.error());
        });
    }

    /// Whether the mail that is waited for is in the incident now.
    void look()
    {
        if (m_waiting.isEmpty())
            return;
        const auto linked = [id = m_waiting](store::Session &session) -> Result<bool> {
            const auto message = store::Messages(session).findByMessageId(id);
            if (!message)
                return fail(message.error());
            if (!*message)
                return false;
            const auto link = store::Links(session).find(**message);
            if (!link)
                return fail(link.error());
            return link->has_value();
        };
        onDone<bool>(this, m_store->read(linked), [this, id = m_waiting](const Result<bool> &there) {
            if (!there)
                return giveUp(there.error());
            if (*there && id == m_waiting)
                arrived();
        });
    }

    void arrived()
    {
        m_times.append(double(m_since.nsecsElapsed()) / 1e6);
        m_waiting.clear();
        m_patience.stop();
        if (m_times.size() == m_mails)
            QCoreApplication::exit(0);
        else
            QTimer::singleShot(pauseMs, this, [this] { append(); });
    }

    static void giveUp(const Error &error)
    {
        std::fprintf(stderr, "bench_arrivals: %s %s %s\n", qPrintable(errorKindName(error.kind)), qPrintable(error.log),
                     qPrintable(error.serverWords));
        QCoreApplication::exit(1);
    }

    store::Store *m_store;
    transport::MailSource *m_postman;
    domain::Incident m_incident;
    int m_mails;
    domain::RemoteFolder m_inbox;
    QString m_waiting; ///< Message-ID; empty: none is under way
    QElapsedTimer m_since;
    QTimer m_patience;
    QJsonArray m_times;
};

int failed(const Error &error)
{
    std::fprintf(stderr, "bench_arrivals: %s %s\n", qPrintable(errorKindName(error.kind)), qPrintable(error.log));
    return 1;
}

int run(const QString &path, const bench::ServerArguments &server, int mails)
{
    const SystemClock clock;
    const Secret secret = server.secret;
    const domain::Mailbox wanted = mailboxAt(server);
    const auto transport = transport::networkTransport();
    const auto postOffice = transport::networkTransport(); // somebody else's connections
    store::Store store({path, {}, 500}, &clock);
    if (const auto opened = store.open().result(); !opened)
        return failed(opened.error());
    const auto saved
        = store.write([wanted](store::Session &session) { return store::Mailboxes(session).save(wanted); }).result();
    const auto incident = store
                              .write([](store::Session &session) {
                                  domain::Incident made;
                                  made.title = QStringLiteral("Arrivals");
                                  made.status = domain::IncidentStatus::Open;
                                  return store::Incidents(session).create(made);
                              })
                              .result();
    if (!saved || !incident)
        return failed(saved ? incident.error() : saved.error());
    const auto secrets = [secret](const domain::Mailbox &) {
        return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>{secret, secret});
    };
    transport::Account account;
    account.mailbox = wanted;
    account.inboundSecret = account.outboundSecret = secret;
    const auto postman = postOffice->source(account);
    if (!postman)
        return failed(postman.error());
    feed::Engine engine(&store, transport.get(), secrets, &clock, {});
    Arrivals arrivals(&store, postman->get(), *incident, mails);
    bool begun = false;
    QObject::connect(&engine, &feed::Engine::statusChanged, &engine, [&](const domain::FeedStatus &status) {
        if (status.error)
            std::fprintf(stderr, "bench_arrivals: %s\n", qPrintable(errorKindName(status.error->kind)));
        if (status.state == domain::FeedState::Running && status.lastSuccessAt > 0 && !std::exchange(begun, true))
            arrivals.begin();
    });
    engine.start(saved->id);
    const int code = QCoreApplication::exec();
    QJsonObject answer = bench::processUsage();
    answer.insert(QStringLiteral("ms"), arrivals.times());
    bench::printJson(answer);
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    const auto server = bench::takeServer(arguments, 2);
    const int mails = arguments.value(2).toInt();
    if (!server || mails < 1) {
        std::fputs("usage: bench_arrivals [--ews | --graph] STORE HOST PORT CERTIFICATE USER PASSWORD MAILS\n", stderr);
        return 2;
    }
    return run(arguments.at(1), *server, mails);
}
