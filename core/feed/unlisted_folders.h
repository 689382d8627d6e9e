#pragma once

#include "core/base/on_done.h"
#include "core/domain/mailbox.h"
#include "core/domain/named_folder.h"

#include <QList>
#include <QString>

#include <stop_token>

namespace liaison::transport {
class MailSource;
}

namespace liaison::feed {

/// The server's folders, and those of `wanted` that it has without listing them: an IMAP server may leave folders out
/// of LIST (RFC 9051 section 6.3.9), such as those of other people, and open them for whoever knows their names. Each
/// is asked for by EXAMINE. Errors: those of the adapter; what is not there or may not be opened is left out.
Future<QList<domain::RemoteFolder>> foldersWith(transport::MailSource *source, domain::Protocol protocol,
                                                QList<domain::RemoteFolder> wanted, std::stop_token stop);

/// Among these the folder of a name as a person writes it (domain::isNamed), over IMAP whether or not it is listed.
Future<domain::NamedFolder> findFolder(transport::MailSource *source, domain::Protocol protocol, QString name,
                                       QList<domain::RemoteFolder> wanted, std::stop_token stop);

} // namespace liaison::feed
