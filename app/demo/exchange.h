#pragma once

#include "app/demo/exchange_answer.h"
#include "app/demo/exchange_folders.h"
#include "app/demo/exchange_ids.h"
#include "app/demo/fault_text.h"
#include "app/demo/http_wire.h"
#include "app/demo/post_office.h"
#include "core/domain/address.h"
#include "core/ews/cut_sink.h"
#include "core/ews/element.h"

#include <QHash>
#include <QMap>
#include <QObject>

#include <functional>
#include <optional>

namespace liaison::demo {

class Subscriptions;
class TokenDesk;

/// What goes wrong on purpose. Counts go down as they are used; 0 is never.
struct ExchangeFaults {
    QString operation = {};                  ///< only requests of this one are hit; empty: every one
    int busy = 0;                            ///< answers with ErrorServerBusy …
    int backOffMs = 2'000;                   ///< … and this BackOffMilliseconds; 0: none is said
    bool busyAsMessage = false;              ///< in a response message with HTTP 200, not in a fault
    int unavailable = 0;                     ///< answers with HTTP 503 …
    int retryAfterSeconds = 1;               ///< … and this Retry-After; 0: none is said
    int unauthorised = 0;                    ///< answers with 401, however good the credentials
    int blocked = 0;                         ///< answers that EWS is closed to the application
    int wrongXml = 0;                        ///< answers that are no well-formed XML
    int html = 0;                            ///< answers with a page for people, as portals do
    int cuts = 0;                            ///< answers that are cut (`wire.cutAt`), those that are longer …
    QString cutOperation = {};               ///< … of this operation; empty: of every one …
    int cutsAfter = 0;                       ///< … once so many requests went through untouched
    int requestCuts = 0;                     ///< requests that are cut, whatever their operation …
    qint64 requestCutAt = 0;                 ///< … after so many bytes, their heads included: those that are longer
    int syncStates = 0;                      ///< sync states that are no longer good
    QMap<int, QString> itemErrorAt = {};     ///< the code that the nth item is answered with, of those …
    int items = 0;                           ///< … that GetItem asked for so far
    int secretExpired = 0;                   ///< tokens that are refused as for a secret that has expired …
    int consentMissing = 0;                  ///< … or because nobody consented to the application
    int clockAhead = 0;                      ///< minutes that this server's clock is ahead of the computer's …
    int clockBehind = 0;                     ///< … or behind it
    WireHarm wire = {};                      ///< dripping is done to every answer
    QHash<QString, QString> itemErrors = {}; ///< by ItemId, or Message-ID with its brackets: the code to answer with
};

/// How far this server's clock is ahead.
inline qint64 clockAheadMs(const ExchangeFaults &faults)
{
    return (faults.clockAhead - faults.clockBehind) * 60'000LL;
}
/// The faults that have a word ("busy=3", "slow=20"), for the command line.
QStringList exchangeFaultWords();
/// Sets one by its word; `faults` stays as it is where the text is not good.
FaultText setExchangeFault(ExchangeFaults &faults, const QString &text);

struct ExchangeOptions {
    ExchangeVersion version = *exchangeVersion(QStringLiteral("Exchange2019"));
    bool basic = true;
    bool ntlm = true;
    bool bearer = true;    ///< with `clientId`
    QString clientId = {}; ///< of the application that may act as every mailbox; empty: no tokens
    QString clientSecret = {};
    QByteArray clientCertificatePem = {}; ///< whose key the application may show instead; empty: none
    QString tenant = {};                  ///< whose sign-in service it is; empty: the first mailbox's domain
    int tokenSeconds = 3'599;
    int deviceApprovalMs = 3'000;  ///< how long a person takes to type a device code; < 0: until they do
    int deviceIntervalSeconds = 2; ///< how often they may be asked for
    QByteArray scheme = "https";   ///< of this server's addresses
    int heartbeatMs = 45'000;      ///< of streams
    int minuteMs = 60'000;         ///< how long a minute of ConnectionTimeout is, for tests
    domain::Addresses directory = {};
    QHash<QString, QStringList> delegates = {}; ///< whose mailbox → who may open it, too
    /// Whose token this is, if another provider gave it out and it is good: a person's address, or an empty text for
    /// an application. Asked on the server's thread.
    std::function<std::optional<QString>(const QByteArray &)> foreignToken = {};
};

/// What clients have done here, for who shows it or asks whether it happened.
struct ExchangeDiary {
    int refused = 0;     ///< requests with credentials that were turned away with 401
    int byToken = 0;     ///< requests that were let in with a token …
    int byPassword = 0;  ///< … and with a password
    int openStreams = 0; ///< now
    /// What was asked for in a mailbox, by its address: names of operations, the last one last.
    QHash<QString, QStringList> asked = {};
    QList<ExchangeKey> streamed; ///< items whose arrival was told through a stream
};

/// An item that somebody named.
struct ItemPlace {
    ExchangeKey key;
    DemoMailbox *box = nullptr;
    ExchangeFolder folder;
    const DemoMail *mail = nullptr; ///< holds until the mailbox changes
};
struct FolderPlace {
    ExchangeKey key;
    DemoMailbox *box = nullptr;
    ExchangeFolder folder;
};

/// One request that was let in.
struct ExchangeCall {
    DemoMailbox *box = nullptr;  ///< whose mailbox it is about
    DemoMailbox *user = nullptr; ///< who signed in; null: an application
    ews::ServerVersion version = ews::ServerVersion::Exchange2007_SP1;
    const ews::Element *body = nullptr; ///< the operation's element
    ews::CutBuffers *cuts = nullptr;    ///< MimeContent of the request
};

/// What all connections to the demo's Exchange share. Lives on the server's thread.
class Exchange : public QObject {
    Q_OBJECT
public:
    Exchange(PostOffice *post, ExchangeOptions options, QObject *parent = nullptr);
    ~Exchange() override;

    [[nodiscard]] PostOffice *post() const { return m_post; }
    [[nodiscard]] const ExchangeOptions &options() const { return m_options; }
    [[nodiscard]] const ExchangeVersion &version() const { return m_options.version; }
    [[nodiscard]] Subscriptions &subscriptions() { return *m_subscriptions; }
    [[nodiscard]] TokenDesk &tokens() { return *m_tokens; }
    ExchangeFaults faults;
    ExchangeDiary diary;
    /// Whom names are looked for among.
    [[nodiscard]] const domain::Addresses &directory() const { return m_options.directory; }
    /// Sync states that were given out so far are no longer good.
    void expireSyncStates() { ++m_generation; }
    [[nodiscard]] quint64 generation() const { return m_generation; }

    [[nodiscard]] quint32 numberOf(const DemoMailbox *box) const;
    [[nodiscard]] ExchangeKey keyOf(const DemoMailbox *box, const ExchangeFolder &folder) const;
    [[nodiscard]] ExchangeKey keyOf(const DemoMailbox *box, const ExchangeFolder &folder, quint32 uid) const;
    /// What t:FolderId or t:DistinguishedFolderId names, if the caller may see it.
    [[nodiscard]] Outcome<FolderPlace> folder(const ExchangeCall &call, const ews::Element &id) const;
    /// What t:ItemId names.
    [[nodiscard]] Outcome<ItemPlace> item(const ExchangeCall &call, const QString &id) const;
    [[nodiscard]] Outcome<DemoMailbox *> mailboxOf(const ExchangeCall &call, quint32 number) const;
    [[nodiscard]] bool mayOpen(const ExchangeCall &call, const DemoMailbox *box) const;

Q_SIGNALS:
    /// A request and its answer, as they were, for who checks them against the schema.
    void conversed(const QByteArray &request, int status, const QByteArray &answer);

private:
    PostOffice *m_post;
    ExchangeOptions m_options;
    std::unique_ptr<Subscriptions> m_subscriptions;
    std::unique_ptr<TokenDesk> m_tokens;
    quint64 m_generation = 1;
};

} // namespace liaison::demo
