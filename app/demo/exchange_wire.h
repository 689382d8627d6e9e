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

protected:
    void onRequest(const HttpRequest &request) override;

private:
    void onPost(const HttpRequest &request, const ExchangeSignIn::Verdict &who);
    void carryOut(const HttpRequest &request, const ExchangeCall &call);
    void openStream(const HttpRequest &request, const ExchangeCall &call);
    void reply(const HttpRequest &request, const SoapAnswer &answer, const HttpFields &more = {});
    bool suffer(const HttpRequest &request, const QString &operation);

    QPointer<Exchange> m_exchange;
    ExchangeSignIn m_signIn;
    ExchangeStream *m_stream = nullptr;
};

} // namespace liaison::demo
