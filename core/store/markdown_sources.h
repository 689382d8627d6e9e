#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// The Markdown that mails of the outbox were written in: the mail itself has what was made of it.
class MarkdownSources {
public:
    explicit MarkdownSources(Session &session) : m_session(session) { }
    Result<void> keep(OutboxId mail, const QString &words);
    Result<std::optional<QString>> of(OutboxId mail); ///< nullopt: it was not written in Markdown

private:
    Session &m_session;
};

} // namespace liaison::store
