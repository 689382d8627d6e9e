#include "tests/contract/exchange_mail_world.h"

#include "tests/support/request_book.h"

namespace liaison::test {

ExchangeMailWorld::ExchangeMailWorld(const Options &options) : DemoMailWorld(options.plain), m_options(options) { }

ExchangeMailWorld::~ExchangeMailWorld()
{
    if (server())
        RequestBook::shared().add(allRequests());
}

QByteArray ExchangeMailWorld::serve()
{
    demo::DemoServer::Options options;
    options.exchange.directory = {{QStringLiteral("Mara Jensen"), QStringLiteral("mara@nordhafen.example")},
                                  {QStringLiteral("Malte Vogt"), QStringLiteral("malte@nordhafen.example")}};
    options.exchange.version = *demo::exchangeVersion(m_options.version);
    if (m_options.oauth) {
        options.exchange.clientId = clientId();
        options.exchange.clientSecret = analystsPassword;
    }
    if (const QByteArray failure = serveDemo(options); !failure.isEmpty())
        return failure;
    const auto hear = [said = m_said](demo::Exchange &exchange) {
        QObject::connect(&exchange, &demo::Exchange::conversed, &exchange,
                         [said, &exchange](const QByteArray &request, int, const QByteArray &answer) {
                             said->requests << request;
                             said->mails += static_cast<int>(answer.count("<t:MimeContent"));
                             if (said->what && request.contains("<m:" + said->operation))
                                 std::exchange(said->what, nullptr)(exchange);
                         });
    };
    return exchange(hear) ? QByteArray() : "no exchange";
}

void ExchangeMailWorld::describe(domain::Mailbox &mailbox) const
{
    domain::Endpoint &inbound = mailbox.inbound;
    inbound = endpointAt(domain::Protocol::Ews, address().exchange);
    inbound.signIn = domain::SignIn::PlainPassword;
    const bool negotiates = m_options.version == QLatin1String("Exchange2019");
    inbound.exchange.version
        = negotiates ? domain::VersionChoice::Other : *domain::versionChoiceFrom(m_options.version);
    if (m_options.oauth)
        signInByApplication(inbound, address().exchange);
    mailbox.outbound = inbound;
    mailbox.outbound.signIn = domain::SignIn::AsInbound;
}

bool ExchangeMailWorld::pushes() const
{
    return m_options.version != QLatin1String("Exchange2007_SP1") && m_options.version != QLatin1String("Exchange2010");
}

bool ExchangeMailWorld::reset()
{
    return exchange([](demo::Exchange &exchange) { exchange.expireSyncStates(); });
}

bool ExchangeMailWorld::withhold(const QString &messageId)
{
    return exchange([messageId](demo::Exchange &exchange) {
        exchange.faults.itemErrors.insert(QLatin1Char('<') + messageId + QLatin1Char('>'),
                                          QStringLiteral("ErrorItemCorrupt"));
    });
}

int ExchangeMailWorld::refusedSignIns()
{
    return await(server()->askExchange([](demo::Exchange &exchange) { return exchange.diary.refused; })).value_or(-1);
}

int ExchangeMailWorld::fetchedMails()
{
    return await(server()->askExchange([said = m_said](demo::Exchange &) { return said->mails; })).value_or(-1);
}

void ExchangeMailWorld::after(const QByteArray &operation, std::function<void(demo::Exchange &)> what)
{
    exchange([operation, what, said = m_said](demo::Exchange &) {
        said->operation = operation;
        said->what = what;
    });
}

int ExchangeMailWorld::requests(const QByteArray &operation)
{
    const QList<QByteArray> all = allRequests();
    return static_cast<int>(std::count_if(all.cbegin(), all.cend(), [&operation](const QByteArray &request) {
        return request.contains("<m:" + operation);
    }));
}

QList<QByteArray> ExchangeMailWorld::allRequests()
{
    return await(server()->askExchange([said = m_said](demo::Exchange &) { return said->requests; }))
        .value_or(QList<QByteArray>());
}

} // namespace liaison::test
