#pragma once

#include "core/graph/batch.h"
#include "core/graph/get_mime.h"
#include "core/graph/operation.h"
#include "core/transport/delays.h"
#include "core/transport/graph_account.h"
#include "core/transport/http_client.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace liaison::transport {

/// How long Graph may keep us waiting, in milliseconds, and how often it is asked.
struct GraphTimings {
    int silenceMs = 90'000;     ///< without a byte
    int totalMs = 900'000;      ///< one request and its answer
    int sendAnswerMs = 600'000; ///< for the answer to a mail that was sent
    int frontMs = 10'000;       ///< between two looks for news while a person looks at the window
    int behindMs = 60'000;      ///< … while nobody does
    int tickMs = 2'000;         ///< how often it is looked whether somebody does
    After after = timerDelay(); ///< how the end of a pause within a batch is waited for
};

/// One request of one operation.
struct GraphCall {
    graph::Request request;
    std::stop_token stop = {};
    bool once = false;   ///< not to be carried out twice: a lost answer is SendUncertain
    bool urgent = false; ///< a person waits for it
    int requests = 1;    ///< how many it counts for
    int places = 1;      ///< of those that may be under way at a time
    qint64 mostBytes = graph::largestJson;
    int silenceMs = 0; ///< 0: the session's
};

/// Takes the answer to one try: an operation of core/graph behind a face that all have in common.
class GraphReader {
public:
    virtual ~GraphReader() = default;
    virtual void begin(const graph::HttpHead &head) = 0;
    virtual void feed(QByteArrayView bytes) = 0;
    /// Why the answer as a whole is none; nullopt: it can be used.
    virtual std::optional<graph::Failure> finish() = 0;
};

/// One part of a batch says what holds for all: the sign-in.
template <class T> std::optional<graph::Failure> failureForAll(const graph::Answer<T> &answer)
{
    return answer ? std::nullopt : std::optional(answer.error());
}
std::optional<graph::Failure> failureForAll(const graph::Answer<std::vector<graph::BatchReply>> &answer);

template <class Op> class GraphReaderOf final : public GraphReader {
public:
    using Answer = decltype(std::declval<Op &>().finish());

    template <class... Args> explicit GraphReaderOf(const Args &...args) : m_operation(args...) { }

    void begin(const graph::HttpHead &head) override { m_operation.begin(head); }
    void feed(QByteArrayView bytes) override { m_operation.feed(bytes); }
    std::optional<graph::Failure> finish() override
    {
        m_answer.emplace(m_operation.finish());
        return failureForAll(*m_answer);
    }
    Answer take() { return std::move(*m_answer); }

private:
    Op m_operation;
    std::optional<Answer> m_answer;
};

/// Asks Microsoft Graph for one account: signs in, keeps to the account's pauses and limits, tries again where that is
/// right. Lives on one thread; what is under way ends with it, unanswered.
class GraphSession : public QObject {
    Q_OBJECT
public:
    GraphSession(std::shared_ptr<GraphAccount> account, GraphTimings timings, QObject *parent = nullptr);
    ~GraphSession() override;

    [[nodiscard]] GraphAccount &account() const { return *m_account; }
    [[nodiscard]] const GraphTimings &timings() const { return m_timings; }

    /// `done(Answer)` is called once, on this thread, unless the session or `owner` died before. `args` make the
    /// operation. Failures of the network have no remedy (GiveUp) and the code "network".
    template <class Op, class Done, class... Args> void ask(QObject *owner, GraphCall call, Done done, Args... args)
    {
        using Answer = typename GraphReaderOf<Op>::Answer;
        post(
            owner, std::move(call), [args...] { return std::make_unique<GraphReaderOf<Op>>(args...); },
            [done = std::move(done)](GraphReader *reader, const std::optional<graph::Failure> &failure) mutable {
                done(failure ? Answer(graph::failed(*failure)) : static_cast<GraphReaderOf<Op> *>(reader)->take());
            });
    }

    using MakeReader = std::function<std::unique_ptr<GraphReader>()>;
    using PostDone = std::function<void(GraphReader *, const std::optional<graph::Failure> &)>;
    void post(QObject *owner, GraphCall call, MakeReader make, PostDone done);

private:
    friend class GraphPost;

    std::shared_ptr<GraphAccount> m_account;
    GraphTimings m_timings;
    HttpClient m_http;
    bool m_closing = false;
};

} // namespace liaison::transport
