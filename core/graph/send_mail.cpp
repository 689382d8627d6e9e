#include "core/graph/send_mail.h"

namespace liaison::graph {

Request SendMail::request(const MailboxRef &mailbox, const QByteArray &mime)
{
    return withMime(mailbox.path() + "/sendMail", mime);
}

} // namespace liaison::graph
