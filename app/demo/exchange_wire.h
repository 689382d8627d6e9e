#pragma once

#include "app/demo/exchange_sign_in.h"
#include "app/demo/http_wire.h"

#include <QPointer>

namespace liaison::demo {

class ExchangeStream;

/// One connection to the demo's Exchange: EWS at /ews/exchange.asmx, and the sign-in service.
class ExchangeWire : public HttpWire {
    Q_OBJECT
public:
    explicit ExchangeWire(Exchange *exchange, QObject *parent = nullptr);
    void receive(const QByteArray &bytes) override;

protected:
    void onRequest(const HttpRequest &request) override;
    void onCut() override;
    [[nodiscard]] qint64 clockAheadMs() const override
    {
        return m_exchange ? demo::clockAheadMs(m_exchange->faults) : 0;
    }

private:
    void onPost(const HttpRequest &request, const ExchangeSignIn::Verdict &who);
    void carryOut(const HttpRequest &request, const ExchangeCall &call);
    void openStream(const HttpRequest &request, const ExchangeCall &call);
    void reply(const HttpRequest &request, const SoapAnswer &answer, const HttpFields &more = {});
    bool suffer(const HttpRequest &request, const ews::Element &body);

    QPointer<Exchange> m_exchange;
    ExchangeSignIn m_signIn;
    ExchangeStream *m_stream = nullptr;
    QByteArray m_begin;  ///< of the request that is coming in
    qint64 m_coming = 0; ///< bytes of it so far
};

} // namespace liaison::demo
