// What goes wrong on purpose.
#include "app/demo/exchange_operations.h"
#include "app/demo/exchange_wire.h"

#include <QRegularExpression>

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
                                    {"html", &ExchangeFaults::html},
                                    {"sync-state", &ExchangeFaults::syncStates}};
const QString slow = QStringLiteral("slow");
const QString cutAnswer = QStringLiteral("cut-answer");
const QString cutRequest = QStringLiteral("cut-request");
const QString itemError = QStringLiteral("item-error");
constexpr int slowPiece = 1'024;
constexpr int mostFaults = 1'000'000;
const QString usualItemError = QStringLiteral("ErrorItemNotFound");

/// "3" or "3:ErrorItemCorrupt".
FaultText setItemError(ExchangeFaults &faults, const QString &value)
{
    static const QRegularExpression wanted(QStringLiteral("\\A([0-9]{1,7})(?::(Error[A-Za-z]+))?\\z"));
    const auto match = wanted.match(value);
    const int number = value.section(QLatin1Char(':'), 0, 0).toInt();
    if (number < 1 || number > mostFaults)
        return FaultText::NoNumber;
    if (!match.hasMatch())
        return FaultText::NoCode;
    faults.itemErrorAt.insert(number, match.captured(2).isEmpty() ? usualItemError : match.captured(2));
    return FaultText::Good;
}

bool setBytes(ExchangeFaults &faults, const QString &word, int number)
{
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
    return word == slow || word == cutAnswer || word == cutRequest;
}

SoapAnswer withoutState(const Exchange &exchange, const QString &operation)
{
    XmlOut out;
    beginEnvelope(out, exchange.version());
    ResponseMessages messages(out, operation.toLatin1());
    messages.refuse({QStringLiteral("ErrorInvalidSyncStateData"),
                     QStringLiteral("Synchronization state data is corrupt or otherwise invalid.")});
    messages.end();
    return {200, endEnvelope(out)};
}

} // namespace

QStringList exchangeFaultWords()
{
    QStringList words;
    for (const FaultWord &fault : faultWords)
        words << QLatin1String(fault.word);
    return words << slow << cutAnswer << cutRequest << itemError;
}

FaultText setExchangeFault(ExchangeFaults &faults, const QString &text)
{
    const QString word = text.section(QLatin1Char('='), 0, 0);
    bool isNumber = false;
    const int number = text.section(QLatin1Char('='), 1).toInt(&isNumber);
    if (!exchangeFaultWords().contains(word))
        return FaultText::NoSuchFault;
    if (word == itemError)
        return setItemError(faults, text.section(QLatin1Char('='), 1));
    if (!isNumber || number < 0 || number > mostFaults)
        return FaultText::NoNumber;
    if (setBytes(faults, word, number))
        return FaultText::Good;
    for (const FaultWord &fault : faultWords)
        if (word == QLatin1String(fault.word))
            faults.*fault.count = number;
    return FaultText::Good;
}

/// Requests to Exchange alone: what comes to the sign-in service goes through.
void ExchangeWire::receive(const QByteArray &bytes)
{
    ExchangeFaults &faults = m_exchange->faults;
    static const QByteArray exchange = "POST /EWS/";
    m_coming += bytes.size();
    m_begin += bytes.left(exchange.size() - m_begin.size());
    if (faults.requestCuts > 0 && !hasEnded() && m_coming > faults.requestCutAt
        && m_begin.compare(exchange, Qt::CaseInsensitive) == 0) {
        --faults.requestCuts;
        return hangUp();
    }
    HttpWire::receive(bytes);
}

void ExchangeWire::onCut()
{
    spend(m_exchange->faults.cuts);
}

/// True: the request has been answered, badly. What is done to the bytes of an answer is only prepared.
bool ExchangeWire::suffer(const HttpRequest &request, const ews::Element &body)
{
    ExchangeFaults &faults = m_exchange->faults;
    const QString &operation = body.name;
    if (!faults.operation.isEmpty() && faults.operation != operation)
        return false;
    WireHarm wire = faults.wire;
    if (faults.cuts == 0 || spend(faults.cutsAfter))
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
    if (!body.childText("SyncState").trimmed().isEmpty() && spend(faults.syncStates)) {
        reply(request, withoutState(*m_exchange, operation));
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
