#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"

#include <QString>

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// What stands below a person's mails: the person's own words, else those of the team. Plain text.
struct Signatures {
    QString team;
    QString own;
    friend bool operator==(const Signatures &, const Signatures &) = default;
};

constexpr qsizetype longestSignature = 2'000;

/// Signatures, kept in the store: that of the team once, others by person.
class SignatureDesk {
public:
    explicit SignatureDesk(Context context) : m_context(std::move(context)) { }
    Future<Signatures> current();
    /// Keeps both, audited with before and after. InvalidInput for one that is too long.
    Future<void> save(Signatures signatures);

private:
    Context m_context;
};

/// The one that mails of `person` begin with.
Result<QString> signatureOf(store::Session &session, const QString &person);
Result<QString> teamSignature(store::Session &session);
/// Within the caller's transaction, with its audit row; nothing where it is the same.
Result<void> saveTeamSignature(store::Session &session, const QString &signature, const domain::Actor &actor);

/// What a new draft begins with: room for words, then the signature behind its mark ("-- ", RFC 3676 section 4.3).
QString aboveSignature(const QString &signature);

} // namespace liaison::desk
