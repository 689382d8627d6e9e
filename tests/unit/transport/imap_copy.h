#pragma once

#include "core/transport/imap_source.h"
#include "fake_imap_server.h"
#include "mail_copy.h"

#include <QSet>

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

inline Result<void> sync(transport::ImapSource &source, MailCopy &copy, qint64 budget = 16 * 1024 * 1024, UtcMs now = 0)
{
    return sync(source, inbox(), copy, budget, now);
}

} // namespace liaison::test
