#pragma once

#include "app/demo/exchange.h"
#include "app/demo/graph_answer.h"
#include "app/demo/graph_query.h"
#include "app/demo/graph_uploads.h"
#include "app/demo/http_wire.h"

#include <QSet>

namespace liaison::demo {

/// Whom a token was given to, and for what.
struct GraphHolder {
    QString user;            ///< a person's address; empty: an application
    QStringList permissions; ///< "Mail.ReadWrite"
};

struct GraphOptions {
    QStringList roles = {QStringLiteral("Mail.ReadWrite"), QStringLiteral("Mail.Send")}; ///< of the application
    QStringList policyRefuses = {}; ///< mailboxes that the application may not open, by an access policy
    QStringList unlicensed = {};    ///< mailboxes without a licence
    int mostAtATime = 4;            ///< requests to one mailbox; the next is turned away with 429
    qint64 largestRequest = 4 * 1024 * 1024;
    int largestDeltaPage = 1'000; ///< messages, whatever a client wishes
    /// Whose token this is, if another provider gave it out for Graph and it is good. Asked on the server's thread.
    std::function<std::optional<GraphHolder>(const QByteArray &)> foreignToken = {};
};

/// What goes wrong on purpose. Counts go down as they are used; 0 is never.
struct GraphFaults {
    QString operation = {};    ///< only requests of this one are hit (GraphRoute::operation); empty: every one
    int throttled = 0;         ///< answers with 429, of requests and of a batch's parts …
    int unavailable = 0;       ///< answers with 503 …
    int retryAfterSeconds = 1; ///< … and this Retry-After; 0: none is said
    int unauthorised = 0;      ///< answers with 401, however good the token
    int noConsent = 0;         ///< answers as to a token without permissions
    int accessPolicy = 0;      ///< … as an application access policy has it
    int noLicence = 0;         ///< … as of a mailbox without a licence
    int otherCloud = 0;        ///< … as to a token of another cloud
    int sendAs = 0;            ///< mails that are refused for their sender
    int goneStates = 0;        ///< delta queries that go on are answered with 410 SyncStateNotFound
    int wrongJson = 0;         ///< answers that end amid their JSON
    int html = 0;              ///< answers with a page for people, as portals do
    int proxyPages = 0;        ///< … as a proxy does that wants a sign-in of its own
    int deepJson = 0;          ///< answers of ten thousand lists, one in the other
    int longIds = 0;           ///< answers whose ids have more than 4 KiB …
    int foreignLinks = 0;      ///< answers in JSON that go on at another host …
    QByteArray foreignHost = "graph.elsewhere.example"; ///< … which is this one
    int latencyMs = 0;                                  ///< how long every answer takes
    int cuts = 0;                            ///< answers that are cut (`wire.cutAt`), those that are longer …
    QString cutOperation = {};               ///< … of this operation; empty: of every one …
    int cutsAfter = 0;                       ///< … once so many requests went through untouched
    WireHarm wire = {};                      ///< dripping is done to every answer
    int requestCuts = 0;                     ///< requests amid which the connection ends …
    int requestCutsAfter = 0;                ///< … once so many came in whole …
    qint64 requestCutAt = 0;                 ///< … after so many bytes, the head included: those that are longer
    QHash<QString, QString> itemErrors = {}; ///< by id, or Message-ID with its brackets: the code to answer 500 with
};

/// The faults that have a word ("throttled=3", "latency=20"), for the command line.
QStringList graphFaultWords();
/// Sets one by its word; `faults` stays as it is where the text is not good.
FaultText setGraphFault(GraphFaults &faults, const QString &text);

/// What clients have done here.
struct GraphDiary {
    int requests = 0;       ///< parts of batches are counted one by one, batches are not
    int refused = 0;        ///< turned away with 401 in spite of a token
    int mostAtATime = 0;    ///< requests to one mailbox that were in hand together
    int tooManyAtATime = 0; ///< turned away for it
};

/// One request, or one of a batch's, that was let in.
struct GraphCall {
    const HttpRequest *request = nullptr;
    GraphQuery query;
    QByteArray root;   ///< "https://127.0.0.1:8444/v1.0"
    QByteArray person; ///< "/me" or "/users/ID", as it came
    GraphHolder holder;
    DemoMailbox *box = nullptr; ///< whose mailbox it is about
    QStringList keys;           ///< what stands for the '*' of the route
    QString folderKey;          ///< of "mailFolders/KEY/messages/…"; empty: it was not named so

    /// "https://…/v1.0/$metadata#users('a%40b')/mailFolders" and so on.
    [[nodiscard]] QString context(const QString &what) const;
    /// The address of something of the mailbox, spelled as OData does: "https://…/users('a@b')/messages('ID')".
    [[nodiscard]] QByteArray location(const QString &what) const;
    /// The address of the same request's next page: with that $skip.
    [[nodiscard]] QString nextPage(int skip) const;
    /// The address of a delta query's next round: "…/mailFolders('ID')/messages/delta?$skiptoken=…".
    [[nodiscard]] QString deltaLink(const QString &path, const char *tokenName, const QString &token) const;
    /// The JSON object that came; 400 where it is none.
    [[nodiscard]] GraphOutcome<QJsonObject> json() const;
};

/// What all connections to the demo's Microsoft Graph share: the same mailboxes as Exchange's, the same sign-in
/// service, tokens of their own. Lives on the server's thread.
class Graph : public QObject {
    Q_OBJECT
public:
    Graph(Exchange *exchange, GraphOptions options, QObject *parent = nullptr);

    [[nodiscard]] Exchange *exchange() const { return m_exchange; }
    [[nodiscard]] PostOffice *post() const { return m_exchange->post(); }
    [[nodiscard]] const GraphOptions &options() const { return m_options; }
    GraphFaults faults;
    GraphDiary diary;
    GraphUploads uploads;
    /// Delta tokens that were given out so far are no longer good.
    void expireDeltaTokens() { ++m_generation; }
    [[nodiscard]] quint64 generation() const { return m_generation; }

    /// Answers a request as a whole: a batch, the upload of an attachment, or one operation. With all its fields.
    GraphReply answer(const HttpRequest &request);
    /// The same for one that comes while too many are in hand.
    GraphReply turnAway(const HttpRequest &request);
    /// The mailbox that a request names, to count what is in hand for it; null: none.
    [[nodiscard]] const DemoMailbox *mailboxOf(const HttpRequest &request) const;
    /// One more request to a mailbox is in hand; false: that is too many, and it is not counted.
    bool enter(const DemoMailbox *box);
    void leave(const DemoMailbox *box);

    /// Who asks; 401 for who shows no token for Graph.
    [[nodiscard]] GraphOutcome<GraphHolder> holder(const HttpRequest &request) const;
    /// What an id or a well-known name stands for.
    [[nodiscard]] GraphOutcome<ExchangeFolder> folder(const GraphCall &call, const QString &key) const;
    [[nodiscard]] GraphOutcome<ItemPlace> message(const GraphCall &call, const QString &id) const;
    [[nodiscard]] ItemPlace place(DemoMailbox *box, const ExchangeFolder &folder, const DemoMail &mail) const;
    [[nodiscard]] QString folderId(const DemoMailbox *box, quint32 number) const;
    [[nodiscard]] QString messageId(const GraphCall &call, const ExchangeKey &key, quint64 serial) const;

Q_SIGNALS:
    /// A request as it came, before it is answered. What a batch holds is told of with the batch alone.
    void asked(const HttpRequest &request);
    /// A request and its answer, as they are before anything goes wrong on purpose with the bytes, for who checks them
    /// against Microsoft's description. Parts of batches are told of, too. `body` is the answer's, `request` the
    /// request's.
    void conversed(const QByteArray &method, const QByteArray &target, int status, const QByteArray &type,
                   const QByteArray &body, const QByteArray &request);

private:
    enum class Part { Whole, OfBatch };
    GraphReply finished(const HttpRequest &request, GraphResult result);
    GraphResult carryOut(const HttpRequest &request, Part part);
    GraphResult batch(const HttpRequest &request);
    GraphReply batchPart(const HttpRequest &batch, const QJsonObject &part);
    /// Set: the request is refused on purpose.
    std::optional<GraphRefusal> suffer(const QString &operation, Part part, bool goesOn);
    void spoil(const HttpRequest &request, GraphReply &reply);
    /// Whether faults that are for one operation alone are for this request.
    [[nodiscard]] bool hits(const HttpRequest &request) const;

    Exchange *m_exchange;
    GraphOptions m_options;
    QHash<const DemoMailbox *, int> m_inHand;
    quint64 m_generation = 1;
};

} // namespace liaison::demo
