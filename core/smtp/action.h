#pragma once

#include <QByteArray>

namespace liaison::smtp {

/// What a machine wants from its driver.
struct Action {
    enum class Kind {
        Wait,     ///< for bytes from the server
        Send,     ///< `bytes`, then ask again
        StartTls, ///< make TLS, then say so
        Done,     ///< nothing more here
    };
    Kind kind = Kind::Wait;
    QByteArray bytes;
    QByteArray shown; ///< the bytes for a trace, without secrets and line end

    static Action send(const QByteArray &line) { return {Kind::Send, line + "\r\n", line}; }
    static Action sendSecret(const QByteArray &line, const QByteArray &shown)
    {
        return {Kind::Send, line + "\r\n", shown};
    }
};

} // namespace liaison::smtp
