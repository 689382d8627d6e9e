#include "core/ews/soap_reader.h"

#include "core/base/log.h"
#include "core/ews/response_code.h"

#include <algorithm>

namespace liaison::ews {

namespace {

constexpr qint64 longestBackOffMs = 3'600'000;

/// m:MessageXml is t:Value Name="…" mostly, sometimes one within the other.
void collectValues(const Element &element, QList<const Element *> &values)
{
    for (const Element &child : element.children) {
        if (child.is("Value"))
            values << &child;
        collectValues(child, values);
    }
}

/// The code that says most: an inner one where the outer is an internal error, or where it asks for a pause.
QString tellingCode(const QString &outer, const QList<const Element *> &values)
{
    QString inner;
    for (const Element *value : values)
        if (value->attribute("Name").compare(QLatin1String("InnerErrorResponseCode"), Qt::CaseInsensitive) == 0)
            inner = value->text.trimmed();
    const auto innerSignal = signalFor(inner);
    if (!innerSignal)
        return outer;
    const auto outerSignal = signalFor(outer);
    const bool vague = !outerSignal || outerSignal->remedy == Remedy::RetryLater;
    return vague || innerSignal->remedy == Remedy::BackOff ? inner : outer;
}

Failure failureOf(const QString &outerCode, const QString &text, const Element &messageXml)
{
    QList<const Element *> values;
    collectValues(messageXml, values);
    Failure failure;
    failure.code = tellingCode(outerCode, values);
    const Signal signal = signalFor(failure.code).value_or(Signal{Remedy::GiveUp, ErrorKind::ServerRefused});
    failure.remedy = signal.remedy;
    failure.error.kind = signal.kind;
    failure.error.log = printable(failure.code.toUtf8(), 100);
    failure.error.serverWords = printable(text.trimmed().toUtf8(), 500);
    qint64 backOff = 0;
    for (const Element *value : values)
        if (value->attribute("Name").contains(QLatin1String("BackOff"), Qt::CaseInsensitive))
            backOff = std::max(backOff, value->text.trimmed().toLongLong());
    if (backOff > 0)
        failure.error.retryAfterMs = std::min(backOff, longestBackOffMs);
    return failure;
}

Failure failureFromXml(const Error &error, bool anotherFormat)
{
    Failure failure;
    failure.error = error;
    failure.origin = anotherFormat ? Failure::Origin::NotSoap : Failure::Origin::Unreadable;
    failure.remedy = anotherFormat                ? Remedy::WrongAddress
        : error.kind == ErrorKind::ConnectionLost ? Remedy::RetryLater
                                                  : Remedy::GiveUp;
    return failure;
}

int number(const Element &element, const char *attribute)
{
    return element.attribute(attribute).trimmed().toInt();
}

} // namespace

bool ResponseMessage::isGood() const
{
    const QString kind = element.attribute("ResponseClass");
    if (kind == QLatin1String("Success"))
        return true;
    return kind == QLatin1String("Warning") && code() != QLatin1String("ErrorBatchProcessingStopped");
}

Failure failureFrom(const ResponseMessage &message)
{
    return failureOf(message.code(), message.element.childText("MessageText"), message.element.child("MessageXml"));
}

Failure failureFromFault(const Element &fault)
{
    const Element &detail = fault.child("detail");
    // "a:ErrorServerBusy" stands in faultcode, too, where there is no detail.
    QString code = detail.childText("ResponseCode").trimmed();
    if (code.isEmpty())
        code = fault.childText("faultcode").trimmed().section(QLatin1Char(':'), -1);
    QString text = detail.childText("Message");
    if (text.isEmpty())
        text = fault.childText("faultstring");
    return failureOf(code, text, detail.child("MessageXml"));
}

SoapReader::SoapReader(XmlLimits limits, QList<QByteArray> cuts, CutSink *sink)
    : TreeReader(limits, std::move(cuts), sink)
{
}

TreeReader::Take SoapReader::onOpen(const QStringList &path, const QXmlStreamReader &xml)
{
    if (path.size() == 1) {
        const bool soap = path.first() == QLatin1String("Envelope")
            && xml.namespaceUri() == QLatin1String("http://schemas.xmlsoap.org/soap/envelope/");
        if (!soap)
            refuse(ErrorKind::ProtocolViolation,
                   path.first().compare(QLatin1String("html"), Qt::CaseInsensitive) == 0
                       ? QStringLiteral("an HTML page instead of SOAP")
                       : QStringLiteral("no SOAP envelope"),
                   true);
        return Take::Descend;
    }
    const bool header = path.size() == 3 && path.at(1) == QLatin1String("Header");
    const bool fault = path.size() == 3 && path.at(1) == QLatin1String("Body") && path.at(2) == QLatin1String("Fault");
    const bool message
        = path.size() == 5 && path.at(1) == QLatin1String("Body") && path.at(3) == QLatin1String("ResponseMessages");
    return header || fault || message ? Take::Collect : Take::Descend;
}

void SoapReader::onElement(const QStringList &path, Element element)
{
    if (path.at(1) == QLatin1String("Header")) {
        if (element.is("ServerVersionInfo"))
            m_server = ServerBuild{number(element, "MajorVersion"), number(element, "MinorVersion"),
                                   number(element, "MajorBuildNumber"), number(element, "MinorBuildNumber")};
    } else if (path.size() == 3) {
        m_fault = failureFromFault(element);
    } else {
        ++m_messages;
        onMessage(ResponseMessage{std::move(element)});
    }
}

std::optional<Failure> SoapReader::failure(const HttpHead &head)
{
    endOfInput();
    if (m_fault) {
        Failure failure = *m_fault;
        if (failure.remedy == Remedy::BackOff && !failure.error.retryAfterMs)
            failure.error.retryAfterMs = retryAfterMs(head);
        return failure;
    }
    const bool complete = !error() && m_messages > 0;
    if (complete)
        return std::nullopt;
    if (head.status != 200)
        return failureFrom(head);
    if (error())
        return failureFromXml(*error(), isAnotherFormat());
    return failureFromXml(
        Error{ErrorKind::ProtocolViolation, QStringLiteral("SOAP without a response"), {}, std::nullopt}, false);
}

} // namespace liaison::ews
