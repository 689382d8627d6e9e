#pragma once

#include "core/domain/folder.h"
#include "core/transport/graph_account.h"
#include "core/transport/graph_source.h"
#include "tests/unit/transport/fake_http_server.h"
#include "tests/unit/transport/mail_copy.h"

#include <QJsonObject>

#include <functional>
#include <memory>
#include <optional>

namespace liaison::test {

/// A scripted Microsoft Graph with one mailbox: enough of each operation for the adapter's sake, and hooks to answer
/// something else. It knows no more than its tests; the demo server is the one to be true to life.
class FakeGraph {
public:
    FakeGraph();

    struct Mail {
        QString id;
        QByteArray raw;
        QString folder = QStringLiteral("inbox==");
        bool read = false;
        bool draft = false;
        int verb = 0;
        QStringList bcc = {};
        QHash<QString, QByteArray> files = {}; ///< of one that went up in parts
        QByteArray error = {};                 ///< a code instead of the mail
        int status = 404;                      ///< with `error`
    };
    struct Reply {
        int status = 200;
        QByteArray body = {};
        QByteArray type = "application/json";
        QByteArray headers = {};
    };
    FakeHttpServer server;
    QList<Mail> mails; ///< of all folders, newest last
    int changesAPage = 100;
    qint64 toldSize = -1; ///< of every mail; -1: the right one
    ManualClock clock{1'700'000'000'000};
    /// Asked first, with the operation's name; true: `answer` counts (nullopt: hang up, empty: none yet).
    std::function<bool(const QByteArray &operation, const SeenRequest &request, std::optional<QByteArray> &answer)>
        intercept;
    /// The same for an operation within a batch.
    std::function<std::optional<Reply>(const QByteArray &operation, const QByteArray &target)> part;
    /// Asked for each operation, in a batch or not; what it gives counts.
    std::function<std::optional<Reply>(const QByteArray &operation, const QByteArray &target)> reply;
    /// After so many bytes of answers the connection is cut, once; -1: never.
    qint64 cutAfter = -1;

    QString add(const QByteArray &raw);
    void remove(const QString &id);
    /// It has had another id all the time.
    void rename(const QString &id, const QString &other);
    /// It is back in its folder, under the id that it had.
    void bringBack(const Mail &mail);
    void mark(const QString &id, bool read, int verb = 0);
    /// Forgets all delta tokens it gave.
    void forgetStates() { ++m_era; }
    [[nodiscard]] QList<Mail> in(const QString &folder) const;

    [[nodiscard]] transport::Account account() const;
    [[nodiscard]] std::shared_ptr<transport::GraphAccount> graph(transport::RequestGate::Limits limits
                                                                 = transport::graphLimits());
    /// How often an operation was asked for, not counting those in a batch.
    [[nodiscard]] int asked(const QByteArray &operation) const;
    /// … and with those in a batch.
    [[nodiscard]] int askedInAll(const QByteArray &operation) const { return m_counts.value(operation); }

    static domain::RemoteFolder inbox();
    static domain::RemoteFolder sentItems();
    static QByteArray operationOf(const QByteArray &method, const QByteArray &target);
    static QByteArray methodOf(const SeenRequest &request) { return request.head.left(request.head.indexOf(' ')); }
    static QByteArray targetOf(const SeenRequest &request);
    static Reply error(int status, const QByteArray &code, const QByteArray &headers = {});
    static QByteArray http(const Reply &reply);
    /// "http://127.0.0.1:port/v1.0/users/…"
    [[nodiscard]] QByteArray mailbox() const;

private:
    struct Change {
        bool removed;
        QString id;
    };
    static QByteArray toJson(const QJsonObject &json);
    /// The decoded segment of a path behind `name`.
    static QString segmentAfter(const QByteArray &target, const QByteArray &name);
    Reply answer(const QByteArray &method, const QByteArray &target, const QByteArray &body);
    Reply operate(const QByteArray &operation, const QByteArray &target, const QByteArray &body);
    Reply batch(const QByteArray &body);
    Reply delta(const QByteArray &target) const;
    Reply folders(const QByteArray &target) const;
    Reply folder(const QByteArray &id) const;
    Reply create(const QByteArray &body, const QByteArray &target);
    Reply update(const QByteArray &target, const QByteArray &body);
    Reply send(const QByteArray &target);
    Reply attach(Mail &mail, const QByteArray &body);
    Reply upload(const SeenRequest &request);
    Reply list(const QByteArray &target) const;
    [[nodiscard]] QJsonObject messageJson(const Mail &mail, bool marks) const;
    Mail *find(const QByteArray &target);
    std::optional<QByteArray> cut(std::optional<QByteArray> answer);

    QList<Change> m_log;
    QHash<QByteArray, int> m_counts;
    int m_next = 1;
    int m_era = 1;
    QString m_uploadTo; ///< the draft that an upload session is for
    QString m_uploadName;
    QByteArray m_uploaded;
};

inline Result<void> sync(transport::GraphSource &source, MailCopy &copy, qint64 budget = 16 * 1024 * 1024,
                         UtcMs now = 0)
{
    return sync(source, FakeGraph::inbox(), copy, budget, now);
}

inline QByteArray graphMail(int n, int size = 100)
{
    return "Message-ID: <m" + QByteArray::number(n) + "@x>\r\nSubject: m\r\n\r\n" + QByteArray(size, 'x') + "\r\n";
}

/// Whether the copy holds what is in the server's inbox, and nothing else.
inline bool isEqual(const MailCopy &copy, const FakeGraph &graph)
{
    const QList<FakeGraph::Mail> mails = graph.in(FakeGraph::inbox().remoteId);
    bool equal = copy.mails.size() == mails.size();
    for (const FakeGraph::Mail &mail : mails)
        equal = equal && copy.mails.value(mail.id) == mail.raw && copy.flags.value(mail.id).seen == mail.read
            && copy.flags.value(mail.id).answered == (mail.verb == 102 || mail.verb == 103);
    return equal;
}

} // namespace liaison::test
