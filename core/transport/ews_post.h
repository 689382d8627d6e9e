#pragma once

#include "core/transport/ews_session.h"

#include <QPointer>

namespace liaison::transport {

/// One call of an EwsSession with all its tries. Deletes itself when it is over.
class EwsPost final : public QObject {
    Q_OBJECT
public:
    EwsPost(EwsSession *session, QObject *owner, EwsCall call, EwsSession::MakeReader make, EwsSession::PostDone done);
    ~EwsPost() override;

    void start();
    void end(const std::optional<ews::Failure> &failure);

private:
    void enter();
    void authorize();
    [[nodiscard]] bool isMyTurn();
    [[nodiscard]] bool mayAnswer();
    void send(const std::optional<HttpAuthorization> &authorization);
    [[nodiscard]] HttpRequest request();
    void answered(const Result<HttpResponse> &response);
    void networkFailed(const Error &error);
    void judge(ews::Failure failure);
    void signInRefused(ews::Failure failure);
    void tellSignedIn() const;
    void again();
    void leave();

    EwsSession *m_session;
    std::shared_ptr<EwsAccount> m_account;
    QPointer<QObject> m_owner;
    EwsCall m_call;
    EwsSession::MakeReader m_make;
    EwsSession::PostDone m_done;
    std::unique_ptr<EwsReader> m_reader;
    ews::ServerVersion m_version = ews::ServerVersion::Exchange2007_SP1;
    Secret m_token;
    int m_signIns = 0;
    bool m_withheld = false; ///< the server asked for the password while another request tried it
    int m_crowded = 0;
    bool m_entered = false;
};

} // namespace liaison::transport
