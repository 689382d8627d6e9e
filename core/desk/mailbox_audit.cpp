#include "core/desk/mailbox_audit.h"

#include <QDateTime>
#include <QJsonArray>
#include <QSet>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::Mailbox;

namespace {

/// {"inbound": {"host": "a"}} as {"inbound.host": "a"}
void flatten(const QJsonObject &json, const QString &prefix, QJsonObject *flat)
{
    for (auto entry = json.begin(); entry != json.end(); ++entry) {
        if (entry->isObject())
            flatten(entry->toObject(), prefix + entry.key() + u'.', flat);
        else
            flat->insert(prefix + entry.key(), *entry);
    }
}

QJsonObject valuesOf(const std::optional<Mailbox> &mailbox)
{
    QJsonObject flat;
    if (!mailbox)
        return flat;
    const auto timeText
        = [](UtcMs at) { return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs); };
    flatten({{u"address"_s, mailbox->address},
             {u"displayName"_s, mailbox->displayName},
             {u"enabled"_s, mailbox->enabled},
             {u"feed"_s, mailbox->feedWanted},
             {u"fetchSince"_s, timeText(mailbox->fetchSince)},
             {u"pollSeconds"_s, mailbox->pollSeconds},
             {u"verboseUntil"_s, mailbox->verboseUntil > 0 ? timeText(mailbox->verboseUntil) : QString()},
             {u"inbound"_s, domain::toJson(mailbox->inbound)},
             {u"outbound"_s, domain::toJson(mailbox->outbound)}},
            {}, &flat);
    return flat;
}

} // namespace

QJsonObject auditDetail(const std::optional<Mailbox> &before, const std::optional<Mailbox> &after,
                        const QList<domain::SecretUse> &changedSecrets)
{
    const QJsonObject old = valuesOf(before);
    const QJsonObject now = valuesOf(after);
    QStringList keys = old.keys() + now.keys();
    keys.removeDuplicates();
    const auto isNothing = [](const QJsonValue &value) { return value.isNull() || value == QJsonValue(QString()); };
    QJsonObject detail;
    for (const QString &key : std::as_const(keys)) {
        const QJsonValue was = old.contains(key) ? old.value(key) : QJsonValue(QJsonValue::Null);
        const QJsonValue is = now.contains(key) ? now.value(key) : QJsonValue(QJsonValue::Null);
        if (was != is && !(isNothing(was) && isNothing(is))) // what a new mailbox leaves open tells nothing
            detail.insert(key, QJsonArray{was, is});
    }
    for (const domain::SecretUse use : changedSecrets)
        detail.insert(use == domain::SecretUse::Inbound ? u"inbound.secret"_s : u"outbound.secret"_s, u"changed"_s);
    return detail;
}

QJsonObject changedMeanwhile(const Mailbox &seen, const Mailbox &stored)
{
    if (seen.updatedAt == stored.updatedAt)
        return {};
    QJsonObject changed = auditDetail(seen, stored);
    changed.remove(u"enabled"_s);
    changed.remove(u"feed"_s);
    return changed;
}

} // namespace liaison::desk
