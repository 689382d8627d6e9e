#pragma once

#include "core/base/ids.h"
#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/domain/address.h"

#include <QList>
#include <QString>

#include <stop_token>

namespace liaison::desk {

/// Somebody whom a mail may be meant for.
struct RecipientSuggestion {
    domain::Address person;
    QString unit; ///< title of the business unit that knows the address; empty: it is outside of all of them
    bool fromDirectory = false; ///< of the mail server, not of the store
    friend bool operator==(const RecipientSuggestion &, const RecipientSuggestion &) = default;
};
using RecipientSuggestions = QList<RecipientSuggestion>;

/// Completes recipients while somebody types.
class RecipientDesk {
public:
    explicit RecipientDesk(Context context) : m_context(std::move(context)) { }

    static constexpr int mostKnown = 12;
    static constexpr int leastForDirectory = 3; ///< letters; fewer would find half an organisation

    /// From the store alone, bounded: addresses of business units (those that the incident affects first), then people
    /// of the incident's mail, then people of any incident's mail; whom no unit knows comes last. Nobody twice, and
    /// none of our own mailboxes.
    Future<RecipientSuggestions> known(QString typed, IncidentId incident);
    /// From the directory of the mailbox's server. Nobody where there is none, where this process has no connection to
    /// the mailbox, or for fewer letters than leastForDirectory. What goes wrong is in the log: nobody who writes a
    /// mail can do anything about it, so the answer is nobody.
    Future<RecipientSuggestions> directory(QString typed, MailboxId mailbox, IncidentId incident, std::stop_token stop);

private:
    Context m_context;
};

/// `known`, and below it those of `directory` that it does not have.
RecipientSuggestions merged(RecipientSuggestions known, const RecipientSuggestions &directory);

} // namespace liaison::desk
