#pragma once

#include "core/base/result.h"
#include "core/imap/capabilities.h"
#include "core/imap/mailbox_name.h"
#include "core/imap/response.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace liaison::imap {

/// What all commands of one connection share. Kept by Dialogue, which updates it from what the server says.
struct Context {
    Capabilities capabilities;
    bool secure = false; ///< TLS is on, or the peer is this machine: the only places for credentials
    NameEncoding names = NameEncoding::ModifiedUtf7;
    bool qresync = false;   ///< ENABLE turned QRESYNC on (RFC 7162)
    bool notifying = false; ///< NOTIFY SET is in force (RFC 5465)
    quint32 lastTag = 0;
    QByteArray lastAlert; ///< words of the last ALERT, until they are taken to be told (RFC 9051 section 7.1)

    QByteArray nextTag() { return 'a' + QByteArray::number(++lastTag); }
};

/// What a machine wants next.
struct Step {
    QByteArray send;     ///< to the wire, in this order; may be empty
    bool done = false;   ///< the machine has its result
    bool secret = false; ///< `send` holds a credential: no trace of it
};

/// One command (or the greeting): start() it, feed() it every response until a Step says done, take its result.
/// It knows no socket and no clock; the Context it was made with outlives it.
class Machine {
public:
    virtual ~Machine() = default;
    virtual Step start() = 0;
    virtual Step feed(const Response &response) = 0;
    /// Asks it to come to an end early. Only IDLE can; the others run on.
    virtual Step interrupt() { return {}; }
    /// The connection is lost or broken: the result is this error, whatever it was before.
    virtual void abort(const Error &error) = 0;
    /// After its success the next byte on the wire is TLS.
    [[nodiscard]] virtual bool startsTls() const { return false; }
    /// Its answer may be followed by compressed bytes, so that nothing may be read past it …
    [[nodiscard]] virtual bool mayStartCompression() const { return false; }
    /// … and is, once it is done.
    [[nodiscard]] virtual bool startsCompression() const { return false; }
};

/// A machine with a result of type T.
template <class T> class MachineOf : public Machine {
public:
    using Value = T;
    void abort(const Error &error) override { m_result = fail(error); }
    /// Valid once done.
    Result<T> takeResult()
    {
        return m_result ? std::move(*m_result) : Result<T>(fail(ErrorKind::Internal, QStringLiteral("not done")));
    }

protected:
    Step finish(Result<T> result)
    {
        m_result = std::move(result);
        return {{}, true, false};
    }
    [[nodiscard]] bool succeeded() const { return m_result && m_result->has_value(); }

private:
    std::optional<Result<T>> m_result;
};

/// The error that a NO, BAD or BYE stands for, by its response code (RFC 5530) and else `otherwise`; BAD without a
/// code is ServerRefused.
Error errorFrom(const StatusResponse &response, ErrorKind otherwise);

/// "AUTHENTICATE refused" and the like for a response that has no place in a command.
Error unexpected(const char *command);

} // namespace liaison::imap
