#include "core/domain/message.h"

#include "core/domain/names.h"

namespace liaison::domain {

namespace {

constexpr std::array<Name<MailKind>, 7> kindNames{{
    {MailKind::Human, QLatin1String("human")},
    {MailKind::Automatic, QLatin1String("automatic")},
    {MailKind::OutOfOffice, QLatin1String("outofoffice")},
    {MailKind::Bounce, QLatin1String("bounce")},
    {MailKind::Delay, QLatin1String("delay")},
    {MailKind::DeliveryReceipt, QLatin1String("deliveryreceipt")},
    {MailKind::ReadReceipt, QLatin1String("readreceipt")},
}};
constexpr std::array<Name<ParseHealth>, 4> healthNames{{
    {ParseHealth::Clean, QLatin1String("clean")},
    {ParseHealth::Repaired, QLatin1String("repaired")},
    {ParseHealth::Truncated, QLatin1String("truncated")},
    {ParseHealth::Quarantined, QLatin1String("quarantined")},
}};
constexpr std::array<Name<Protection>, 5> protectionNames{{
    {Protection::None, QLatin1String("none")},
    {Protection::SmimeEncrypted, QLatin1String("smimeencrypted")},
    {Protection::SmimeSigned, QLatin1String("smimesigned")},
    {Protection::PgpEncrypted, QLatin1String("pgpencrypted")},
    {Protection::PgpSigned, QLatin1String("pgpsigned")},
}};

} // namespace

QString toString(MailKind kind)
{
    return nameOf(kindNames, kind);
}

MailKind mailKindFrom(const QString &text)
{
    // An unknown kind can only be a machine's: people have had theirs from the start.
    return valueOf(kindNames, text).value_or(MailKind::Automatic);
}

QString toString(ParseHealth health)
{
    return nameOf(healthNames, health);
}

ParseHealth parseHealthFrom(const QString &text)
{
    return valueOf(healthNames, text).value_or(ParseHealth::Quarantined);
}

QString toString(Protection protection)
{
    return nameOf(protectionNames, protection);
}

Protection protectionFrom(const QString &text)
{
    return valueOf(protectionNames, text).value_or(Protection::None);
}

} // namespace liaison::domain
