#pragma once

#include "core/ews/operation.h"

#include <QTest>

namespace liaison::ews::test {

/// How the server's bytes arrive.
enum class Arrival { Whole, ByteByByte };
inline constexpr Arrival arrivals[] = {Arrival::Whole, Arrival::ByteByByte};

inline void feed(TreeReader &reader, const QByteArray &bytes, Arrival arrival)
{
    if (arrival == Arrival::Whole) {
        reader.feed(bytes);
        return;
    }
    for (qsizetype i = 0; i < bytes.size(); ++i)
        reader.feed(QByteArrayView(bytes).sliced(i, 1));
}

/// An answer of Exchange 2013 SP1 with this SOAP body.
inline QByteArray envelope(const QByteArray &body)
{
    return R"(<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)"
           R"(<s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="0" MajorBuildNumber="1497")"
           R"( MinorBuildNumber="2" Version="V2_23" xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/>)"
           R"(</s:Header><s:Body xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages")"
           R"( xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">)"
        + body + "</s:Body></s:Envelope>";
}

/// The answer to `operation` with these response messages.
inline QByteArray answer(const QByteArray &operation, const QByteArray &messages)
{
    return envelope("<m:" + operation + "Response><m:ResponseMessages>" + messages
                    + "</m:ResponseMessages></m:" + operation + "Response>");
}

inline QByteArray good(const QByteArray &operation, const QByteArray &inside)
{
    const QByteArray name = "m:" + operation + "ResponseMessage";
    return '<' + name + " ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>" + inside + "</" + name
        + '>';
}

inline QByteArray bad(const QByteArray &operation, const QByteArray &code, const QByteArray &more = {})
{
    const QByteArray name = "m:" + operation + "ResponseMessage";
    return '<' + name + " ResponseClass=\"Error\"><m:MessageText>No.</m:MessageText><m:ResponseCode>" + code
        + "</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>" + more + "</" + name + '>';
}

/// Feeds an answer to a fresh operation and takes what it came to.
template <class Op> Answer<typename Op::Value> read(const QByteArray &bytes, Arrival arrival, const HttpHead &head = {})
{
    Op operation;
    feed(operation, bytes, arrival);
    return operation.finish(head);
}

template <class T> QByteArray why(const Answer<T> &answer)
{
    if (answer.has_value())
        return {};
    return (answer.error().code + QLatin1Char(' ') + answer.error().error.log).toUtf8();
}

inline QList<RequestContext> allContexts()
{
    QList<RequestContext> all;
    for (const ServerVersion version : allVersions())
        all << RequestContext{version, {}};
    return all;
}

} // namespace liaison::ews::test
