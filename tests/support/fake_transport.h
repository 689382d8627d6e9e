#pragma once

#include "core/transport/account.h"
#include "core/transport/mail_sink.h"
#include "core/transport/mail_source.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMutex>
#include <QString>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace liaison::test {

/// What can be asked of the server in memory.
enum class Op { Folders, Changes, SetFlag, Append, Contains, Hint, Send, Check, Resolve };

/// A mail server in memory that tests fill, break and look into from their own thread while the engine works with it
/// from its own. A folder's cursor is the number of its mails that were handed out.
class FakeServer {
public:
    explicit FakeServer(int pageMails = 10) : m_pageMails(pageMails) { }

    void addFolder(const QString &remoteId, domain::FolderRole role);
    void removeFolder(const QString &remoteId);
    /// It is not listed, and opened for whoever knows its name.
    void hideFolder(const QString &remoteId);
    /// Puts a mail into a folder; its internalDate counts up from 2026-01-01 unless given.
    void deliver(const QString &folder, const QByteArray &raw, UtcMs internalDate = 0);
    [[nodiscard]] QList<QByteArray> mailsIn(const QString &folder) const;
    [[nodiscard]] QList<transport::Submission> sent() const;
    /// "folder remoteId flag", in order.
    [[nodiscard]] QStringList flagChanges() const;
    /// The cursors that were asked for, in order.
    [[nodiscard]] QList<QByteArray> cursors() const;

    /// The next call of `op` answers `error`; several wait in a row.
    void failNext(Op op, const Error &error, int times = 1);
    /// Every call of `op` fails from now on; nullopt: no more.
    void failAlways(Op op, std::optional<Error> error);
    /// Calls of `op` from now on get no answer until release() (or until they are stopped).
    void hold(Op op);
    void release(Op op);
    /// The server says that something changed in these folders.
    void hint(const QStringList &folders = {QStringLiteral("INBOX")});
    /// The folders that hints were last waited for on.
    [[nodiscard]] QStringList watched() const;
    /// The machine woke up, or the network is another.
    void wake();
    void setPushes(bool pushes);
    /// So many mails of every folder are there and not given out.
    void setWithheld(qint64 mails);
    /// Every page says that there is more behind it, at a place that nobody was at.
    void setPromisesMore(bool promises);
    void setReceipt(const transport::SendReceipt &receipt);
    void receiptOnce(const transport::SendReceipt &receipt); ///< for the next mail alone
    /// Whom resolve() answers, whatever was typed.
    void setDirectory(const domain::Addresses &people);
    [[nodiscard]] QStringList lookedUp() const; ///< in order
    /// A submitted mail is put into Sent by the server itself.
    void setFilesCopies(bool files);
    [[nodiscard]] int count(Op op) const;
    [[nodiscard]] int waiting(Op op) const;
    [[nodiscard]] int connections() const; ///< adapters made so far

private:
    friend class FakeSource;
    friend class FakeSink;
    friend class FakeTransport;
    struct Mail {
        QByteArray raw;
        UtcMs internalDate = 0;
        QString remoteId;
    };
    struct Folder {
        domain::RemoteFolder remote;
        QList<Mail> mails;
        bool hidden = false;
    };
    struct Waiting {
        Op op;
        std::function<void()> answer;
        std::shared_ptr<void> keep; ///< the stop callback, alive as long as the server
        bool done = false;
    };
    template <class T> Future<T> answer(Op op, std::stop_token stop, std::function<Result<T>()> good);
    Folder *find(const QString &remoteId);
    void put(Folder &folder, const QByteArray &raw, UtcMs internalDate);

    mutable QRecursiveMutex m_mutex;
    int m_pageMails;
    qint64 m_withheld = 0;
    bool m_promisesMore = false;
    std::deque<Folder> m_folders;
    QList<transport::Submission> m_sent;
    QStringList m_flagChanges;
    QList<QByteArray> m_cursors;
    QHash<int, QList<Error>> m_faults;
    QHash<int, Error> m_always;
    QHash<int, int> m_counts;
    QList<Op> m_held;
    QStringList m_hinted;
    QStringList m_watched;
    std::deque<Waiting> m_waiting;
    transport::SendReceipt m_receipt{QStringLiteral("2.0.0 Ok: queued as 1"), {}, false};
    std::optional<transport::SendReceipt> m_nextReceipt;
    domain::Addresses m_directory;
    QStringList m_lookedUp;
    bool m_pushes = true;
    bool m_filesCopies = false;
    int m_connections = 0;
    QList<transport::MailSource *> m_sources; ///< alive
};

/// Makes adapters to one FakeServer, whatever the account says.
class FakeTransport final : public transport::TransportFactory {
public:
    explicit FakeTransport(std::shared_ptr<FakeServer> server) : m_server(std::move(server)) { }
    Result<std::unique_ptr<transport::MailSource>> source(transport::Account account) override;
    Result<std::unique_ptr<transport::MailSink>> sink(transport::Account account) override;

private:
    std::shared_ptr<FakeServer> m_server;
};

} // namespace liaison::test
