#include "core/graph/delete_message.h"

namespace liaison::graph {

Request DeleteMessage::request(const MailboxRef &mailbox, const QString &id)
{
    return {Request::Method::Delete,
            mailbox.path() + "/messages/" + segment(id),
            {{"Accept", "application/json"}, prefer()},
            {}};
}

} // namespace liaison::graph
