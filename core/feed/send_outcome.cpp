#include "core/feed/send_outcome.h"

#include "core/base/backoff.h"
#include "core/feed/remedy.h"

#include <algorithm>

namespace liaison::feed {

using domain::OutboxMail;
using domain::OutboxState;

namespace {

domain::RecipientDelivery failure(const QString &recipient, const QString &words, UtcMs now)
{
    domain::RecipientDelivery news;
    news.address = recipient;
    news.state = domain::DeliveryState::Failed;
    news.status = domain::enhancedText(domain::statusCodeIn(words));
    news.words = words;
    news.at = now;
    return news;
}

bool triesAreUsedUp(const OutboxMail &mail, const EngineOptions &options)
{
    return mail.attempts >= options.outboxMaxAttempts;
}

/// The mail will not reach those of `recipients`; others may have it.
void giveUp(const OutboxMail &mail, const Error &error, UtcMs now, SendOutcome &result)
{
    if (mail.pending.isEmpty()) {
        result.outcome.to = OutboxState::Failed;
        if (error.kind == ErrorKind::RecipientRefused)
            result.outcome.refused = mail.recipients;
        return;
    }
    result.outcome.to = OutboxState::Sent;
    result.outcome.refused += mail.pending;
    result.outcome.pending = QStringList();
    result.outcome.copy = domain::SentCopy::Wanted;
    for (const QString &recipient : mail.pending)
        result.news.append(failure(recipient, error.serverWords, now));
}

SendOutcome accepted(const OutboxMail &mail, const transport::SendReceipt &receipt, const EngineOptions &options,
                     UtcMs now)
{
    SendOutcome result;
    result.outcome.serverWords = receipt.serverWords;
    result.outcome.refused = mail.refused;
    QStringList later;
    for (const transport::RecipientRefusal &refusal : receipt.refused) {
        result.outcome.serverWords += QStringLiteral("\n%1: %2").arg(refusal.address, refusal.serverWords);
        if (!refusal.permanent && !triesAreUsedUp(mail, options)) {
            later.append(refusal.address);
            continue;
        }
        result.outcome.refused.append(refusal.address);
        result.news.append(failure(refusal.address, refusal.serverWords, now));
    }
    result.outcome.pending = later;
    if (later.isEmpty()) {
        result.outcome.to = OutboxState::Sent;
        result.outcome.copy = receipt.serverFilesCopy ? domain::SentCopy::ServerFiled : domain::SentCopy::Wanted;
    } else {
        result.outcome.to = OutboxState::Queued;
        result.outcome.error = errorKindName(ErrorKind::ServerBusy);
        result.outcome.notBefore = now + outboxWait(options, mail.attempts, 0);
    }
    return result;
}

SendOutcome notAccepted(const OutboxMail &mail, const Error &error, const EngineOptions &options, UtcMs now)
{
    SendOutcome result;
    result.outcome.error = errorKindName(error.kind);
    result.outcome.serverWords = error.serverWords;
    result.outcome.refused = mail.refused;
    switch (verdictFor(error)) {
    case SendVerdict::Uncertain:
        result.outcome.to = OutboxState::Uncertain;
        break;
    case SendVerdict::Refused:
        giveUp(mail, error, now, result);
        break;
    case SendVerdict::AccountStop:
        result.accountStops = true;
        result.outcome.to = OutboxState::Queued;
        result.outcome.notBefore = now;
        break;
    case SendVerdict::TryAgain:
        if (error.kind == ErrorKind::Cancelled) {
            result.outcome.to = OutboxState::Queued;
            result.outcome.error.clear();
            result.outcome.notBefore = now;
        } else if (triesAreUsedUp(mail, options)) {
            giveUp(mail, error, now, result);
        } else {
            result.outcome.to = OutboxState::Queued;
            result.outcome.notBefore = now + outboxWait(options, mail.attempts, error.retryAfterMs.value_or(0));
        }
        break;
    }
    return result;
}

} // namespace

SendOutcome sendOutcome(const OutboxMail &mail, const Result<transport::SendReceipt> &answer,
                        const EngineOptions &options, UtcMs now)
{
    return answer ? accepted(mail, *answer, options, now) : notAccepted(mail, answer.error(), options, now);
}

QStringList recipientsToTry(const OutboxMail &mail)
{
    return mail.pending.isEmpty() ? mail.recipients : mail.pending;
}

qint64 outboxWait(const EngineOptions &options, int attempts, qint64 atLeastMs)
{
    Backoff backoff({options.outboxRetryMinMs, options.outboxRetryMaxMs, 0.2});
    qint64 wait = 0;
    for (int i = 0; i < std::max(1, attempts); ++i)
        wait = backoff.next(atLeastMs);
    return wait;
}

} // namespace liaison::feed
