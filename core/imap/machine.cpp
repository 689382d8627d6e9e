#include "core/imap/machine.h"

#include "core/base/log.h"

#include <array>

namespace liaison::imap {

namespace {

struct CodeKind {
    const char *code;
    ErrorKind kind;
};

constexpr std::array codeKinds{
    CodeKind{"AUTHENTICATIONFAILED", ErrorKind::AuthenticationFailed},
    CodeKind{"AUTHORIZATIONFAILED", ErrorKind::AuthenticationFailed},
    CodeKind{"EXPIRED", ErrorKind::AuthenticationFailed},
    CodeKind{"PRIVACYREQUIRED", ErrorKind::TlsRequired},
    CodeKind{"UNAVAILABLE", ErrorKind::ServerBusy},
    CodeKind{"INUSE", ErrorKind::ServerBusy},
    CodeKind{"SERVERBUG", ErrorKind::ServerBusy},
    CodeKind{"LIMIT", ErrorKind::ServerBusy},
    CodeKind{"THROTTLED", ErrorKind::ServerBusy},
    CodeKind{"NONEXISTENT", ErrorKind::FolderMissing},
    CodeKind{"TRYCREATE", ErrorKind::FolderMissing},
    CodeKind{"NOPERM", ErrorKind::PermissionDenied},
    CodeKind{"TOOBIG", ErrorKind::MessageTooLarge},
};

/// Servers without RFC 5530 codes that are merely busy when one signs in: Exchange ("Server Unavailable. 15"),
/// Gmail and Courier ("Too many simultaneous connections"), old Dovecot ("Temporary authentication failure").
bool soundsTemporary(const QByteArray &text)
{
    const QByteArray lower = text.toLower();
    return lower.contains("unavailable") || lower.contains("too many") || lower.contains("temporar")
        || lower.contains("try again later");
}

} // namespace

Error errorFrom(const StatusResponse &response, ErrorKind otherwise)
{
    ErrorKind kind = response.status == Status::Bad ? ErrorKind::ServerRefused : otherwise;
    bool byCode = false;
    for (const CodeKind &entry : codeKinds) {
        if (response.code.name == entry.code) {
            kind = entry.kind;
            byCode = true;
        }
    }
    if (!byCode && response.status != Status::Bad && soundsTemporary(response.text))
        kind = ErrorKind::ServerBusy;
    return Error{kind, QStringLiteral("the server refused"), printable(response.text, 500), std::nullopt};
}

Error unexpected(const char *command)
{
    return Error{ErrorKind::ProtocolViolation,
                 QStringLiteral("unexpected response to %1").arg(QLatin1String(command)),
                 {},
                 std::nullopt};
}

} // namespace liaison::imap
