#pragma once

#include "core/store/mailbox_move.h"
#include "core/transport/mail_source.h"

#include <QHash>
#include <QList>

namespace liaison::feed {

/// Which stored copies of a folder are which mails of it on the new way, one to one.
struct SwitchPairing {
    QList<store::MailboxMove::NewId> ids;
    QList<transport::ListedMail> missing; ///< listed there and not recognised: to be fetched
    int unrecognised = 0;                 ///< copies without a mail there
};

/// Mails are recognised by their Message-ID; several of one Message-ID by their time of arrival first, then in the
/// order of arrival. Where one of the two has none (Exchange makes some up), a mail is recognised by its time of
/// arrival where that is one mail's alone on both sides.
SwitchPairing pairMails(const QList<store::PlacedCopy> &copies, const QList<transport::ListedMail> &listed);

/// Which of `there` the stored folders are: the same role, else the same path. Folders that vanished come last.
QHash<FolderId, domain::RemoteFolder> matchFolders(const QList<domain::Folder> &stored,
                                                   const QList<domain::RemoteFolder> &there);

} // namespace liaison::feed
