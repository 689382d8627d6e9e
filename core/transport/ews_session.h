#pragma once

#include "core/ews/operation.h"
#include "core/transport/ews_account.h"
#include "core/transport/http_client.h"

#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <vector>

namespace liaison::transport {

/// How long Exchange may keep us waiting, in milliseconds.
struct EwsTimings {
    int silenceMs = 90'000;     ///< without a byte; a stream that is silent so long is dead
    int totalMs = 900'000;      ///< one request and its answer
    int streamMinutes = 29;     ///< for which a stream of notifications stays open
    int pullMs = 15'000;        ///< between two questions for events, where there are no streams
    int sendAnswerMs = 600'000; ///< for the answer to a mail that was sent
    /// Of one stream of notifications: a busy mailbox tells some kilobytes a minute.
    qint64 streamBytes = 64LL * 1024 * 1024;
};

/// One request of one operation.
struct EwsCall {
    /// Makes the body; once for each try, because the version may change from one to the next.
    std::function<QByteArray(const ews::RequestContext &)> request;
    std::stop_token stop = {};
    bool once = false;   ///< not to be carried out twice: a lost answer is SendUncertain
    bool stream = false; ///< an answer that stays open: outside the number of requests under way
    ews::Affinity affinity = ews::Affinity::None;
    QByteArray cookie = {};
    qint64 mostBytes = 64 * 1024 * 1024;
    int silenceMs = 0; ///< 0: the session's
    int totalMs = 0;
    std::function<void(const ews::HttpHead &)> onHead = {}; ///< of the answer that counts
};

/// Takes the answer to one try: an operation of core/ews behind a face that all have in common.
class EwsReader {
public:
    virtual ~EwsReader() = default;
    virtual void feed(QByteArrayView bytes) = 0;
    /// Why the answer as a whole is none; nullopt: it can be used.
    virtual std::optional<ews::Failure> finish(const ews::HttpHead &head) = 0;
    [[nodiscard]] virtual std::optional<ews::ServerBuild> server() const = 0;
};

/// One of a batch says what holds for all: a pause, a sign-in, the version.
bool holdsForAll(ews::Remedy remedy);

template <class T> std::optional<ews::Failure> failureForAll(const T &)
{
    return std::nullopt;
}
template <class T> std::optional<ews::Failure> failureForAll(const std::vector<ews::Answer<T>> &items)
{
    for (const ews::Answer<T> &item : items)
        if (!item && holdsForAll(item.error().remedy))
            return item.error();
    return std::nullopt;
}

template <class Op> class EwsReaderOf final : public EwsReader {
public:
    using Value = typename Op::Value;

    template <class... Args> explicit EwsReaderOf(const Args &...args) : m_operation(args...) { }

    void feed(QByteArrayView bytes) override { m_operation.feed(bytes); }
    std::optional<ews::Failure> finish(const ews::HttpHead &head) override
    {
        m_answer = m_operation.finish(head);
        return m_answer ? failureForAll(*m_answer) : std::optional(m_answer.error());
    }
    [[nodiscard]] std::optional<ews::ServerBuild> server() const override { return m_operation.server(); }
    ews::Answer<Value> take() { return std::move(m_answer); }

private:
    Op m_operation;
    ews::Answer<Value> m_answer = ews::failed({});
};

/// Asks one Exchange server for one account: signs in, speaks the version that both know, keeps to the account's
/// pauses, tries again where that is right. Lives on one thread; what is under way ends with it, unanswered.
class EwsSession : public QObject {
    Q_OBJECT
public:
    EwsSession(std::shared_ptr<EwsAccount> account, EwsTimings timings, QObject *parent = nullptr);
    ~EwsSession() override;

    [[nodiscard]] EwsAccount &account() const { return *m_account; }
    [[nodiscard]] const EwsTimings &timings() const { return m_timings; }
    /// The version is known and the sign-in works once this was Ok: a small request, which NTLM's handshake and the
    /// negotiation go on. Every ask() does it first where it is needed; `afresh` does it in any case.
    void greet(std::function<void(const std::optional<ews::Failure> &)> done, bool afresh);

    /// `args` make the operation; `done(Answer<Value>)` is called once, on this thread, unless the session or `owner`
    /// died before. Failures of
    /// the network have no remedy (GiveUp) and the code "network".
    template <class Op, class Done, class... Args> void ask(QObject *owner, EwsCall call, Done done, Args... args)
    {
        post(
            owner, std::move(call), [args...] { return std::make_unique<EwsReaderOf<Op>>(args...); },
            [done = std::move(done)](EwsReader &reader, const std::optional<ews::Failure> &failure) mutable {
                using Value = typename Op::Value;
                done(failure ? ews::Answer<Value>(ews::failed(*failure))
                             : static_cast<EwsReaderOf<Op> &>(reader).take());
            });
    }

    using MakeReader = std::function<std::unique_ptr<EwsReader>()>;
    using PostDone = std::function<void(EwsReader &, const std::optional<ews::Failure> &)>;
    /// The same for a reader of one's own.
    void post(QObject *owner, EwsCall call, MakeReader make, PostDone done);

private:
    friend class EwsPost;
    void greeted(const std::optional<ews::Failure> &failure);

    std::shared_ptr<EwsAccount> m_account;
    EwsTimings m_timings;
    HttpClient m_http;
    bool m_greeted = false;
    bool m_greeting = false;
    bool m_closing = false;
    std::vector<std::function<void(const std::optional<ews::Failure> &)>> m_waiting;
};

/// A failure of the network, or of our own making.
ews::Failure failureOf(Error error);

} // namespace liaison::transport
