// bench_read_source [--ews | --graph] HOST PORT CERTIFICATE USER PASSWORD: reads the Inbox through the application's
// own source, page after page as a feed does, and throws the mails away: what reading costs without parsing and
// storing.
#include "core/feed/engine.h"
#include "core/transport/account.h"
#include "core/transport/mail_source.h"
#include "tests/bench/server_arguments.h"
#include "tests/bench/usage.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace liaison;

namespace {

/// Asks for one page after the other until there are no more.
class Reader : public QObject {
public:
    Reader(transport::MailSource *source, qint64 pageBytes) : m_source(source), m_pageBytes(pageBytes)
    {
        m_inbox.remoteId = QStringLiteral("INBOX");
        m_inbox.role = domain::FolderRole::Inbox;
    }

    /// On Exchange and Graph the inbox has a name of its own.
    void find()
    {
        using Folders = QList<domain::RemoteFolder>;
        onDone<Folders>(this, m_source->folders({}), [this](const Result<Folders> &folders) {
            for (const domain::RemoteFolder &folder : folders.value_or(Folders()))
                if (folder.role == domain::FolderRole::Inbox) {
                    m_inbox = folder;
                    return next({});
                }
            std::fputs("bench_read_source: no inbox\n", stderr);
            QCoreApplication::exit(1);
        });
    }
    void next(const QByteArray &cursor)
    {
        onDone<transport::ChangePage>(this, m_source->changes({m_inbox, cursor, m_pageBytes}, {}),
                                      [this](const Result<transport::ChangePage> &page) { take(page); });
    }
    [[nodiscard]] qint64 mails() const { return m_mails; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    void take(const Result<transport::ChangePage> &page)
    {
        if (!page) {
            std::fprintf(stderr, "bench_read_source: %s %s\n", qPrintable(errorKindName(page.error().kind)),
                         qPrintable(page.error().log));
            return QCoreApplication::exit(1);
        }
        m_mails += page->arrived.size();
        for (const transport::RemoteMail &mail : page->arrived)
            m_bytes += mail.raw.size();
        if (!page->more)
            return QCoreApplication::exit(0);
        next(page->next);
    }

    transport::MailSource *m_source;
    qint64 m_pageBytes;
    domain::RemoteFolder m_inbox;
    qint64 m_mails = 0;
    qint64 m_bytes = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    const auto server = bench::takeServer(arguments, 1);
    if (!server) {
        std::fputs("usage: bench_read_source [--ews | --graph] HOST PORT CERTIFICATE USER PASSWORD\n", stderr);
        return 2;
    }
    QElapsedTimer wall;
    wall.start();
    transport::Account account;
    account.mailbox.address = server->address;
    account.mailbox.inbound = server->endpoint;
    account.inboundSecret = server->secret;
    const auto transport = transport::networkTransport({.countsRequests = false});
    const auto source = transport->source(account);
    if (!source)
        return 1;
    Reader reader(source->get(), feed::EngineOptions().pageBytes);
    if (server->endpoint.protocol != domain::Protocol::Imap)
        reader.find();
    else
        reader.next({});
    const int code = QCoreApplication::exec();
    QJsonObject answer = bench::processUsage();
    answer.insert(QStringLiteral("mails"), reader.mails());
    answer.insert(QStringLiteral("bytes"), reader.bytes());
    answer.insert(QStringLiteral("wall"), double(wall.elapsed()) / 1e3);
    bench::printJson(answer);
    return code;
}
