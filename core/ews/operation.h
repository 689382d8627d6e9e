#pragma once

#include "core/ews/request_context.h"
#include "core/ews/soap_reader.h"

namespace liaison::ews {

/// The answer to one operation: feed() it the body as it comes, finish() with the HTTP status and headers. Each
/// operation's class has a static request() beside it that makes the body to POST.
template <class T> class Operation : public SoapReader {
public:
    using Value = T;
    using SoapReader::SoapReader;

    /// After the last byte: the value or why there is none.
    Answer<T> finish(const HttpHead &head = {})
    {
        if (auto failed = failure(head))
            return tl::unexpected<Failure>(std::move(*failed));
        return result();
    }

protected:
    /// What the messages came to; called when there was at least one and nothing is wrong with the answer as a whole.
    virtual Answer<T> result() = 0;
};

/// For operations that are answered by one message.
template <class T> class SingleOperation : public Operation<T> {
public:
    using Operation<T>::Operation;

protected:
    virtual Answer<T> read(const Element &message) = 0;

private:
    void onMessage(const ResponseMessage &message) override
    {
        m_result = message.isGood() ? read(message.element) : Answer<T>(failed(failureFrom(message)));
    }
    Answer<T> result() override { return std::move(*m_result); }

    std::optional<Answer<T>> m_result;
};

/// For operations that are answered by a message for each item, in the order of the request.
template <class T> class BatchOperation : public Operation<std::vector<Answer<T>>> {
public:
    using Operation<std::vector<Answer<T>>>::Operation;

protected:
    virtual Answer<T> read(const Element &message) = 0;

private:
    void onMessage(const ResponseMessage &message) override
    {
        m_results.push_back(message.isGood() ? read(message.element) : Answer<T>(failed(failureFrom(message))));
    }
    Answer<std::vector<Answer<T>>> result() override { return std::move(m_results); }

    std::vector<Answer<T>> m_results;
};

/// A failure of our own making for an answer that leaves out what it must have.
[[nodiscard]] inline tl::unexpected<Failure> lacking(const char *what)
{
    return failed(
        {Error{ErrorKind::ProtocolViolation, QLatin1String(what) + QStringLiteral(" is missing"), {}, std::nullopt},
         Remedy::GiveUp,
         Failure::Origin::Unreadable,
         {},
         {}});
}

} // namespace liaison::ews
