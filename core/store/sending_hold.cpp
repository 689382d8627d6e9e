#include "core/store/sending_hold.h"

#include "core/store/audit_log.h"
#include "core/store/session.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace liaison::store {

namespace {

/// The right to write it is given by this name (resources/sql/postgresql/0016_own_words.sql).
QString settingKey()
{
    return QStringLiteral("sending.hold");
}

} // namespace

Result<std::optional<SendingHold>> SendingHolds::current()
{
    const Result<QString> kept = Settings(m_session).value(settingKey());
    if (!kept)
        return fail(kept.error());
    if (kept->isEmpty())
        return std::optional<SendingHold>();
    const QJsonObject json = QJsonDocument::fromJson(kept->toUtf8()).object();
    SendingHold hold;
    hold.person = json.value(QStringLiteral("person")).toString();
    hold.host = json.value(QStringLiteral("host")).toString();
    hold.since = static_cast<UtcMs>(json.value(QStringLiteral("since")).toDouble());
    return std::optional<SendingHold>(hold);
}

Result<void> SendingHolds::set(const std::optional<SendingHold> &hold)
{
    if (!hold)
        return Settings(m_session).setValue(settingKey(), QStringLiteral(""));
    const QJsonObject json{{QStringLiteral("person"), hold->person},
                           {QStringLiteral("host"), hold->host},
                           {QStringLiteral("since"), static_cast<double>(hold->since)}};
    return Settings(m_session).setValue(settingKey(),
                                        QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

} // namespace liaison::store
