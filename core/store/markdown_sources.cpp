#include "core/store/markdown_sources.h"

#include "core/store/session.h"

namespace liaison::store {

Result<void> MarkdownSources::keep(OutboxId mail, const QString &words)
{
    m_session.run(QStringLiteral("INSERT INTO outbox_markdown (outbox_id, words) VALUES (?, ?) "
                                 "ON CONFLICT (outbox_id) DO UPDATE SET words = excluded.words"),
                  {mail.value, words});
    return m_session.status();
}

Result<std::optional<QString>> MarkdownSources::of(OutboxId mail)
{
    std::optional<Row> row
        = m_session.row(QStringLiteral("SELECT words FROM outbox_markdown WHERE outbox_id = ?"), {mail.value});
    return m_session.answer(row ? std::optional<QString>(row->text()) : std::nullopt);
}

} // namespace liaison::store
