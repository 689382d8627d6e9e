#include "core/desk/unit_audit.h"

#include "core/desk/changes.h"

#include <QJsonArray>

namespace liaison::desk {

using domain::BusinessUnit;

QString auditObject(const BusinessUnit &unit)
{
    return unit.uuid.toString(QUuid::WithoutBraces);
}

QJsonObject auditDetail(const BusinessUnit &before, const BusinessUnit &after)
{
    Changes changes;
    const auto list = [](const QStringList &texts) { return QJsonArray::fromStringList(texts); };
    changes.add(u"title"_qs, before.title, after.title);
    changes.add(u"description"_qs, before.description, after.description);
    changes.add(u"recipients"_qs, list(before.recipients), list(after.recipients));
    changes.add(u"knownAddresses"_qs, list(before.knownAddresses), list(after.knownAddresses));
    changes.add(u"knownDomains"_qs, list(before.knownDomains), list(after.knownDomains));
    changes.add(u"deputy"_qs, before.deputy, after.deputy);
    changes.add(u"escalationPhone"_qs, before.escalationPhone, after.escalationPhone);
    changes.add(u"answerMinutes"_qs, before.answerMinutes, after.answerMinutes);
    changes.add(u"archived"_qs, before.archived, after.archived);
    QJsonObject detail = changes.detail();
    detail.insert(u"name"_qs, after.title);
    return detail;
}

} // namespace liaison::desk
