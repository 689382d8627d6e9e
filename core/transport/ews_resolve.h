#pragma once

#include "core/domain/address.h"
#include "core/transport/ews_task.h"

#include <QString>

namespace liaison::transport {

/// MailSink::resolve(): ResolveNames. Somebody waits for it who goes on typing, so the answer is waited for less long
/// than others are. It keeps to the account's pauses.
class EwsResolve final : public EwsTask<domain::Addresses> {
public:
    EwsResolve(EwsSession *session, QString typed, std::stop_token stop, QObject *parent)
        : EwsTask(session, std::move(stop), parent), m_typed(std::move(typed))
    {
    }
    void start() override;

private:
    QString m_typed;
};

} // namespace liaison::transport
