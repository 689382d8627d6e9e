#pragma once

#include "core/transport/ews_source.h"
#include "fake_exchange.h"
#include "mail_copy.h"

namespace liaison::test {

inline Result<void> sync(transport::EwsSource &source, MailCopy &copy, qint64 budget = 16 * 1024 * 1024, UtcMs now = 0)
{
    return sync(source, FakeExchange::inbox(), copy, budget, now);
}

inline QByteArray ewsMail(int n, int size = 100)
{
    return "Message-ID: <m" + QByteArray::number(n) + "@x>\r\nSubject: m\r\n\r\n" + QByteArray(size, 'x') + "\r\n";
}

/// Whether the copy holds what is on the server, and nothing else.
inline bool isEqual(const MailCopy &copy, const FakeExchange &exchange)
{
    bool equal = copy.mails.size() == exchange.mails.size();
    for (const FakeExchange::Mail &mail : exchange.mails)
        equal = equal && copy.mails.value(mail.id) == mail.raw && copy.flags.value(mail.id).seen == mail.read;
    return equal;
}

} // namespace liaison::test
