#include "core/desk/signature_desk.h"

#include "core/store/audit_log.h"
#include "core/store/signature_key.h"
#include "core/store/store.h"

#include <QJsonArray>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using store::Session;

namespace {

QString teamKey()
{
    return u"signature.team"_s;
}

Result<QString> ownSignature(Session &session, const QString &person)
{
    return store::signatureKey(session, person).and_then([&session](const QString &key) {
        return store::Settings(session).value(key);
    });
}

QString tidied(QString signature)
{
    signature.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    signature.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    while (!signature.isEmpty() && signature.back().isSpace())
        signature.chop(1);
    return signature;
}

Result<void> keep(Session &session, const QString &key, const QString &signature, const domain::Actor &actor)
{
    store::Settings settings(session);
    const Result<QString> before = settings.value(key);
    if (!before)
        return fail(before.error());
    const QString after = tidied(signature);
    if (*before == after)
        return {};
    if (Result<void> kept = settings.setValue(key, after); !kept)
        return kept;
    return store::AuditLog(session).append(actor, u"signature.save"_s, key, {{u"text"_s, QJsonArray{*before, after}}});
}

} // namespace

Result<QString> teamSignature(Session &session)
{
    return store::Settings(session).value(teamKey());
}

Result<QString> signatureOf(Session &session, const QString &person)
{
    const Result<QString> own = ownSignature(session, person);
    return own && own->isEmpty() ? teamSignature(session) : own;
}

Result<void> saveTeamSignature(Session &session, const QString &signature, const domain::Actor &actor)
{
    return keep(session, teamKey(), signature, actor);
}

Future<Signatures> SignatureDesk::current()
{
    return m_context.store->read([person = m_context.actor.person](Session &session) -> Result<Signatures> {
        const Result<QString> team = teamSignature(session);
        const Result<QString> own = team ? ownSignature(session, person) : team;
        if (!own)
            return fail(own.error());
        return Signatures{*team, *own};
    });
}

Future<void> SignatureDesk::save(Signatures signatures)
{
    if (signatures.team.size() > longestSignature || signatures.own.size() > longestSignature)
        return readyFuture<void>(fail(ErrorKind::InvalidInput, u"a signature is too long"_s));
    return m_context.store->write([signatures, actor = m_context.actor](Session &session) {
        const Result<QString> own = store::signatureKey(session, actor.person);
        if (!own)
            return Result<void>(fail(own.error()));
        return keep(session, teamKey(), signatures.team, actor).and_then([&] {
            return keep(session, *own, signatures.own, actor);
        });
    });
}

QString aboveSignature(const QString &signature)
{
    return signature.isEmpty() ? QString() : u"\n\n-- \n"_s + signature;
}

} // namespace liaison::desk
