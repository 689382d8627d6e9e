#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace liaison::store {

class Session;

/// A process that writes into a computer's keychain.
struct SecretWriter {
    QString host;
    qint64 owner = 0; ///< its account's number there
    QString pidSpace; ///< within which `pid` names one process; empty: the system does not tell
    qint64 pid = 0;
    QString startedAt; ///< tells it from a later process of the same number
    friend bool operator==(const SecretWriter &, const SecretWriter &) = default;
};

/// A secret in somebody's keychain that no mailbox needs as it is saved: one that is not saved yet may.
struct PendingSecret {
    QString key; ///< its name in the keychain, see domain::vaultKey()
    SecretWriter writer;
    UtcMs since = 0; ///< by the database's clock
    friend bool operator==(const PendingSecret &, const PendingSecret &) = default;
};

/// Notes of secrets that are written before the mailbox they are for is saved, so that they can be found should it
/// never be. They are settings of the store, which is the one that knows whose they would be; not part of the change
/// sequence, since nobody shows them. There is no secret in them.
class PendingSecrets {
public:
    explicit PendingSecrets(Session &session) : m_session(session) { }
    /// `writer` is about to write them. Those that a saved mailbox needs get no note.
    Result<void> note(const QStringList &keys, const SecretWriter &writer);
    Result<void> drop(const QStringList &keys);
    Result<QList<PendingSecret>> list();
    /// Whether a saved mailbox needs it.
    Result<bool> isNeeded(const QString &key);

private:
    Session &m_session;
};

} // namespace liaison::store
