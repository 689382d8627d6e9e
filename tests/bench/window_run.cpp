#include "tests/bench/window_run.h"

#include "app/demo/hands.h"
#include "core/base/on_done.h"
#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "tests/bench/store_filler.h"
#include "tests/bench/tally_json.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDir>
#include <QLineEdit>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace liaison::bench {

using namespace Qt::StringLiterals;

namespace {

const QString silentAddress = u"silent@desk.example"_s;
constexpr int longMs = 3'600'000; ///< the patience with a sync

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

/// Clicks the first of these that is there and can be pressed.
bool press(std::initializer_list<QString> names)
{
    for (const QString &name : names) {
        if (auto *button = demo::visible<QAbstractButton>(name)) {
            demo::click(button);
            return true;
        }
    }
    return false;
}

bool choose(const QString &list, const QString &words)
{
    auto *view = demo::visible<QAbstractItemView>(list);
    return view && demo::clickLine(view, words);
}

/// Whether SAVE stands there and cannot be pressed, as while a SAVE is under way.
bool saveWaits(const QWidget *window)
{
    const QList<QAbstractButton *> buttons = window->findChildren<QAbstractButton *>();
    return std::any_of(buttons.cbegin(), buttons.cend(), [](const QAbstractButton *button) {
        return demo::spokenName(button) == "SAVE"_L1 && button->isVisible() && !button->isEnabled();
    });
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

void WindowRun::plan()
{
    m_script.add(u"the incidents are listed"_s, [] {
        const auto *list = demo::visible<QAbstractItemView>(u"Incidents"_s);
        return list && list->model()->rowCount() > 0;
    });
    m_script.wait(u"the window is at rest"_s, 2'000);
    if (m_job.situation == "sync"_L1)
        planSync();
    else if (m_job.situation == "test"_L1)
        planTest();
    else if (m_job.situation == "keychain"_L1)
        planKeychain();
    else
        planIdle();
}

void WindowRun::addBeginning(Analyst::Work work)
{
    m_script.add(u"begin"_s, [this, work] {
        m_since.start();
        m_watch->start();
        m_analyst->begin(work);
        return true;
    });
}

bool WindowRun::end(const QString &part)
{
    m_analyst->end();
    QJsonObject tally = toJson(m_watch->stop());
    tally.insert(u"moves"_s, m_analyst->moves());
    tally.insert(u"tried"_s, m_analyst->tried());
    tally.insert(u"in_vain"_s, m_analyst->inVain().join(u", "_s));
    m_answer.insert(part, tally);
    if (m_analyst->moves() * 4 < m_analyst->tried() * 3)
        fails(u"the window was hardly used (%1): in vain were %2"_s.arg(part, m_analyst->inVain().join(u", "_s)));
    return true;
}

/// Asks the store how many mails it holds, one question at a time.
bool WindowRun::allStored()
{
    if (!std::exchange(m_counting, true)) {
        onDone(this, m_root->store()->read([](store::Session &session) -> Result<qint64> {
            return session.number(u"SELECT count(*) FROM message_copy WHERE remote_id IS NOT NULL"_s);
        }),
               [this](const Result<qint64> &count) {
                   m_stored = count.value_or(-1);
                   QTimer::singleShot(500, this, [this] { m_counting = false; });
               });
    }
    m_answer.insert(u"mails"_s, m_stored);
    return m_stored == m_job.mails;
}

void WindowRun::planIdle()
{
    m_script.add(u"the store has the mails"_s, [this] { return allStored(); });
    addBeginning(Analyst::Work::Everywhere);
    m_script.wait(u"idle"_s, m_job.seconds * 1'000);
    m_script.add(u"end"_s, [this] { return end(u"idle"_s); });
}

void WindowRun::planSync()
{
    m_script.add(u"the store is empty"_s, [this] { return allStored() || m_stored == 0; });
    m_script.add(u"open the feeds"_s, [this] {
        m_root->window()->showPage(ui::Page::Feeds);
        return choose(u"Email feeds"_s, m_job.server.address);
    });
    m_script.add(u"START"_s, [this] {
        if (m_stored != 0)
            return fails(u"the store has mail before the sync"_s);
        return press({u"START"_s});
    });
    addBeginning(Analyst::Work::Everywhere);
    m_script.add(u"Start anyway"_s, [] { return press({u"Start anyway"_s}); });
    m_script.add(
        u"the mails are stored"_s, [this] { return allStored(); }, longMs);
    m_script.add(u"end"_s, [this] {
        m_answer.insert(u"sync_s"_s, double(m_since.elapsed()) / 1e3);
        return end(u"sync"_s);
    });
}

void WindowRun::addShowing(const QString &mailbox)
{
    m_script.add(u"open the mailboxes"_s, [this, mailbox] {
        m_root->window()->showPage(ui::Page::Mailboxes);
        return choose(u"Mailboxes"_s, mailbox);
    });
    m_script.wait(u"the form shows it"_s, 500);
}

void WindowRun::planTest()
{
    addShowing(silentAddress);
    m_script.add(u"test"_s, [] { return press({u"TEST INBOUND"_s, u"Check connection"_s}); });
    m_script.add(u"it hangs"_s, [this] { return m_silent.waiting() > 0; });
    addBeginning(Analyst::Work::Everywhere);
    m_script.wait(u"hang"_s, m_job.seconds * 1'000);
    m_script.add(u"end"_s, [this] {
        end(u"test"_s);
        m_answer.insert(u"hanging"_s, m_silent.waiting());
        return m_silent.waiting() > 0 || fails(u"the test did not hang to the end"_s);
    });
    addBeginning(Analyst::Work::Everywhere);
    m_script.add(u"cancel"_s, [this] {
        m_root->window()->showPage(ui::Page::Mailboxes); // the analyst may have left it
        return press({u"Cancel the test of reading"_s, u"Cancel"_s});
    });
    m_script.add(u"the test ends"_s, [this] { return m_silent.waiting() == 0; });
    m_script.wait(u"after it"_s, 3'000);
    m_script.add(u"end"_s, [this] { return end(u"cancel"_s); });
}

void WindowRun::planKeychain()
{
    m_script.add(u"the keychain is asked"_s, [this] { return m_keychain->asked() > 0; });
    addBeginning(Analyst::Work::Everywhere);
    m_script.wait(u"the feed waits for it"_s, m_job.seconds * 1'000);
    m_script.add(u"end"_s, [this] { return end(u"keychain"_s); });
    addShowing(m_job.server.address);
    m_script.add(u"Edit"_s, [] { return press({u"Edit"_s}); });
    m_script.add(u"type the password"_s, [] {
        auto *password = demo::visible<QLineEdit>(u"Inbound password"_s);
        if (!password || password->isReadOnly())
            return false;
        password->setFocus(Qt::TabFocusReason);
        demo::typeText(password, u"a new one"_s);
        return true;
    });
    addBeginning(Analyst::Work::Form);
    m_script.add(u"SAVE"_s, [] { return press({u"SAVE"_s}); });
    m_script.add(u"SAVE waits"_s, [this] { return saveWaits(m_root->window()); });
    m_script.wait(u"SAVE waits for the keychain"_s, m_job.seconds * 1'000);
    m_script.add(u"end"_s, [this] {
        end(u"save"_s);
        m_answer.insert(u"asked"_s, m_keychain->asked());
        return saveWaits(m_root->window()) || fails(u"SAVE did not wait for the keychain"_s);
    });
}

} // namespace liaison::bench
