#pragma once

#include "core/transport/imap_source.h"
#include "fake_imap_server.h"

#include <QSet>
#include <QTest>

namespace liaison::test {

inline transport::Account accountFor(const FakeImapServer &server, const QByteArray &password = "secret")
{
    transport::Account account;
    account.mailbox.address = QStringLiteral("ann@example.org");
    account.mailbox.inbound.host = QStringLiteral("127.0.0.1");
    account.mailbox.inbound.port = server.port();
    account.mailbox.inbound.security = domain::Security::None;
    account.inboundSecret = Secret(password);
    return account;
}

inline domain::RemoteFolder inbox()
{
    domain::RemoteFolder folder;
    folder.remoteId = QStringLiteral("INBOX");
    folder.role = domain::FolderRole::Inbox;
    return folder;
}

template <class T> Result<T> await(Future<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10'000) || future.resultCount() == 0)
        return fail(ErrorKind::Internal, QStringLiteral("the future did not finish"));
    return future.result();
}

template <class T> QString kindOf(const Result<T> &result)
{
    return result ? QStringLiteral("success") : errorKindName(result.error().kind);
}

inline QByteArray mail(int n, int size = 100)
{
    return "Message-ID: <m" + QByteArray::number(n) + "@x>\r\n\r\n" + QByteArray(size, 'x') + "\r\n";
}

/// How many of the commands a server saw have `word` in them.
inline int countOf(const QList<QByteArray> &commands, const QByteArray &word)
{
    return int(
        std::count_if(commands.begin(), commands.end(), [&word](const QByteArray &c) { return c.contains(word); }));
}

/// What a store would know after taking in pages.
struct Copy {
    QByteArray cursor;
    QHash<QString, QByteArray> mails;
    QHash<QString, transport::MailFlags> flags;
    QStringList vanished;
    QStringList order;
    int pages = 0;
    int generations = 0;
    int twice = 0;
    qint64 withheld = 0;

    void take(const transport::ChangePage &page)
    {
        ++pages;
        if (page.generationChanged) {
            ++generations;
            mails.clear();
        }
        for (const transport::RemoteMail &arrived : page.arrived) {
            twice += mails.contains(arrived.remoteId) ? 1 : 0;
            mails.insert(arrived.remoteId, arrived.raw);
            flags.insert(arrived.remoteId, arrived.flags);
            order << arrived.remoteId;
        }
        for (const transport::FlagChange &change : page.flags)
            flags.insert(change.remoteId, change.flags);
        for (const QString &gone : page.vanished) {
            mails.remove(gone);
            vanished << gone;
        }
        cursor = page.next;
        withheld = page.withheld;
    }
};

/// Pages until there is no more; the first error ends it.
inline Result<void> sync(transport::ImapSource &source, Copy &copy, qint64 budget = 16 * 1024 * 1024, UtcMs now = 0)
{
    for (int i = 0; i < 1000; ++i) {
        const auto page = await(source.changes({inbox(), copy.cursor, budget, now}, {}));
        if (!page)
            return fail(page.error());
        copy.take(*page);
        if (!page->more)
            return {};
    }
    return fail(ErrorKind::Internal, QStringLiteral("endless"));
}

} // namespace liaison::test
