// What goes wrong on purpose.
#include "app/demo/exchange_operations.h"
#include "app/demo/exchange_wire.h"

namespace liaison::demo {

namespace {

bool spend(int &count)
{
    if (count <= 0)
        return false;
    --count;
    return true;
}

SoapAnswer busy(const Exchange &exchange, const QString &operation)
{
    Refusal refusal{QStringLiteral("ErrorServerBusy"),
                    QStringLiteral("The server cannot service this request right now. Try again later.")};
    if (exchange.faults.backOffMs > 0)
        refusal.values.append({QStringLiteral("BackOffMilliseconds"), QString::number(exchange.faults.backOffMs)});
    if (!exchange.faults.busyAsMessage)
        return faultAnswer(exchange.version(), refusal);
    XmlOut out;
    beginEnvelope(out, exchange.version());
    ResponseMessages messages(out, operation.toLatin1());
    messages.refuse(refusal);
    messages.end();
    return {200, endEnvelope(out)};
}

struct FaultWord {
    const char *word;
    int ExchangeFaults::*count;
};
constexpr FaultWord faultWords[] = {{"busy", &ExchangeFaults::busy},
                                    {"unavailable", &ExchangeFaults::unavailable},
                                    {"unauthorised", &ExchangeFaults::unauthorised},
                                    {"wrong-xml", &ExchangeFaults::wrongXml},
                                    {"html", &ExchangeFaults::html}};
const QString slow = QStringLiteral("slow");
constexpr int slowPiece = 1'024;
constexpr int mostFaults = 1'000'000;

} // namespace

QStringList exchangeFaultWords()
{
    QStringList words;
    for (const FaultWord &fault : faultWords)
        words << QLatin1String(fault.word);
    return words << slow;
}

bool setExchangeFault(ExchangeFaults &faults, const QString &text)
{
    const QString word = text.section(QLatin1Char('='), 0, 0);
    bool isNumber = false;
    const int number = text.section(QLatin1Char('='), 1).toInt(&isNumber);
    if (!isNumber || number < 0 || number > mostFaults)
        return false;
    if (word == slow) {
        faults.wire.dripBytes = number > 0 ? slowPiece : 0;
        faults.wire.dripMs = number;
        return true;
    }
    for (const FaultWord &fault : faultWords) {
        if (word == QLatin1String(fault.word)) {
            faults.*fault.count = number;
            return true;
        }
    }
    return false;
}

/// True: the request has been answered, badly. What is done to the bytes of an answer is only prepared.
bool ExchangeWire::suffer(const HttpRequest &request, const QString &operation)
{
    ExchangeFaults &faults = m_exchange->faults;
    if (!faults.operation.isEmpty() && faults.operation != operation)
        return false;
    WireHarm wire = faults.wire;
    if (faults.cuts > 0 && spend(faults.cutsAfter))
        wire.cutAt = -1;
    else if (!spend(faults.cuts))
        wire.cutAt = -1;
    harm(wire);
    if (spend(faults.unavailable)) {
        HttpFields fields{{"Content-Type", "text/html"}};
        if (faults.retryAfterSeconds > 0)
            fields.emplaceBack("Retry-After", QByteArray::number(faults.retryAfterSeconds));
        answer(503, fields, "<html><body>Service Unavailable</body></html>");
        return true;
    }
    if (spend(faults.busy)) {
        reply(request, busy(*m_exchange, operation));
        return true;
    }
    if (spend(faults.wrongXml)) {
        answer(200, {{"Content-Type", "text/xml; charset=utf-8"}},
               "<?xml version=\"1.0\"?><s:Envelope "
               "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body></s:Head>");
        return true;
    }
    if (spend(faults.html)) {
        answer(200, {{"Content-Type", "text/html"}},
               "<!DOCTYPE html><html><body>Sign in to the guest network</body></html>");
        return true;
    }
    return false;
}

} // namespace liaison::demo
