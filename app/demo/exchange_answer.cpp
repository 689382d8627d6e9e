#include "app/demo/exchange_answer.h"

namespace liaison::demo {

tl::unexpected<Refusal> refused(const char *code, const char *text)
{
    return tl::unexpected<Refusal>(Refusal{QLatin1String(code), QLatin1String(text)});
}

namespace {

void writeValues(XmlOut &out, const Refusal &refusal, const QByteArray &name)
{
    if (refusal.values.isEmpty())
        return;
    out.open(name);
    for (const auto &value : refusal.values)
        out.open("t:Value").attr("Name", value.first).chars(value.second).close();
    out.close();
}

} // namespace

void beginEnvelope(XmlOut &out, const ExchangeVersion &version)
{
    out.markup("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    out.open("s:Envelope")
        .attr("xmlns:s", QStringLiteral("http://schemas.xmlsoap.org/soap/envelope/"))
        .attr("xmlns:m", QStringLiteral("http://schemas.microsoft.com/exchange/services/2006/messages"))
        .attr("xmlns:t", QStringLiteral("http://schemas.microsoft.com/exchange/services/2006/types"));
    out.open("s:Header")
        .open("t:ServerVersionInfo")
        .attr("MajorVersion", QString::number(version.build.major))
        .attr("MinorVersion", QString::number(version.build.minor))
        .attr("MajorBuildNumber", QString::number(version.build.majorBuild))
        .attr("MinorBuildNumber", QString::number(version.build.minorBuild))
        .attr("Version", version.schemaName)
        .close()
        .close();
    out.open("s:Body");
}

QByteArray endEnvelope(XmlOut &out)
{
    out.close().close();
    return out.bytes();
}

SoapAnswer faultAnswer(const ExchangeVersion &version, const Refusal &refusal)
{
    XmlOut out;
    beginEnvelope(out, version);
    out.open("s:Fault");
    out.open("faultcode")
        .attr("xmlns:a", QStringLiteral("http://schemas.microsoft.com/exchange/services/2006/types"))
        .chars(QStringLiteral("a:") + refusal.code)
        .close();
    out.open("faultstring").attr("xml:lang", QStringLiteral("en-US")).chars(refusal.text).close();
    out.open("detail");
    const auto errors = QStringLiteral("http://schemas.microsoft.com/exchange/services/2006/errors");
    out.open("e:ResponseCode").attr("xmlns:e", errors).chars(refusal.code).close();
    out.open("e:Message").attr("xmlns:e", errors).chars(refusal.text).close();
    writeValues(out, refusal, "t:MessageXml");
    out.close().close();
    return {500, endEnvelope(out)};
}

ResponseMessages::ResponseMessages(XmlOut &out, const QByteArray &operation) : m_out(out), m_operation(operation)
{
    m_out.open("m:" + operation + "Response").open("m:ResponseMessages");
}

XmlOut &ResponseMessages::success()
{
    m_out.open("m:" + m_operation + "ResponseMessage").attr("ResponseClass", QStringLiteral("Success"));
    return m_out.text("m:ResponseCode", QStringLiteral("NoError"));
}

void ResponseMessages::refuse(const Refusal &refusal, const QByteArray &empty)
{
    m_out.open("m:" + m_operation + "ResponseMessage").attr("ResponseClass", QStringLiteral("Error"));
    m_out.text("m:MessageText", refusal.text);
    m_out.text("m:ResponseCode", refusal.code);
    m_out.text("m:DescriptiveLinkKey", QStringLiteral("0"));
    writeValues(m_out, refusal, "m:MessageXml");
    if (!empty.isEmpty())
        m_out.open(empty).close();
    m_out.close();
}

void ResponseMessages::end()
{
    m_out.close().close();
}

} // namespace liaison::demo
