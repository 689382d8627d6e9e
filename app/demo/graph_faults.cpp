// What goes wrong on purpose.
#include "app/demo/graph.h"

namespace liaison::demo {

namespace {

bool spend(int &count)
{
    if (count <= 0)
        return false;
    --count;
    return true;
}

HttpFields retryAfter(const GraphFaults &faults)
{
    return faults.retryAfterSeconds > 0 ? HttpFields{{"Retry-After", QByteArray::number(faults.retryAfterSeconds)}}
                                        : HttpFields();
}

/// The words; those that Exchange has, too, are its.
struct FaultWord {
    const char *word;
    int GraphFaults::*count;
};
constexpr FaultWord faultWords[] = {{"busy", &GraphFaults::throttled},
                                    {"unavailable", &GraphFaults::unavailable},
                                    {"unauthorised", &GraphFaults::unauthorised},
                                    {"wrong-json", &GraphFaults::wrongJson},
                                    {"html", &GraphFaults::html},
                                    {"sync-state", &GraphFaults::goneStates},
                                    {"latency", &GraphFaults::latencyMs}};
const QString slow = QStringLiteral("slow");
const QString cutAnswer = QStringLiteral("cut-answer");
const QString cutRequest = QStringLiteral("cut-request");
constexpr int slowPiece = 1'024;
constexpr int mostFaults = 1'000'000;

} // namespace

QStringList graphFaultWords()
{
    QStringList words;
    for (const FaultWord &fault : faultWords)
        words << QLatin1String(fault.word);
    return words << slow << cutAnswer << cutRequest;
}

FaultText setGraphFault(GraphFaults &faults, const QString &text)
{
    const QString word = text.section(QLatin1Char('='), 0, 0);
    bool isNumber = false;
    const int number = text.section(QLatin1Char('='), 1).toInt(&isNumber);
    if (!graphFaultWords().contains(word))
        return FaultText::NoSuchFault;
    if (!isNumber || number < 0 || number > mostFaults)
        return FaultText::NoNumber;
    if (word == slow) {
        faults.wire.dripBytes = number > 0 ? slowPiece : 0;
        faults.wire.dripMs = number;
    } else if (word == cutAnswer) {
        faults.cuts = 1;
        faults.wire.cutAt = number;
    } else if (word == cutRequest) {
        faults.requestCuts = 1;
        faults.requestCutAt = number;
    }
    for (const FaultWord &fault : faultWords)
        if (word == QLatin1String(fault.word))
            faults.*fault.count = number;
    return FaultText::Good;
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
