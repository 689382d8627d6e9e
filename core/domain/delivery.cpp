#include "core/domain/delivery.h"

#include "core/domain/names.h"

#include <QRegularExpression>

#include <algorithm>

namespace liaison::domain {

namespace {

constexpr std::array<Name<DeliveryState>, 5> stateNames{{
    {DeliveryState::Delayed, QLatin1String("delayed")},
    {DeliveryState::Relayed, QLatin1String("relayed")},
    {DeliveryState::Delivered, QLatin1String("delivered")},
    {DeliveryState::OutOfOffice, QLatin1String("outofoffice")},
    {DeliveryState::Failed, QLatin1String("failed")},
}};

/// Among several recipients; a delay says less than somebody's absence.
int urgency(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Relayed:
        return 0;
    case DeliveryState::Delivered:
        return 1;
    case DeliveryState::Delayed:
        return 2;
    case DeliveryState::OutOfOffice:
        return 3;
    case DeliveryState::Failed:
        return 4;
    }
    return 0;
}

const QLatin1String envelopePrefix("liaison-");

} // namespace

bool supersedes(DeliveryState news, DeliveryState known)
{
    return news > known;
}

std::optional<DeliveryState> worstOf(const QList<RecipientDelivery> &deliveries)
{
    const auto worst = std::max_element(
        deliveries.cbegin(), deliveries.cend(),
        [](const RecipientDelivery &a, const RecipientDelivery &b) { return urgency(a.state) < urgency(b.state); });
    return worst == deliveries.cend() ? std::nullopt : std::optional(worst->state);
}

std::optional<DeliveryState> deliveryStateOfAction(const QString &action)
{
    const QString word = action.trimmed().toLower();
    if (word == QLatin1String("expanded"))
        return DeliveryState::Relayed;
    const std::optional<DeliveryState> state = valueOf(stateNames, word);
    return state == DeliveryState::OutOfOffice ? std::nullopt : state;
}

QString toString(DeliveryState state)
{
    return nameOf(stateNames, state);
}

std::optional<DeliveryState> deliveryStateFrom(const QString &text)
{
    return valueOf(stateNames, text);
}

StatusCode statusCodeIn(const QString &words)
{
    static const QRegularExpression pattern(QStringLiteral(
        "\\A\\s*(?:([2-5]\\d\\d)(?![\\d.])[ -]?)?\\s*(?:#?([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.]))?"));
    const QRegularExpressionMatch match = pattern.match(words.left(100));
    StatusCode code;
    code.reply = match.captured(1).toInt();
    code.category = match.captured(2).toInt();
    code.enhanced = code.category != 0;
    code.subject = match.captured(3).toInt();
    code.detail = match.captured(4).toInt();
    if (!code.enhanced)
        code.category = code.reply / 100;
    return code;
}

QString enhancedText(const StatusCode &code)
{
    return code.enhanced ? QStringLiteral("%1.%2.%3").arg(code.category).arg(code.subject).arg(code.detail) : QString();
}

QString envelopeIdOf(const QUuid &outboxUuid)
{
    return envelopePrefix + outboxUuid.toString(QUuid::WithoutBraces);
}

std::optional<QUuid> uuidOfEnvelopeId(const QString &envelopeId)
{
    const QString text = envelopeId.trimmed();
    constexpr qsizetype uuidLength = 36;
    if (text.size() != envelopePrefix.size() + uuidLength || !text.startsWith(envelopePrefix, Qt::CaseInsensitive))
        return std::nullopt;
    const QUuid uuid = QUuid::fromString(text.mid(envelopePrefix.size()));
    return uuid.isNull() ? std::nullopt : std::optional(uuid);
}

} // namespace liaison::domain
