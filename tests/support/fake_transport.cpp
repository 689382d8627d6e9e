#include "tests/support/fake_transport.h"

#include <QMutexLocker>
#include <QThread>

#include <algorithm>

namespace liaison::test {

using domain::RemoteFolder;
using transport::ChangePage;
using transport::MailFlags;

namespace {
constexpr UtcMs firstDay = 1'767'225'600'000; // 2026-01-01
int key(Op op)
{
    return static_cast<int>(op);
}
} // namespace

void FakeServer::addFolder(const QString &remoteId, domain::FolderRole role)
{
    const QMutexLocker lock(&m_mutex);
    Folder folder;
    folder.remote.remoteId = remoteId;
    folder.remote.path = remoteId;
    folder.remote.delimiter = QStringLiteral("/");
    folder.remote.role = role;
    m_folders.push_back(folder);
}

void FakeServer::removeFolder(const QString &remoteId)
{
    const QMutexLocker lock(&m_mutex);
    std::erase_if(m_folders, [&](const Folder &folder) { return folder.remote.remoteId == remoteId; });
}

void FakeServer::hideFolder(const QString &remoteId)
{
    const QMutexLocker lock(&m_mutex);
    if (Folder *found = find(remoteId))
        found->hidden = true;
}

void FakeServer::deliver(const QString &folder, const QByteArray &raw, UtcMs internalDate)
{
    const QMutexLocker lock(&m_mutex);
    if (Folder *found = find(folder))
        put(*found, raw, internalDate);
}

void FakeServer::put(Folder &folder, const QByteArray &raw, UtcMs internalDate)
{
    const qsizetype number = folder.mails.size() + 1;
    folder.mails.append(
        {raw, internalDate != 0 ? internalDate : firstDay + number * 1'000, QStringLiteral("1:%1").arg(number)});
}

QList<QByteArray> FakeServer::mailsIn(const QString &folder) const
{
    const QMutexLocker lock(&m_mutex);
    QList<QByteArray> raws;
    for (const Folder &candidate : m_folders) {
        if (candidate.remote.remoteId != folder)
            continue;
        for (const Mail &mail : candidate.mails)
            raws.append(mail.raw);
    }
    return raws;
}

QList<transport::Submission> FakeServer::sent() const
{
    const QMutexLocker lock(&m_mutex);
    return m_sent;
}

QStringList FakeServer::flagChanges() const
{
    const QMutexLocker lock(&m_mutex);
    return m_flagChanges;
}

QList<QByteArray> FakeServer::cursors() const
{
    const QMutexLocker lock(&m_mutex);
    return m_cursors;
}

void FakeServer::failNext(Op op, const Error &error, int times)
{
    const QMutexLocker lock(&m_mutex);
    for (int i = 0; i < times; ++i)
        m_faults[key(op)].append(error);
}

void FakeServer::failAlways(Op op, std::optional<Error> error)
{
    const QMutexLocker lock(&m_mutex);
    if (error)
        m_always.insert(key(op), *error);
    else
        m_always.remove(key(op));
}

void FakeServer::hold(Op op)
{
    const QMutexLocker lock(&m_mutex);
    m_held.append(op);
}

void FakeServer::release(Op op)
{
    const QMutexLocker lock(&m_mutex);
    m_held.removeAll(op);
    for (Waiting &waiting : m_waiting) {
        if (waiting.op == op && !std::exchange(waiting.done, true))
            waiting.answer();
    }
}

QStringList FakeServer::watched() const
{
    const QMutexLocker lock(&m_mutex);
    return m_watched;
}

void FakeServer::hint(const QStringList &folders)
{
    const QMutexLocker lock(&m_mutex);
    m_hinted = folders;
    release(Op::Hint);
}

void FakeServer::wake()
{
    const QMutexLocker lock(&m_mutex);
    for (transport::MailSource *source : std::as_const(m_sources))
        QMetaObject::invokeMethod(source, &transport::MailSource::worthTrying, Qt::QueuedConnection);
}

void FakeServer::setWithheld(qint64 mails)
{
    const QMutexLocker lock(&m_mutex);
    m_withheld = mails;
}

void FakeServer::setPromisesMore(bool promises)
{
    const QMutexLocker lock(&m_mutex);
    m_promisesMore = promises;
}

void FakeServer::setPushes(bool pushes)
{
    const QMutexLocker lock(&m_mutex);
    m_pushes = pushes;
}

void FakeServer::setReceipt(const transport::SendReceipt &receipt)
{
    const QMutexLocker lock(&m_mutex);
    m_receipt = receipt;
}

void FakeServer::receiptOnce(const transport::SendReceipt &receipt)
{
    const QMutexLocker lock(&m_mutex);
    m_nextReceipt = receipt;
}

void FakeServer::setDirectory(const domain::Addresses &people)
{
    const QMutexLocker lock(&m_mutex);
    m_directory = people;
}

QStringList FakeServer::lookedUp() const
{
    const QMutexLocker lock(&m_mutex);
    return m_lookedUp;
}

void FakeServer::setFilesCopies(bool files)
{
    const QMutexLocker lock(&m_mutex);
    m_filesCopies = files;
}

int FakeServer::count(Op op) const
{
    const QMutexLocker lock(&m_mutex);
    return m_counts.value(key(op));
}

int FakeServer::waiting(Op op) const
{
    const QMutexLocker lock(&m_mutex);
    return static_cast<int>(std::count_if(m_waiting.begin(), m_waiting.end(),
                                          [op](const Waiting &waiting) { return waiting.op == op && !waiting.done; }));
}

int FakeServer::connections() const
{
    const QMutexLocker lock(&m_mutex);
    return m_connections;
}

FakeServer::Folder *FakeServer::find(const QString &remoteId)
{
    const auto found = std::find_if(m_folders.begin(), m_folders.end(),
                                    [&](const Folder &folder) { return folder.remote.remoteId == remoteId; });
    return found == m_folders.end() ? nullptr : &*found;
}

template <class T> Future<T> FakeServer::answer(Op op, std::stop_token stop, std::function<Result<T>()> good)
{
    const QMutexLocker lock(&m_mutex);
    ++m_counts[key(op)];
    if (stop.stop_requested())
        return readyFuture<T>(fail(ErrorKind::Cancelled));
    if (QList<Error> &faults = m_faults[key(op)]; !faults.isEmpty())
        return readyFuture<T>(fail(faults.takeFirst()));
    if (const auto always = m_always.constFind(key(op)); always != m_always.constEnd())
        return readyFuture<T>(fail(*always));
    const bool waits = m_held.contains(op) || op == Op::Hint;
    if (!waits)
        return readyFuture<T>(good());

    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const Future<T> future = promise->future();
    m_waiting.push_back({op, [promise, good] { finishWith<T>(*promise, good()); }, nullptr, false});
    Waiting *entry = &m_waiting.back(); // a deque's entries stay where they are
    const auto cancel = [this, entry, promise] {
        const QMutexLocker guard(&m_mutex);
        if (!std::exchange(entry->done, true))
            finishWith<T>(*promise, fail(ErrorKind::Cancelled));
    };
    entry->keep = std::make_shared<std::stop_callback<decltype(cancel)>>(std::move(stop), cancel);
    return future;
}

class FakeSource final : public transport::MailSource {
public:
    explicit FakeSource(std::shared_ptr<FakeServer> server) : m_server(std::move(server))
    {
        const QMutexLocker lock(&m_server->m_mutex);
        m_server->m_sources.append(this);
    }
    ~FakeSource() override
    {
        const QMutexLocker lock(&m_server->m_mutex);
        m_server->m_sources.removeAll(this);
    }

    Future<QList<RemoteFolder>> folders(std::stop_token stop) override
    {
        return m_server->answer<QList<RemoteFolder>>(Op::Folders, std::move(stop),
                                                     [server = onThread()]() -> Result<QList<RemoteFolder>> {
                                                         QList<RemoteFolder> list;
                                                         for (const FakeServer::Folder &folder : server->m_folders)
                                                             if (!folder.hidden)
                                                                 list.append(folder.remote);
                                                         return list;
                                                     });
    }

    Future<transport::FolderLook> look(RemoteFolder folder, transport::Look what, std::stop_token stop) override
    {
        const QMutexLocker lock(&m_server->m_mutex);
        const FakeServer::Folder *found = m_server->find(folder.remoteId);
        if (!found || !found->hidden || what != transport::Look::Open)
            return MailSource::look(std::move(folder), what, std::move(stop));
        transport::FolderLook there;
        there.mails = found->mails.size();
        return readyFuture<transport::FolderLook>(there);
    }

    Future<ChangePage> changes(transport::ChangeRequest request, std::stop_token stop) override
    {
        {
            const QMutexLocker lock(&m_server->m_mutex);
            m_server->m_cursors.append(request.cursor);
        }
        return m_server->answer<ChangePage>(
            Op::Changes, std::move(stop), [server = onThread(), request]() -> Result<ChangePage> {
                const FakeServer::Folder *folder = server->find(request.folder.remoteId);
                if (!folder)
                    return fail(ErrorKind::FolderMissing, request.folder.remoteId);
                const qsizetype from = request.cursor.split(' ').first().toLongLong();
                const qsizetype to = std::min<qsizetype>(from + server->m_pageMails, folder->mails.size());
                ChangePage page;
                for (qsizetype i = from; i < to; ++i) {
                    const FakeServer::Mail &mail = folder->mails.at(i);
                    page.arrived.append({mail.remoteId, mail.raw, mail.internalDate, {}});
                }
                page.next = QByteArray::number(to);
                page.more = to < folder->mails.size();
                page.done = to;
                page.total = folder->mails.size();
                page.withheld = server->m_withheld;
                if (server->m_promisesMore) {
                    page.more = true;
                    page.next += ' ' + QByteArray::number(server->m_counts.value(key(Op::Changes)));
                }
                return page;
            });
    }

    Future<void> setFlag(RemoteFolder folder, QString remoteId, Flag flag, bool on, std::stop_token stop) override
    {
        const QString line = QStringLiteral("%1 %2 %3%4")
                                 .arg(folder.remoteId, remoteId, on ? QStringLiteral("+") : QStringLiteral("-"))
                                 .arg(static_cast<int>(flag));
        return m_server->answer<void>(Op::SetFlag, std::move(stop), [server = onThread(), line]() -> Result<void> {
            server->m_flagChanges.append(line);
            return {};
        });
    }

    Future<QString> append(RemoteFolder folder, QByteArray raw, MailFlags, std::stop_token stop) override
    {
        return m_server->answer<QString>(Op::Append, std::move(stop),
                                         [server = onThread(), folder, raw]() -> Result<QString> {
                                             FakeServer::Folder *target = server->find(folder.remoteId);
                                             if (!target)
                                                 return fail(ErrorKind::FolderMissing);
                                             server->put(*target, raw, 0);
                                             return target->mails.constLast().remoteId;
                                         });
    }

    Future<bool> contains(RemoteFolder folder, QString messageIdHeader, std::stop_token stop) override
    {
        return m_server->answer<bool>(
            Op::Contains, std::move(stop), [server = onThread(), folder, messageIdHeader]() -> Result<bool> {
                const FakeServer::Folder *target = server->find(folder.remoteId);
                return target
                    && std::any_of(target->mails.begin(), target->mails.end(), [&](const FakeServer::Mail &mail) {
                           return mail.raw.contains(messageIdHeader.toUtf8());
                       });
            });
    }

    Future<QStringList> waitForHint(QList<RemoteFolder> folders, std::stop_token stop) override
    {
        {
            const QMutexLocker lock(&m_server->m_mutex);
            m_server->m_watched.clear();
            for (const RemoteFolder &folder : folders)
                m_server->m_watched << folder.remoteId;
            if (!m_server->m_pushes)
                return readyFuture<QStringList>(fail(ErrorKind::ServerRefused));
        }
        return m_server->answer<QStringList>(
            Op::Hint, std::move(stop), [server = m_server.get()]() -> Result<QStringList> { return server->m_hinted; });
    }

    void shutDown() override { }

private:
    /// An adapter belongs to one thread.
    FakeServer *onThread()
    {
        Q_ASSERT(QThread::currentThread() == thread());
        return m_server.get();
    }
    std::shared_ptr<FakeServer> m_server;
};

class FakeSink final : public transport::MailSink {
public:
    explicit FakeSink(std::shared_ptr<FakeServer> server) : m_server(std::move(server)) { }

    Future<transport::SendReceipt> send(transport::Submission mail, std::stop_token stop) override
    {
        Q_ASSERT(QThread::currentThread() == thread());
        return m_server->answer<transport::SendReceipt>(
            Op::Send, std::move(stop), [server = m_server.get(), mail]() -> Result<transport::SendReceipt> {
                server->m_sent.append(mail);
                for (FakeServer::Folder &folder : server->m_folders) {
                    if (server->m_filesCopies && folder.remote.role == domain::FolderRole::Sent)
                        server->put(folder, mail.raw, 0);
                }
                return std::exchange(server->m_nextReceipt, std::nullopt).value_or(server->m_receipt);
            });
    }
    Future<void> check(std::stop_token stop) override
    {
        return m_server->answer<void>(Op::Check, std::move(stop), [] { return Result<void>(); });
    }
    Future<domain::Addresses> resolve(QString typed, std::stop_token stop) override
    {
        {
            const QMutexLocker lock(&m_server->m_mutex);
            m_server->m_lookedUp.append(typed);
        }
        return m_server->answer<domain::Addresses>(Op::Resolve, std::move(stop), [server = m_server.get()] {
            return Result<domain::Addresses>(server->m_directory);
        });
    }
    void shutDown() override { }

private:
    std::shared_ptr<FakeServer> m_server;
};

Result<std::unique_ptr<transport::MailSource>> FakeTransport::source(transport::Account account)
{
    if (account.trace)
        account.trace(QStringLiteral("connected to a server in memory"));
    const QMutexLocker lock(&m_server->m_mutex);
    ++m_server->m_connections;
    return std::make_unique<FakeSource>(m_server);
}

Result<std::unique_ptr<transport::MailSink>> FakeTransport::sink(transport::Account)
{
    const QMutexLocker lock(&m_server->m_mutex);
    ++m_server->m_connections;
    return std::make_unique<FakeSink>(m_server);
}

} // namespace liaison::test
