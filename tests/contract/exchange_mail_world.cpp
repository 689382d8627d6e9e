#include "tests/contract/exchange_mail_world.h"

#include "tests/support/request_book.h"

#include <QDateTime>
#include <QFile>

namespace liaison::test {

namespace {

const QString inbox = QStringLiteral("INBOX");

const demo::DemoMail *findMail(const demo::DemoFolder *folder, const QString &messageId)
{
    const QByteArray header = "Message-ID: <" + messageId.toUtf8() + ">";
    for (const demo::DemoMail &mail : folder->mails)
        if (mail.raw.contains(header))
            return &mail;
    return nullptr;
}

} // namespace

ExchangeMailWorld::ExchangeMailWorld(Options options) : m_options(std::move(options)) { }

ExchangeMailWorld::~ExchangeMailWorld()
{
    if (m_server)
        RequestBook::shared().add(allRequests());
}

QByteArray ExchangeMailWorld::serve()
{
    demo::DemoServer::Options options;
    options.world.team = {QStringLiteral("Incident Response"), analysts};
    options.password = analystsPassword;
    options.unitsAnswer = false;
    options.plainExchange = m_options.plain;
    options.exchange.version = *demo::exchangeVersion(m_options.version);
    if (m_options.oauth) {
        options.exchange.clientId = clientId();
        options.exchange.clientSecret = analystsPassword;
    }
    m_server = std::make_unique<demo::DemoServer>(options);
    const auto address = await(m_server->start());
    if (!address)
        return why(address);
    m_address = *address;
    QFile file(caFile());
    if (!file.open(QIODevice::WriteOnly) || file.write(m_address.certificatePem) <= 0)
        return "no file";
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

QString ExchangeMailWorld::clientId()
{
    return QStringLiteral("0e7a3c1f-9b1c-4c63-9f7e-3a1d5c2b4e6f");
}

void ExchangeMailWorld::describe(domain::Mailbox &mailbox) const
{
    domain::Endpoint &inbound = mailbox.inbound;
    inbound.protocol = domain::Protocol::Ews;
    inbound.host = QStringLiteral("127.0.0.1");
    inbound.port = m_address.exchange;
    inbound.security = m_options.plain ? domain::Security::None : domain::Security::Tls;
    inbound.trustedCaFile = m_options.plain ? QString() : caFile();
    inbound.signIn = domain::SignIn::PlainPassword;
    const bool negotiates = m_options.version == QLatin1String("Exchange2019");
    inbound.exchange.version
        = negotiates ? domain::VersionChoice::Other : *domain::versionChoiceFrom(m_options.version);
    if (m_options.oauth) {
        inbound.signIn = domain::SignIn::OAuth2;
        inbound.oauth.flow = domain::OAuthFlow::Application;
        inbound.oauth.clientId = clientId();
        inbound.oauth.tenantId = QStringLiteral("corp.test");
        inbound.oauth.loginHost = QStringLiteral("%1://127.0.0.1:%2")
                                      .arg(m_options.plain ? QStringLiteral("http") : QStringLiteral("https"))
                                      .arg(m_address.exchange);
    }
    mailbox.outbound = inbound;
    mailbox.outbound.signIn = domain::SignIn::AsInbound;
}

bool ExchangeMailWorld::pushes() const
{
    return m_options.version != QLatin1String("Exchange2007_SP1") && m_options.version != QLatin1String("Exchange2010");
}

template <class F> bool ExchangeMailWorld::withMail(const QString &messageId, F f)
{
    return with([messageId, f](demo::DemoMailbox &box) {
        const demo::DemoMail *mail = findMail(box.folder(inbox), messageId);
        return mail && f(box, mail->uid);
    });
}

QString ExchangeMailWorld::submit(const QByteArray &raw)
{
    drop({raw}, inbox);
    return {};
}

void ExchangeMailWorld::drop(const QList<QByteArray> &mails, const QString &folder)
{
    static_cast<void>(with([mails, folder](demo::DemoMailbox &box) {
        for (const QByteArray &raw : mails)
            box.append(folder, raw, QDateTime::currentMSecsSinceEpoch(), {});
        return true;
    }));
}

bool ExchangeMailWorld::setSeen(const QString &messageId, bool seen)
{
    using Change = demo::DemoMailbox::Change;
    return withMail(messageId, [seen](demo::DemoMailbox &box, quint32 uid) {
        box.changeFlags(inbox, uid, seen ? Change::Add : Change::Remove, {"\\Seen"});
        return true;
    });
}

bool ExchangeMailWorld::remove(const QString &messageId)
{
    return withMail(messageId, [](demo::DemoMailbox &box, quint32 uid) { return box.remove(inbox, {uid}), true; });
}

bool ExchangeMailWorld::move(const QString &messageId, const QString &folder)
{
    return withMail(messageId, [folder](demo::DemoMailbox &box, quint32 uid) {
        QList<quint32> made;
        const bool copied = box.copy(inbox, {uid}, folder, &made);
        box.remove(inbox, {uid});
        return copied;
    });
}

bool ExchangeMailWorld::makeFolder(const QString &name)
{
    return with([name](demo::DemoMailbox &box) { return box.createFolder(name); });
}

bool ExchangeMailWorld::renameFolder(const QString &from, const QString &to)
{
    return with([from, to](demo::DemoMailbox &box) { return box.renameFolder(from, to); });
}

bool ExchangeMailWorld::removeFolder(const QString &name)
{
    return with([name](demo::DemoMailbox &box) { return box.removeFolder(name); });
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

QList<QByteArray> ExchangeMailWorld::delivered()
{
    QList<QByteArray> mails;
    const auto handed = await(m_server->ask([](demo::PostOffice &office) { return office.handedIn(); }));
    for (const demo::Handed &mail : handed.value_or(QList<demo::Handed>()))
        if (mail.recipients.contains(finance))
            mails << mail.raw;
    return mails;
}

QList<QByteArray> ExchangeMailWorld::mailsIn(const QString &folder)
{
    QList<QByteArray> mails;
    static_cast<void>(with([&mails, folder](demo::DemoMailbox &box) {
        for (const demo::DemoMail &mail : box.folder(folder)->mails)
            mails << mail.raw;
        return true;
    }));
    return mails;
}

QSet<QByteArray> ExchangeMailWorld::flags(const QString &messageId)
{
    QSet<QByteArray> all;
    static_cast<void>(withMail(messageId, [&all](demo::DemoMailbox &box, quint32 uid) {
        const QSet<QByteArray> flags = box.folder(inbox)->find(uid)->flags;
        if (flags.contains("\\Seen"))
            all.insert("seen");
        if (flags.contains("\\Answered"))
            all.insert("answered");
        return true;
    }));
    return all;
}

int ExchangeMailWorld::refusedSignIns()
{
    return await(m_server->askExchange([](demo::Exchange &exchange) { return exchange.diary.refused; })).value_or(-1);
}

int ExchangeMailWorld::fetchedMails()
{
    return await(m_server->askExchange([said = m_said](demo::Exchange &) { return said->mails; })).value_or(-1);
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
    return await(m_server->askExchange([said = m_said](demo::Exchange &) { return said->requests; }))
        .value_or(QList<QByteArray>());
}

} // namespace liaison::test
