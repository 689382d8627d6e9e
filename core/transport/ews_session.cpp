#include "core/transport/ews_session.h"

#include "core/ews/get_folder.h"
#include "core/transport/ews_post.h"

namespace liaison::transport {

using ews::Failure;

namespace {

HttpSettings httpFor(const EwsAccount &account)
{
    HttpSettings settings;
    settings.trustedCaFile = account.endpoint().trustedCaFile;
    settings.pinnedSha256 = account.endpoint().pinnedSha256;
    settings.proxy = account.endpoint().proxy;
    settings.trace = account.account().trace;
    settings.milestone = account.account().milestone;
    return settings;
}

} // namespace

bool holdsForAll(ews::Remedy remedy)
{
    switch (remedy) {
    case ews::Remedy::BackOff:
    case ews::Remedy::FewerAtATime:
    case ews::Remedy::StepDownVersion:
    case ews::Remedy::SignIn:
        return true;
    default:
        return false;
    }
}

Failure failureOf(Error error)
{
    Failure failure;
    failure.error = std::move(error);
    failure.origin = Failure::Origin::Http;
    failure.code = QLatin1String(networkCode);
    return failure;
}

EwsSession::EwsSession(std::shared_ptr<EwsAccount> account, EwsTimings timings, QObject *parent)
    : QObject(parent), m_account(std::move(account)), m_timings(timings), m_http(httpFor(*m_account))
{
}

EwsSession::~EwsSession()
{
    m_closing = true; // what waits for room is not to begin now
    qDeleteAll(findChildren<EwsPost *>(QString(), Qt::FindDirectChildrenOnly));
}

void EwsSession::post(QObject *owner, EwsCall call, MakeReader make, PostDone done)
{
    auto *post = new EwsPost(this, owner, std::move(call), std::move(make), std::move(done));
    if (m_greeted) {
        QMetaObject::invokeMethod(post, &EwsPost::start, Qt::QueuedConnection);
        return;
    }
    greet(
        [this, post = QPointer<EwsPost>(post)](const std::optional<Failure> &failure) {
            if (post && m_greeted)
                post->start(); // what the greeting failed of is no business of this request, or is met by it as well
            else if (post)
                post->end(failure);
        },
        false);
}

void EwsSession::greet(std::function<void(const std::optional<Failure> &)> done, bool afresh)
{
    if (m_greeted && !afresh)
        return done(std::nullopt);
    m_waiting.emplace_back(std::move(done));
    if (std::exchange(m_greeting, true))
        return;
    EwsCall call;
    call.request = [this](const ews::RequestContext &context) {
        return ews::GetFolder::request(context, {m_account->folder(QStringLiteral("inbox"))}, ews::FolderShape::IdOnly);
    };
    auto *post = new EwsPost(
        this, this, std::move(call), [] { return std::make_unique<EwsReaderOf<ews::GetFolder>>(); },
        [this](EwsReader &reader, std::optional<Failure> failure) {
            m_greeted = m_greeted || !failure; // the server speaks with us, whatever it says of the inbox
            if (!failure) {
                const auto folders = static_cast<EwsReaderOf<ews::GetFolder> &>(reader).take();
                if (folders && !folders->empty() && !folders->front())
                    failure = folders->front().error();
            }
            greeted(failure);
        });
    QMetaObject::invokeMethod(post, &EwsPost::start, Qt::QueuedConnection);
}

void EwsSession::greeted(const std::optional<Failure> &failure)
{
    m_greeting = false;
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &done : waiting)
        done(failure);
}

} // namespace liaison::transport
