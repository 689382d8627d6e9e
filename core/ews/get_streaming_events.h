#pragma once

#include "core/ews/notification.h"
#include "core/ews/request_context.h"
#include "core/ews/soap_reader.h"

#include <QList>

#include <vector>

namespace liaison::ews {

/// GetStreamingEvents: an answer that stays open and brings envelope after envelope, chunk borders anywhere, prefixes
/// as each server likes. After every feed(), takeSignals() tells what came. About every 45 s comes at least a
/// StatusEvent; a stream that is silent for 90 s is dead.
class GetStreamingEvents final : public SoapReader {
public:
    static constexpr int mostSubscriptions = 200;
    /// At most `mostSubscriptions` ids; `minutes` from 1 to 30 is how long the stream is to stay open.
    static QByteArray request(const RequestContext &context, const QStringList &subscriptionIds, int minutes);

    GetStreamingEvents() = default;

    struct Signals {
        QList<Notification> notifications; ///< those with nothing but a StatusEvent left out
        bool alive = false;                ///< something came that shows life
        bool closed = false;               ///< ConnectionStatus Closed: ask anew with the same subscriptions
        QStringList deadSubscriptions;     ///< ErrorSubscriptionIds: subscribe anew
        std::vector<Failure> failures;
    };
    /// What came since the last call. After an error of the stream as a whole nothing more comes; see finish().
    Signals takeSignals();

    /// The connection ended: why, or nothing when the server closed it in good order.
    std::optional<Failure> finish(const HttpHead &head);

private:
    void onMessage(const ResponseMessage &message) override;
    bool onDocumentEnd() override;

    Signals m_signals;
    bool m_closed = false;
};

} // namespace liaison::ews
