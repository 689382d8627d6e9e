#include "core/domain/outbox.h"

#include "core/domain/names.h"

namespace liaison::domain {

namespace {

constexpr std::array<Name<OutboxState>, 6> stateNames{{
    {OutboxState::Queued, QLatin1String("queued")},
    {OutboxState::Sending, QLatin1String("sending")},
    {OutboxState::Sent, QLatin1String("sent")},
    {OutboxState::Failed, QLatin1String("failed")},
    {OutboxState::Uncertain, QLatin1String("uncertain")},
    {OutboxState::Cancelled, QLatin1String("cancelled")},
}};
constexpr std::array<Name<SentCopy>, 5> copyNames{{
    {SentCopy::NotNeeded, QLatin1String("notneeded")},
    {SentCopy::Wanted, QLatin1String("wanted")},
    {SentCopy::Filed, QLatin1String("filed")},
    {SentCopy::ServerFiled, QLatin1String("serverfiled")},
    {SentCopy::Failed, QLatin1String("failed")},
}};

} // namespace

QString toString(OutboxState state)
{
    return nameOf(stateNames, state);
}

std::optional<OutboxState> outboxStateFrom(const QString &text)
{
    return valueOf(stateNames, text);
}

QString toString(SentCopy copy)
{
    return nameOf(copyNames, copy);
}

std::optional<SentCopy> sentCopyFrom(const QString &text)
{
    return valueOf(copyNames, text);
}

bool mayBecome(OutboxState from, OutboxState to)
{
    switch (from) {
    case OutboxState::Queued:
        // Straight to Sent where some recipients have it and a person gives the others up.
        return to == OutboxState::Sending || to == OutboxState::Cancelled || to == OutboxState::Sent;
    case OutboxState::Sending:
        // Back to Queued only when it is certain that nothing was accepted for the recipients that are still to try.
        return to == OutboxState::Sent || to == OutboxState::Failed || to == OutboxState::Uncertain
            || to == OutboxState::Queued;
    case OutboxState::Failed:
        return to == OutboxState::Queued || to == OutboxState::Cancelled;
    case OutboxState::Uncertain:
        // Evidence or a person says that it arrived, or a person says that it did not. Never by itself.
        return to == OutboxState::Sent || to == OutboxState::Queued;
    case OutboxState::Sent:
    case OutboxState::Cancelled:
        return false;
    }
    return false;
}

} // namespace liaison::domain
