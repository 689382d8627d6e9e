// What is done in the window in each situation, and how it is known that it is one. See window_run.h.
#include "app/demo/hands.h"
#include "core/base/on_done.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "tests/bench/tally_json.h"
#include "tests/bench/window_run.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QLineEdit>
#include <QTimer>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace liaison::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int longMs = 3'600'000; ///< the patience with a sync

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
    addShowing(m_mailboxes.last().address); // the silent server's
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
