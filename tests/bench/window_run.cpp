#include "tests/bench/window_run.h"

#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "tests/bench/store_filler.h"

#include <QDir>

#include <utility>

namespace liaison::bench {

using namespace Qt::StringLiterals;

namespace {

const QString silentAddress = u"silent@desk.example"_s;

QString storeOf(const WindowJob &job)
{
    return QDir(job.profile).filePath(u"liaison.db"_s);
}

/// Saves a mailbox whose two sides are at the same host; an earlier one of its address is replaced.
Result<domain::Mailbox> saveMailbox(store::Session &session, const QString &address, const domain::Endpoint &inbound,
                                    bool feedWanted)
{
    store::Mailboxes mailboxes(session);
    const auto known = mailboxes.list();
    if (!known)
        return fail(known.error());
    domain::Mailbox mailbox;
    for (const domain::Mailbox &each : *known) {
        if (each.address == address)
            mailbox = each;
    }
    mailbox.address = address;
    mailbox.displayName = u"Incident Desk"_s;
    mailbox.inbound = inbound;
    mailbox.outbound.host = inbound.host;
    mailbox.outbound.port = address == silentAddress ? inbound.port : mailbox.outbound.port;
    mailbox.pollSeconds = 3'600;
    auto saved = mailboxes.save(mailbox);
    if (!saved)
        return saved;
    if (const auto set = mailboxes.setFeedWanted(saved->id, feedWanted); !set)
        return fail(set.error());
    return saved;
}

} // namespace

WindowRun::WindowRun(WindowJob job) : m_job(std::move(job))
{
    connect(&m_script, &WindowScript::done, this, &WindowRun::done);
    connect(&m_script, &WindowScript::stuck, this, [this](const QString &what) { fails(u"in vain: "_s + what); });
}

WindowRun::~WindowRun() = default;

bool WindowRun::fails(const QString &why)
{
    if (!std::exchange(m_failed, true))
        Q_EMIT failed(why);
    return false;
}

Result<void> WindowRun::prepare()
{
    const SystemClock clock;
    store::Store store({storeOf(m_job), {}, 500}, &clock);
    if (const auto opened = store.open().result(); !opened)
        return opened;
    const auto known = store.read([](store::Session &session) { return store::Mailboxes(session).list(); }).result();
    if (!known)
        return fail(known.error());
    if (known->isEmpty()) {
        if (const auto laidOut = prepareDesk(store, m_job.incidents); !laidOut)
            return laidOut;
    }
    domain::Endpoint silent;
    silent.host = u"127.0.0.1"_s;
    silent.port = m_silent.port();
    const bool runs = m_job.situation != "sync"_L1; // there it is started by hand
    const auto saved
        = store
              .write([server = m_job.server, silent, runs](store::Session &session) -> Result<QList<domain::Mailbox>> {
                  auto desk = saveMailbox(session, server.address, server.endpoint, runs);
                  if (!desk)
                      return fail(desk.error());
                  auto hangs = saveMailbox(session, silentAddress, silent, false);
                  if (!hangs)
                      return fail(hangs.error());
                  return QList<domain::Mailbox>{*desk, *hangs};
              })
              .result();
    if (!saved)
        return fail(saved.error());
    m_mailboxes = *saved;
    return {};
}

app::Guest WindowRun::guest() const
{
    app::Guest guest;
    guest.person = u"bench"_s;
    if (m_keychain)
        return guest;
    guest.secrets = [this] {
        QList<QPair<QString, Secret>> secrets;
        for (const domain::Mailbox &mailbox : m_mailboxes)
            secrets.append({domain::vaultKey(mailbox, domain::SecretUse::Inbound), m_job.server.secret});
        return secrets;
    };
    return guest;
}

Result<void> WindowRun::start()
{
    if (m_silent.port() == 0)
        return fail(ErrorKind::ConnectionRefused, u"the silent server cannot be opened"_s);
    if (m_job.situation == "keychain"_L1) {
        m_keychain = std::make_unique<SilentKeychain>();
        if (!m_keychain->isThere())
            return fail(ErrorKind::KeychainUnavailable, u"there is no session bus for a silent keychain"_s);
    }
    if (auto ready = prepare(); !ready)
        return ready;
    app::Options options;
    options.profileDir = m_job.profile;
    options.storeLocation = storeOf(m_job);
    options.memoryVault = !m_keychain;
    m_root = std::make_unique<app::CompositionRoot>(options, guest());
    connect(m_root.get(), &app::CompositionRoot::failed, this, [this](const Error &error) { fails(error.log); });
    connect(m_root.get(), &app::CompositionRoot::started, this, [this] {
        m_watch = std::make_unique<LoopWatch>(LoopWatch::Options{.looks = m_job.looks});
        m_analyst = std::make_unique<Analyst>(m_root->window());
        connect(m_analyst.get(), &Analyst::moving, m_watch.get(), &LoopWatch::note);
        plan();
        m_script.start();
    });
    m_root->start();
    return {};
}

} // namespace liaison::bench
