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

} // namespace

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
