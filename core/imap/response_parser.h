#pragma once

#include "core/base/result.h"
#include "core/imap/response.h"
#include "core/imap/response_framer.h"

namespace liaison::imap {

/// One frame as a typed response (RFC 9051 section 7 and the extensions named in response.h). ProtocolViolation for
/// what the grammar does not allow, LimitExceeded for too deep nesting. Unknown untagged responses are OtherData.
Result<Response> parseResponse(const Frame &frame, int nestingLimit = Limits{}.nesting);

/// The text behind a status word: "[CODE …] words".
void parseResponseText(QByteArrayView text, ResponseCode &code, QByteArray &words);

/// "17-Jul-1996 02:44:25 -0700" as an instant, nullopt where it is none.
std::optional<UtcMs> parseInternalDate(const QByteArray &text);

/// Bytes in, typed responses out.
class ResponseParser {
public:
    explicit ResponseParser(Limits limits = {}) : m_limits(limits), m_framer(limits) { }

    /// Bytes split anywhere. What was complete before an error can still be taken.
    Result<void> feed(QByteArrayView bytes) { return m_framer.feed(bytes); }
    /// The next complete response; nullopt: feed more.
    std::optional<Result<Response>> next();
    /// Whether anything that was fed has not been taken yet.
    [[nodiscard]] bool hasBytes() const { return m_framer.hasBytes(); }
    void clear() { m_framer.clear(); }

private:
    Limits m_limits;
    ResponseFramer m_framer;
};

} // namespace liaison::imap
