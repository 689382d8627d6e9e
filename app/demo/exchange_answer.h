#pragma once

#include "app/demo/exchange_version.h"
#include "app/demo/xml_out.h"
#include "core/base/result.h"

#include <QList>
#include <QPair>
#include <QString>

namespace liaison::demo {

/// Why something is not done: t:ResponseCodeType, with words and the values of m:MessageXml.
struct Refusal {
    QString code;
    QString text;
    QList<QPair<QString, QString>> values = {};
};
template <class T> using Outcome = tl::expected<T, Refusal>;

/// `code` is ASCII, such as "ErrorItemNotFound".
[[nodiscard]] tl::unexpected<Refusal> refused(const char *code, const char *text);

/// A SOAP answer: HTTP status and body.
struct SoapAnswer {
    int status = 200;
    QByteArray body;
};

/// Begins an envelope with the server's version; its Body is open afterwards.
void beginEnvelope(XmlOut &out, const ExchangeVersion &version);
/// Ends it.
QByteArray endEnvelope(XmlOut &out);
/// A request that is refused as a whole: HTTP 500 with a s:Fault.
SoapAnswer faultAnswer(const ExchangeVersion &version, const Refusal &refusal);

/// The response messages of one operation.
class ResponseMessages {
public:
    ResponseMessages(XmlOut &out, const QByteArray &operation);

    /// Opens a message that went well; what it has to tell follows, then close().
    XmlOut &success();
    void close() { m_out.close(); }
    /// `empty`: the element that its schema wants even so ("m:Items"), or nothing.
    void refuse(const Refusal &refusal, const QByteArray &empty = {});
    void end();

private:
    XmlOut &m_out;
    QByteArray m_operation;
};

} // namespace liaison::demo
