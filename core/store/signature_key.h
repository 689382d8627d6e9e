#pragma once

#include "core/base/result.h"

#include <QString>

namespace liaison::store {

class Session;

/// The setting that holds the signature of `person`. In a team it is one of the account that this connection signed in
/// to the database with, since the names of people are only what their programs say: PostgreSQL lets nobody else but
/// administrators write it (resources/sql/postgresql/0019_signatures.sql).
Result<QString> signatureKey(Session &session, const QString &person);

} // namespace liaison::store
