#include "core/transport/mail_source.h"

#include "core/base/and_then.h"

#include <algorithm>

namespace liaison::transport {

Future<FolderLook> MailSource::look(domain::RemoteFolder folder, Look what, std::stop_token stop)
{
    using Folders = QList<domain::RemoteFolder>;
    if (what == Look::OneMail) {
        ChangeRequest request{std::move(folder), {}, 1}; // one mail may exceed the budget
        return andThen<FolderLook>(this, changes(std::move(request), std::move(stop)), [](const ChangePage &page) {
            FolderLook found;
            if (!page.arrived.isEmpty())
                found.bytes = page.arrived.constFirst().raw.size();
            return readyFuture<FolderLook>(found);
        });
    }
    return andThen<FolderLook>(this, folders(std::move(stop)), [id = folder.remoteId](const Folders &all) {
        const auto here
            = std::find_if(all.cbegin(), all.cend(), [&id](const auto &each) { return each.remoteId == id; });
        if (here == all.cend())
            return readyFuture<FolderLook>(fail(ErrorKind::FolderMissing, id));
        FolderLook found;
        found.mails = here->total;
        return readyFuture<FolderLook>(found);
    });
}

Future<FolderStock> MailSource::stock(domain::RemoteFolder, std::stop_token)
{
    return readyFuture<FolderStock>(fail(ErrorKind::InvalidInput, QStringLiteral("no listing by this protocol")));
}

QByteArray MailSource::cursorBehind(const FolderStock &, const QList<ListedMail> &) const
{
    return {};
}

} // namespace liaison::transport
