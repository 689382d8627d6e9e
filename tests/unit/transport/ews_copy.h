#pragma once

#include "core/transport/ews_source.h"
#include "fake_exchange.h"
#include "tests/support/await.h"

#include <QHash>

namespace liaison::test {

template <class T> QString kindOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : errorKindName(result.error().kind);
}

/// What a store would know of the inbox after taking in pages.
struct EwsCopy {
    QByteArray cursor;
    QHash<QString, QByteArray> mails;
    QHash<QString, transport::MailFlags> flags;
    QStringList vanished;
    QStringList order;
    int pages = 0;
    int generations = 0;
    qint64 withheld = 0;

    void take(const transport::ChangePage &page)
    {
        ++pages;
        if (page.generationChanged) {
            ++generations;
            mails.clear();
        }
        for (const transport::RemoteMail &arrived : page.arrived) {
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
inline Result<void> sync(transport::EwsSource &source, EwsCopy &copy, qint64 budget = 16 * 1024 * 1024, UtcMs now = 0)
{
    for (int i = 0; i < 1'000; ++i) {
        const auto page = await(source.changes({FakeExchange::inbox(), copy.cursor, budget, now}, {}));
        if (!page)
            return fail(page.error());
        copy.take(*page);
        if (!page->more)
            return {};
    }
    return fail(ErrorKind::Internal, QStringLiteral("endless"));
}

inline QByteArray ewsMail(int n, int size = 100)
{
    return "Message-ID: <m" + QByteArray::number(n) + "@x>\r\nSubject: m\r\n\r\n" + QByteArray(size, 'x') + "\r\n";
}

/// Whether the copy holds what is on the server, and nothing else.
inline bool isEqual(const EwsCopy &copy, const FakeExchange &exchange)
{
    bool equal = copy.mails.size() == exchange.mails.size();
    for (const FakeExchange::Mail &mail : exchange.mails)
        equal = equal && copy.mails.value(mail.id) == mail.raw && copy.flags.value(mail.id).seen == mail.read;
    return equal;
}

} // namespace liaison::test
