// What goes wrong on purpose.
#include "app/demo/graph.h"
#include "app/demo/graph_operations.h"

namespace liaison::demo {

namespace {

HttpFields retryAfter(const GraphFaults &faults)
{
    return faults.retryAfterSeconds > 0 ? HttpFields{{"Retry-After", QByteArray::number(faults.retryAfterSeconds)}}
                                        : HttpFields();
}

/// Those that Exchange has, too, are its.
constexpr FaultWord<GraphFaults> words[] = {{"busy", &GraphFaults::throttled},
                                            {"unavailable", &GraphFaults::unavailable},
                                            {"unauthorised", &GraphFaults::unauthorised},
                                            {"wrong-json", &GraphFaults::wrongJson},
                                            {"html", &GraphFaults::html},
                                            {"sync-state", &GraphFaults::goneStates},
                                            {"latency", &GraphFaults::latencyMs},
                                            {"no-consent", &GraphFaults::noConsent},
                                            {"access-policy", &GraphFaults::accessPolicy},
                                            {"no-licence", &GraphFaults::noLicence},
                                            {"other-cloud", &GraphFaults::otherCloud},
                                            {"send-as", &GraphFaults::sendAs}};

/// What somebody may not, whatever they are.
std::optional<GraphRefusal> forbid(GraphFaults &faults, const QString &operation)
{
    struct Ban {
        int GraphFaults::*count;
        GraphRefusal (*refusal)();
    };
    constexpr Ban bans[] = {{&GraphFaults::noConsent, withoutConsent},
                            {&GraphFaults::accessPolicy, shutOutByPolicy},
                            {&GraphFaults::noLicence, withoutLicence},
                            {&GraphFaults::otherCloud, ofAnotherCloud}};
    for (const Ban &ban : bans)
        if (spend(faults.*ban.count))
            return ban.refusal();
    const bool sends = operation == QLatin1String("send") || operation == QLatin1String("sendMail");
    return sends && spend(faults.sendAs) ? std::optional(sendAsDenied()) : std::nullopt;
}

} // namespace

QStringList graphFaultWords()
{
    return faultWordsOf(words);
}

FaultText setGraphFault(GraphFaults &faults, const QString &text)
{
    return setFault(faults, words, text, isGraphOperation);
}

std::optional<GraphRefusal> Graph::suffer(const QString &operation, Part part, bool goesOn)
{
    if (!faults.operation.isEmpty() && faults.operation != operation)
        return std::nullopt;
    // What a server does that is in trouble it does to a batch as a whole; its parts are throttled one by one.
    const bool whole = part == Part::Whole;
    const bool isBatch = operation == QLatin1String("batch");
    if (whole && spend(faults.unauthorised)) {
        ++diary.refused;
        return GraphRefusal{401,
                            QStringLiteral("InvalidAuthenticationToken"),
                            QStringLiteral("CompactToken validation failed with reason code: 80049228."),
                            {{"WWW-Authenticate", "Bearer realm=\"\""}}};
    }
    if (auto forbidden = isBatch ? std::nullopt : forbid(faults, operation))
        return forbidden;
    if (whole && spend(faults.unavailable))
        return GraphRefusal{503, QStringLiteral("ServiceUnavailable"),
                            QStringLiteral("The service is unavailable. Try again later."), retryAfter(faults)};
    if ((!isBatch || !faults.operation.isEmpty()) && spend(faults.throttled))
        return GraphRefusal{429, QStringLiteral("ApplicationThrottled"),
                            QStringLiteral("Application is over its MailboxConcurrency limit."), retryAfter(faults),
                            true};
    if (goesOn && spend(faults.goneStates))
        return GraphRefusal{410, QStringLiteral("SyncStateNotFound"),
                            QStringLiteral("The sync state generation is not found; "
                                           "generation=605;[highest=841][841][839][840].")};
    return std::nullopt;
}

void Graph::spoil(const HttpRequest &request, GraphReply &reply)
{
    if (!hits(request))
        return;
    if (spend(faults.html)) {
        reply.status = 200;
        reply.fields = {{"Content-Type", "text/html"}};
        reply.body = "<!DOCTYPE html><html><body>Sign in to the guest network</body></html>";
    } else if (!reply.body.isEmpty() && reply.type == graphJsonType() && spend(faults.wrongJson)) {
        reply.body.truncate(reply.body.size() / 2);
    }
}

} // namespace liaison::demo
