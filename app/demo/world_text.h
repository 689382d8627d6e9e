#pragma once

#include "app/demo/world.h"

namespace liaison::demo {

/// The mails of resources/demo/mails. Each file holds several:
///
///     === theirs leak-answer
///     incident: leak
///     answers: leak-question
///     from: amelie.laurent@finance.nordhafen.example
///     at: -2d 10:40
///     attach: customers.csv
///
///     The text.
///     --- html
///     <p>The text.</p>
///
/// The mail goes through its incident's mailbox, or the one that a field `mailbox` names. `from` and `to` are addresses
/// of people of the world, or "Name <address>". Times are momentOf()'s. Errors: Internal, naming file and mail.
Result<QList<WorldMail>> worldMails(const World &world, UtcMs now);

/// A file of resources/demo/files as an enclosure; its type is by its name. Errors: Internal.
Result<Enclosure> enclosureOf(const QString &name);

} // namespace liaison::demo
