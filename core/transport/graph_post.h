#pragma once

#include "core/transport/graph_session.h"

#include <QPointer>

namespace liaison::transport {

/// One call of a GraphSession with all its tries. Deletes itself when it is over.
class GraphPost final : public QObject {
    Q_OBJECT
public:
    GraphPost(GraphSession *session, QObject *owner, GraphCall call, GraphSession::MakeReader make,
              GraphSession::PostDone done);
    ~GraphPost() override;

    void start();

private:
    void authorize();
    void send(const Secret &token);
    void answered(const Result<HttpResponse> &response);
    void judge(graph::Failure failure);
    void signInRefused(const graph::Failure &failure);
    void tellSignedIn() const;
    void again();
    void leave();
    void end(const std::optional<graph::Failure> &failure);

    GraphSession *m_session;
    std::shared_ptr<GraphAccount> m_account;
    QPointer<QObject> m_owner;
    GraphCall m_call;
    GraphSession::MakeReader m_make;
    GraphSession::PostDone m_done;
    std::unique_ptr<GraphReader> m_reader;
    Secret m_token;
    int m_signIns = 0;
    bool m_entered = false;
};

} // namespace liaison::transport
