#include "core/store/test_mails.h"

#include "core/store/session.h"

namespace liaison::store {

namespace {
const QLatin1String prefix("liaison-test.");
} // namespace

QString TestMails::messageIdFrom(const QString &random)
{
    return prefix + random;
}

bool TestMails::mayBe(const QString &messageIdHeader)
{
    return messageIdHeader.startsWith(prefix);
}

Result<void> TestMails::remember(const QString &messageIdHeader, const QString &address)
{
    m_session.run(QStringLiteral("INSERT INTO test_mail (message_id_header, address, made_at) VALUES (?, ?, ?)"),
                  {messageIdHeader, address, m_session.now()});
    return m_session.status();
}

Result<bool> TestMails::containsAny(const QStringList &messageIdHeaders)
{
    for (const QString &id : messageIdHeaders) {
        if (mayBe(id) && m_session.row(QStringLiteral("SELECT 1 FROM test_mail WHERE message_id_header = ?"), {id}))
            return m_session.answer(true);
    }
    return m_session.answer(false);
}

Result<bool> TestMails::cameBackTo(const QString &address)
{
    const auto row = m_session.row(QStringLiteral("SELECT 1 FROM test_mail JOIN message ON message.message_id_header = "
                                                  "test_mail.message_id_header WHERE test_mail.address = ? LIMIT 1"),
                                   {address});
    return m_session.answer(row.has_value());
}

} // namespace liaison::store
