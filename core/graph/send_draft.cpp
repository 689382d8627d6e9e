#include "core/graph/send_draft.h"

namespace liaison::graph {

Request SendDraft::request(const MailboxRef &mailbox, const QString &id)
{
    // No body and no type of one: with either the service looks for JSON.
    return {Request::Method::Post,
            mailbox.path() + "/messages/" + segment(id) + "/send",
            {{"Accept", "application/json"}, prefer()},
            {}};
}

} // namespace liaison::graph
