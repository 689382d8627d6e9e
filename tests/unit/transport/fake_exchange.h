#pragma once

#include "core/domain/folder.h"
#include "core/transport/ews_account.h"
#include "core/transport/ews_session.h"
#include "core/transport/mail_source.h"
#include "tests/unit/transport/fake_http_server.h"

#include <functional>
#include <memory>

namespace liaison::test {

/// A scripted Exchange with one inbox: enough of each operation for the adapter's sake, and a hook to answer something
/// else. It knows no more than its tests; the demo server is the one to be true to life.
class FakeExchange {
public:
    explicit FakeExchange(std::optional<QSslConfiguration> tls = std::nullopt);

    struct Mail {
        QString id;
        QByteArray raw;
        bool read = false;
        int verb = 0;
        QByteArray error = {}; ///< a response code instead of the mail
    };
    FakeHttpServer server;
    QList<Mail> mails;
    QList<Mail> sent;
    QList<Mail> junk;   ///< to be found there alone
    QList<Mail> drafts; ///< until they are moved into `sent`
    QByteArray build = "MajorVersion=\"15\" MinorVersion=\"1\" MajorBuildNumber=\"2507\" MinorBuildNumber=\"6\"";
    int changesAPage = 512;
    QString leftOut; ///< the mail that GetItem passes over where it is asked for with others
    ManualClock clock{1'700'000'000'000};
    QStringList trace;
    /// Asked first, with the operation's name; true: `answer` counts (nullopt: hang up, empty: none yet).
    std::function<bool(const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &answer)>
        intercept;

    /// After so many bytes of answers the connection is cut, once; -1: never.
    qint64 cutAfter = -1;

    /// A mail arrives in the inbox; its id.
    QString add(const QByteArray &raw);
    /// Something about it changed; of a mail that was never told of this is all that is told.
    void touch(const QString &id) { m_log.append({"Update", id}); }
    void remove(const QString &id);
    void mark(const QString &id, bool read);
    /// Forgets all sync states it gave.
    void forgetStates() { ++m_era; }

    [[nodiscard]] transport::Account account(domain::SignIn signIn = domain::SignIn::PlainPassword) const;
    [[nodiscard]] std::shared_ptr<transport::EwsAccount> exchange(transport::Account account);
    [[nodiscard]] std::shared_ptr<transport::EwsAccount> exchange() { return exchange(account()); }
    /// How often an operation was asked for.
    [[nodiscard]] int asked(const QByteArray &operation) const;
    /// The requests for an operation, in order.
    [[nodiscard]] QList<SeenRequest> requestsFor(const QByteArray &operation) const;

    static domain::RemoteFolder inbox();
    static domain::RemoteFolder sentItems();
    static QByteArray operationOf(const QByteArray &body);
    /// An answer of response messages, as HTTP.
    [[nodiscard]] QByteArray soap(const QByteArray &operation, const QByteArray &messages, int status = 200) const;
    /// One message, good or not.
    static QByteArray message(const QByteArray &operation, const QByteArray &inner, const QByteArray &code = "NoError",
                              const QByteArray &xml = {});
    [[nodiscard]] QByteArray failing(const QByteArray &operation, const QByteArray &code,
                                     const QByteArray &xml = {}) const
    {
        return soap(operation, message(operation, {}, code, xml));
    }
    [[nodiscard]] static QByteArray fault(const QByteArray &code, int status = 500);
    /// A chunk of a stream of notifications about a folder.
    [[nodiscard]] QByteArray event(const QString &folder) const;
    [[nodiscard]] QByteArray heartbeat() const;
    [[nodiscard]] static QByteArray streamHead();

private:
    struct Change {
        QByteArray kind;
        QString id;
    };
    QByteArray answer(const QByteArray &operation, const SeenRequest &request);
    std::optional<QByteArray> cut(std::optional<QByteArray> answer);
    QByteArray syncItems(const QByteArray &body) const;
    QByteArray hierarchy() const;
    QByteArray getFolders(const QByteArray &body) const;
    QByteArray getItems(const QByteArray &body) const;
    QByteArray create(const QByteArray &body);
    QByteArray update(const QByteArray &body);
    QByteArray move(const QByteArray &body);
    QByteArray find(const QByteArray &body) const;
    QByteArray notification(const QByteArray &inner) const;

    QList<Change> m_log;
    int m_next = 1;
    int m_era = 1;
};

} // namespace liaison::test
