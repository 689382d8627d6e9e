#include "core/feed/unlisted_folders.h"

#include "core/base/and_then.h"
#include "core/transport/mail_source.h"

#include <QPromise>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace liaison::feed {

using domain::RemoteFolder;
using Folders = QList<RemoteFolder>;

namespace {

/// The server said something of this folder, not of the connection.
bool isOfTheFolder(ErrorKind kind)
{
    return kind == ErrorKind::FolderMissing || kind == ErrorKind::PermissionDenied || kind == ErrorKind::ServerRefused
        || kind == ErrorKind::InvalidInput;
}

Future<std::optional<RemoteFolder>> opened(transport::MailSource *source, RemoteFolder folder, std::stop_token stop)
{
    using Found = std::optional<RemoteFolder>;
    auto promise = std::make_shared<QPromise<Result<Found>>>();
    promise->start();
    onDone<transport::FolderLook>(source, source->look(folder, transport::Look::Open, std::move(stop)),
                                  [promise, folder](const Result<transport::FolderLook> &look) mutable {
                                      if (!look && !isOfTheFolder(look.error().kind))
                                          return finishWith<Found>(*promise, fail(look.error()));
                                      if (!look)
                                          return finishWith<Found>(*promise, Found());
                                      folder.total = static_cast<int>(look->mails);
                                      finishWith<Found>(*promise, Found(folder));
                                  });
    return promise->future();
}

bool has(const Folders &folders, const QString &remoteId)
{
    return std::any_of(folders.cbegin(), folders.cend(),
                       [&remoteId](const RemoteFolder &each) { return each.remoteId == remoteId; });
}

/// One after the other, so that one connection does.
Future<Folders> withUnlisted(transport::MailSource *source, Folders listed, Folders wanted, std::stop_token stop)
{
    wanted.removeIf([&listed](const RemoteFolder &each) { return has(listed, each.remoteId); });
    if (wanted.isEmpty())
        return readyFuture<Folders>(std::move(listed));
    const RemoteFolder next = wanted.takeFirst();
    return andThen<Folders>(source, opened(source, next, stop),
                            [source, listed, wanted, stop](const std::optional<RemoteFolder> &found) {
                                return withUnlisted(source, found ? listed + Folders{*found} : listed, wanted, stop);
                            });
}

} // namespace

Future<Folders> foldersWith(transport::MailSource *source, domain::Protocol protocol, Folders wanted,
                            std::stop_token stop)
{
    if (protocol != domain::Protocol::Imap) // elsewhere folders have ids, and all of them are listed
        wanted.clear();
    return andThen<Folders>(source, source->folders(stop), [source, wanted, stop](const Folders &listed) {
        return withUnlisted(source, listed, wanted, stop);
    });
}

Future<domain::NamedFolder> findFolder(transport::MailSource *source, domain::Protocol protocol, QString name,
                                       Folders wanted, std::stop_token stop)
{
    using Named = domain::NamedFolder;
    const auto named = [name](const Folders &all) -> std::optional<RemoteFolder> {
        const auto there = std::find_if(all.cbegin(), all.cend(),
                                        [&name](const RemoteFolder &each) { return domain::isNamed(each, name); });
        return there == all.cend() ? std::nullopt : std::optional(*there);
    };
    return andThen<Named>(source, foldersWith(source, protocol, std::move(wanted), stop),
                          [source, protocol, name, named, stop](const Folders &listed) {
                              if (const auto found = named(listed); found || protocol != domain::Protocol::Imap)
                                  return readyFuture<Named>(Named{listed, found});
                              return andThen<Named>(
                                  source, withUnlisted(source, listed, {domain::unlistedFolder(listed, name)}, stop),
                                  [named](const Folders &all) {
                                      return readyFuture<Named>(Named{all, named(all)});
                                  });
                          });
}

} // namespace liaison::feed
