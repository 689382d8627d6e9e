#include "core/imap/greeting.h"

namespace liaison::imap {

Step Greeting::feed(const Response &response)
{
    const auto *status = std::get_if<StatusResponse>(&response);
    if (!status || !status->tag.isEmpty())
        return finish(fail(unexpected("connect")));
    switch (status->status) {
    case Status::Ok:
        return finish(Greeted{false, status->text});
    case Status::PreAuth:
        if (!m_context.secure)
            return finish(fail(ErrorKind::TlsRequired, QStringLiteral("PREAUTH before TLS")));
        return finish(Greeted{true, status->text});
    case Status::Bye:
        return finish(fail(errorFrom(*status, ErrorKind::ServerBusy)));
    case Status::No:
    case Status::Bad:
        break;
    }
    return finish(fail(unexpected("connect")));
}

} // namespace liaison::imap
