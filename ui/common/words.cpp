#include "ui/common/words.h"

#include "core/domain/correlation.h"

#include <QCoreApplication>

namespace liaison::ui {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};
} // namespace

QString wordFor(domain::IncidentStatus status)
{
    switch (status) {
    case domain::IncidentStatus::Untriaged:
        return Words::tr("Untriaged");
    case domain::IncidentStatus::Open:
        return Words::tr("Open");
    case domain::IncidentStatus::Paused:
        return Words::tr("Paused");
    case domain::IncidentStatus::Closed:
        return Words::tr("Closed");
    case domain::IncidentStatus::Merged:
        return Words::tr("Merged");
    }
    return {};
}

QString wordFor(domain::Severity severity)
{
    switch (severity) {
    case domain::Severity::Low:
        return Words::tr("Low");
    case domain::Severity::Medium:
        return Words::tr("Medium");
    case domain::Severity::High:
        return Words::tr("High");
    case domain::Severity::Critical:
        return Words::tr("Critical");
    }
    return {};
}

QString wordFor(domain::FeedState state)
{
    switch (state) {
    case domain::FeedState::Stopped:
        return Words::tr("STOPPED");
    case domain::FeedState::Starting:
        return Words::tr("STARTING");
    case domain::FeedState::Running:
        return Words::tr("RUNNING");
    case domain::FeedState::BackingOff:
        return Words::tr("BACKING OFF");
    case domain::FeedState::NeedsSignIn:
        return Words::tr("NEEDS SIGN-IN");
    case domain::FeedState::Failed:
        return Words::tr("FAILED");
    }
    return {};
}

QString wordFor(domain::OutboxState state)
{
    switch (state) {
    case domain::OutboxState::Queued:
        return Words::tr("Queued");
    case domain::OutboxState::Sending:
        return Words::tr("Sending");
    case domain::OutboxState::Sent:
        return Words::tr("Accepted by the server");
    case domain::OutboxState::Failed:
        return Words::tr("Failed");
    case domain::OutboxState::Uncertain:
        return Words::tr("Uncertain");
    case domain::OutboxState::Cancelled:
        return Words::tr("Cancelled");
    }
    return {};
}

Tone toneFor(domain::Severity severity)
{
    switch (severity) {
    case domain::Severity::Critical:
        return Tone::Danger;
    case domain::Severity::High:
        return Tone::Warning;
    case domain::Severity::Medium:
        return Tone::Accent;
    case domain::Severity::Low:
        break;
    }
    return Tone::Muted;
}

Tone toneFor(domain::FeedState state)
{
    switch (state) {
    case domain::FeedState::Running:
        return Tone::Good;
    case domain::FeedState::Starting:
        return Tone::Accent;
    case domain::FeedState::BackingOff:
        return Tone::Warning;
    case domain::FeedState::NeedsSignIn:
    case domain::FeedState::Failed:
        return Tone::Danger;
    case domain::FeedState::Stopped:
        break;
    }
    return Tone::Muted;
}

Tone toneFor(domain::OutboxState state)
{
    switch (state) {
    case domain::OutboxState::Failed:
        return Tone::Danger;
    case domain::OutboxState::Uncertain:
        return Tone::Warning;
    case domain::OutboxState::Sent:
        return Tone::Good;
    case domain::OutboxState::Queued:
    case domain::OutboxState::Sending:
        return Tone::Accent;
    case domain::OutboxState::Cancelled:
        break;
    }
    return Tone::Muted;
}

QString linkReasonText(const QString &reason, const QString &detail)
{
    if (reason.isEmpty())
        return Words::tr("It belongs to no incident yet.");
    switch (domain::linkReasonFrom(reason)) {
    case domain::LinkReason::OwnMessageId:
        return Words::tr("It answers a mail that was sent from here (%1).").arg(detail);
    case domain::LinkReason::SubjectTag:
        return Words::tr("Its subject holds the incident's tag (%1).").arg(detail);
    case domain::LinkReason::Reference:
        return Words::tr("It refers to a mail of this incident (%1).").arg(detail);
    case domain::LinkReason::DeliveryReport:
        return Words::tr("It reports on a mail that was sent from here (%1).").arg(detail);
    case domain::LinkReason::SentByUs:
        return Words::tr("It was written here.");
    case domain::LinkReason::SentElsewhere:
        return Words::tr("It was found in Sent Items: somebody wrote it with another program.");
    case domain::LinkReason::Person:
        return Words::tr("Somebody put it here (%1).").arg(detail);
    }
    return {};
}

QList<domain::IncidentStatus> choosableStatuses()
{
    return {domain::IncidentStatus::Untriaged, domain::IncidentStatus::Open, domain::IncidentStatus::Paused,
            domain::IncidentStatus::Closed};
}

QList<domain::Severity> allSeverities()
{
    return {domain::Severity::Critical, domain::Severity::High, domain::Severity::Medium, domain::Severity::Low};
}

} // namespace liaison::ui
