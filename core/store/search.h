#pragma once

#include "core/base/result.h"
#include "core/store/messages.h"

#include <QList>
#include <QString>

#include <optional>

namespace liaison::store {

class Session;

/// Full-text search over subject, people, body and attachment names. Words are ANDed; "…" is a phrase; a last
/// word matches as a prefix from its third letter on. Nothing a person types is an operator of the database.
class Search {
public:
    explicit Search(Session &session) : m_session(session) { }
    struct Query {
        QString text;
        std::optional<IncidentId> incident;
        QString person;
    };
    /// Newest first, paged by key.
    Result<QList<MailRow>> find(const Query &query, std::optional<Messages::PageKey> before, int limit);
    /// How much of the mail is searched: below 100 while a newer program renews the index, newest mail first.
    Result<int> indexedPercent();

private:
    Session &m_session;
};

} // namespace liaison::store
