#include "app/demo/exchange_wire.h"

#include "app/demo/exchange_admission.h"
#include "app/demo/exchange_operations.h"
#include "app/demo/exchange_stream.h"
#include "app/demo/exchange_subscriptions.h"
#include "app/demo/exchange_tokens.h"
#include "core/ews/tree_reader.h"

namespace liaison::demo {

namespace {

const HttpFields soapFields{{"Content-Type", "text/xml; charset=utf-8"},
                            {"Cache-Control", "private"},
                            {"Server", "Microsoft-IIS/10.0"},
                            {"X-Powered-By", "Liaison demo"}};

HttpFields plainFields(const QByteArray &type)
{
    return {{"Content-Type", type}, {"Cache-Control", "no-store"}};
}

const QByteArray page = "<html><head><title>Demo</title></head><body><p>Exchange Web Services of Liaison's demo "
                        "server.</p></body></html>\r\n";

} // namespace

ExchangeWire::ExchangeWire(Exchange *exchange, QObject *parent)
    : HttpWire(parent), m_exchange(exchange), m_signIn(exchange)
{
}

void ExchangeWire::onRequest(const HttpRequest &request)
{
    m_begin.clear();
    m_coming = 0;
    const QByteArray path = request.path();
    if (const auto reply = m_exchange->tokens().answer(request)) {
        HttpFields fields = plainFields(reply->type);
        if (!reply->location.isEmpty())
            fields.emplaceBack("Location", reply->location);
        return answer(reply->status, fields, reply->body);
    }
    if (path != "/ews/exchange.asmx" && path != "/ews/services.wsdl")
        return answer(404, plainFields("text/plain"), "There is nothing here.\r\n");
    const ExchangeSignIn::Verdict who = m_signIn.check(request);
    const bool refuses = m_exchange->faults.unauthorised > 0 && who.letIn;
    if (refuses)
        --m_exchange->faults.unauthorised;
    if (refuses || (!who.letIn && !request.field("Authorization").isEmpty()))
        ++m_exchange->diary.refused;
    if (!who.letIn || refuses)
        return answer(401, plainFields("text/plain") + m_signIn.challenge(), "Sign in.\r\n");
    ++(who.byToken ? m_exchange->diary.byToken : m_exchange->diary.byPassword);
    if (request.method == "GET" || request.method == "HEAD")
        return answer(200, plainFields("text/html; charset=utf-8"), page);
    if (request.method != "POST")
        return answer(405, plainFields("text/plain") + HttpFields{{"Allow", "GET, HEAD, POST"}}, {});
    if (!request.field("Content-Type").toLower().startsWith("text/xml"))
        return answer(415, plainFields("text/plain"), "SOAP 1.1 comes as text/xml.\r\n");
    onPost(request, who);
}

void ExchangeWire::onPost(const HttpRequest &request, const ExchangeSignIn::Verdict &who)
{
    ews::CutBuffers cuts;
    const auto envelope = ews::readTree(request.body, {}, {"MimeContent"}, &cuts);
    if (!envelope)
        return reply(request,
                     faultAnswer(m_exchange->version(),
                                 {QStringLiteral("ErrorSchemaValidation"),
                                  QStringLiteral("The request failed schema validation: ") + envelope.error().log}));
    ExchangeCall call;
    call.user = call.box = who.user;
    call.cuts = &cuts;
    static const ews::Element nothing{};
    const auto &bodies = envelope->child("Body").children;
    if (suffer(request, bodies.empty() ? nothing : bodies.front()))
        return;
    if (const auto refusal = admit(*m_exchange, *envelope, call))
        return reply(request, faultAnswer(m_exchange->version(), *refusal));
    m_exchange->diary.asked[call.box->address()] << call.body->name;
    carryOut(request, call);
}

void ExchangeWire::carryOut(const HttpRequest &request, const ExchangeCall &call)
{
    if (call.body->is("GetStreamingEvents"))
        return openStream(request, call);
    const ExchangeOperation operation = exchangeOperation(call.body->name);
    if (!operation)
        return reply(request,
                     faultAnswer(m_exchange->version(),
                                 {QStringLiteral("ErrorInvalidRequest"),
                                  QStringLiteral("The demo's server has no such operation.")}));
    XmlOut out;
    beginEnvelope(out, m_exchange->version());
    if (const auto refusal = operation(*m_exchange, call, out))
        return reply(request, faultAnswer(m_exchange->version(), *refusal));
    // Later requests about a subscription are to come to the server that holds it.
    const bool sticks = call.body->is("Subscribe") && m_exchange->version().newest >= ews::ServerVersion::Exchange2013;
    reply(request, {200, endEnvelope(out)},
          sticks ? HttpFields{{"Set-Cookie", "X-BackEndOverrideCookie=demo~1941996295; path=/; HttpOnly"}}
                 : HttpFields());
}

void ExchangeWire::reply(const HttpRequest &request, const SoapAnswer &soap, const HttpFields &more)
{
    Q_EMIT m_exchange->conversed(request.body, soap.status, soap.body);
    answer(soap.status, soapFields + more, soap.body);
}

void ExchangeWire::openStream(const HttpRequest &request, const ExchangeCall &call)
{
    QStringList ids;
    QStringList lost;
    for (const ews::Element &id : call.body->child("SubscriptionIds").children) {
        const Subscription *subscription = m_exchange->subscriptions().find(id.text.trimmed());
        (subscription && subscription->streaming ? ids : lost) << id.text.trimmed();
    }
    if (!lost.isEmpty())
        return reply(request, {200, streamRefusal(*m_exchange, lost)});
    const qint64 minutes = qBound(qint64(1), call.body->childNumber("ConnectionTimeout"), qint64(30));
    m_stream = new ExchangeStream(m_exchange, ids, minutes * m_exchange->options().minuteMs, this);
    connect(m_stream, &ExchangeStream::envelope, this, [this, body = request.body](const QByteArray &bytes) {
        Q_EMIT m_exchange->conversed(body, 200, bytes);
        chunk(bytes);
    });
    connect(m_stream, &ExchangeStream::ended, this, [this] {
        m_stream->deleteLater();
        m_stream = nullptr;
        endChunks();
    });
    beginChunks(200, soapFields);
    m_stream->start();
}

} // namespace liaison::demo
