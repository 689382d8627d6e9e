#pragma once

#include "core/ews/failure.h"
#include "core/ews/tree_reader.h"
#include "core/ews/version.h"

namespace liaison::ews {

/// One m:…ResponseMessage: how one item of a request went.
struct ResponseMessage {
    Element element; ///< all of it

    [[nodiscard]] QString code() const { return element.childText("ResponseCode").trimmed(); }
    /// ResponseClass Success, or Warning with something in it (ErrorNameResolutionMultipleResults). A warning that the
    /// batch was stopped is none.
    [[nodiscard]] bool isGood() const;
};

/// What a message that is not good means: its code or, where that says little, the inner one of its MessageXml; the
/// largest of all BackOff values in it.
Failure failureFrom(const ResponseMessage &message);
/// The same for a s:Fault.
Failure failureFromFault(const Element &fault);

/// Reads the SOAP 1.1 answer to any operation in chunks: server version, fault, response messages one by one.
class SoapReader : public TreeReader {
public:
    explicit SoapReader(XmlLimits limits = {}, QList<QByteArray> cuts = {}, CutSink *sink = nullptr);

    /// What t:ServerVersionInfo said, once it came.
    [[nodiscard]] const std::optional<ServerBuild> &server() const { return m_server; }
    /// Response messages so far.
    [[nodiscard]] int messages() const { return m_messages; }

    /// At the end: why there is no answer, if there is none. SOAP says more than the status line and is looked at
    /// first; messages may have come even so.
    std::optional<Failure> failure(const HttpHead &head);

protected:
    virtual void onMessage(const ResponseMessage &message) = 0;
    [[nodiscard]] const std::optional<Failure> &fault() const { return m_fault; }

private:
    Take onOpen(const QStringList &path, const QXmlStreamReader &xml) override;
    void onElement(const QStringList &path, Element element) override;

    std::optional<ServerBuild> m_server;
    std::optional<Failure> m_fault;
    int m_messages = 0;
};

} // namespace liaison::ews
