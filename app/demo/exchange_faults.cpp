// What goes wrong on purpose.
#include "app/demo/exchange_operations.h"
#include "app/demo/exchange_wire.h"

#include <QRegularExpression>

namespace liaison::demo {

namespace {

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

constexpr FaultWord<ExchangeFaults> words[] = {{"busy", &ExchangeFaults::busy},
                                               {"unavailable", &ExchangeFaults::unavailable},
                                               {"unauthorised", &ExchangeFaults::unauthorised},
                                               {"blocked", &ExchangeFaults::blocked},
                                               {"wrong-xml", &ExchangeFaults::wrongXml},
                                               {"html", &ExchangeFaults::html},
                                               {"sync-state", &ExchangeFaults::syncStates},
                                               {"secret-expired", &ExchangeFaults::secretExpired},
                                               {"consent-missing", &ExchangeFaults::consentMissing},
                                               {"clock-ahead", &ExchangeFaults::clockAhead},
                                               {"clock-behind", &ExchangeFaults::clockBehind}};
const QString itemError = QStringLiteral("item-error");
const QString usualItemError = QStringLiteral("ErrorItemNotFound");

/// "3" or "3:ErrorItemCorrupt".
FaultText setItemError(ExchangeFaults &faults, const QString &value)
{
    static const QRegularExpression wanted(QStringLiteral("\\A([0-9]{1,7})(?::(Error[A-Za-z]+))?\\z"));
    const auto match = wanted.match(value);
    const int number = value.section(QLatin1Char(':'), 0, 0).toInt();
    constexpr int mostItems = 1'000'000;
    if (number < 1 || number > mostItems)
        return FaultText::NoNumber;
    if (!match.hasMatch())
        return FaultText::NoCode;
    faults.itemErrorAt.insert(number, match.captured(2).isEmpty() ? usualItemError : match.captured(2));
    return FaultText::Good;
}

bool isOperation(const QString &name)
{
    return exchangeOperation(name) != nullptr || name == QLatin1String("GetStreamingEvents");
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
    return faultWordsOf(words) << itemError;
}

FaultText setExchangeFault(ExchangeFaults &faults, const QString &text)
{
    return faultWord(text) == itemError ? setItemError(faults, text.section(QLatin1Char('='), 1))
                                        : setFault(faults, words, text, isOperation);
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
    const bool isCut = faults.cutOperation.isEmpty() || faults.cutOperation == operation;
    if (faults.cuts == 0 || !isCut || spend(faults.cutsAfter))
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
    if (spend(faults.blocked)) {
        reply(request,
              faultAnswer(m_exchange->version(),
                          {QStringLiteral("ErrorOrganizationAccessBlocked"),
                           QStringLiteral("Access to Exchange Web Services is blocked for this application.")}));
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
