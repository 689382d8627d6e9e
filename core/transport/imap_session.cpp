#include "core/transport/imap_session.h"

#include "core/base/log.h"
#include "core/imap/authenticate.h"
#include "core/imap/capability.h"
#include "core/imap/describe.h"
#include "core/imap/enable.h"
#include "core/imap/greeting.h"
#include "core/imap/id.h"
#include "core/imap/idle.h"
#include "core/imap/login.h"
#include "core/imap/noop.h"
#include "core/imap/starttls.h"

namespace liaison::transport {

using imap::Machine;
using imap::Step;

namespace {
/// How long a closing connection may take to send what is queued.
constexpr int farewellMs = 1'000;

/// What a trace shows of bytes sent: the first command line; of a literal its size alone.
QString traced(const Step &step)
{
    if (step.secret)
        return QStringLiteral("C: (credentials)");
    const qsizetype end = step.send.indexOf("\r\n");
    const bool command = step.send.startsWith("DONE")
        || (step.send.size() > 1 && step.send.at(0) == 'a' && step.send.at(1) >= '0' && step.send.at(1) <= '9');
    if (!command || end < 0)
        return QStringLiteral("C: (%1 bytes)").arg(step.send.size());
    const qsizetype more = step.send.size() - end - 2;
    const QString line = QStringLiteral("C: ") + printable(step.send.left(end), 500);
    return more > 0 ? line + QStringLiteral(" (and %1 bytes)").arg(more) : line;
}
} // namespace

ImapSession::ImapSession(const Account &account, ImapTimings timings, QObject *parent)
    : QObject(parent), m_account(account), m_timings(timings), m_stream(new TlsStream(this))
{
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        if (m_idling)
            return interrupt();
        lost(Error{ErrorKind::TimedOut, QStringLiteral("no answer from the server"), {}, std::nullopt});
    });
    connect(m_stream, &TlsStream::connected, this, &ImapSession::greet);
    connect(m_stream, &TlsStream::tlsStarted, this, [this] {
        m_dialogue.tlsStarted();
        askCapabilities([this] { signIn(); });
    });
    connect(m_stream, &TlsStream::readyRead, this, [this](const QByteArray &bytes) {
        if (m_machine)
            restartTimer();
        take(m_dialogue.feed(bytes));
    });
    connect(m_stream, &TlsStream::bytesWritten, this, [this] {
        if (m_machine)
            restartTimer();
    });
    connect(m_stream, &TlsStream::closed, this, [this] {
        lost(Error{ErrorKind::ConnectionLost, QStringLiteral("the server closed the connection"), {}, std::nullopt});
    });
    connect(m_stream, &TlsStream::failed, this, &ImapSession::lost);
    if (m_account.trace) {
        m_dialogue.setObserver(
            [this](const imap::Response &response) { trace(QStringLiteral("S: ") + imap::describe(response)); });
    }
}

void ImapSession::trace(const QString &line) const
{
    if (m_account.trace)
        m_account.trace(line);
}

void ImapSession::begin(std::unique_ptr<Machine> machine, std::function<void()> finished)
{
    Q_ASSERT(!m_machine);
    m_machine = std::move(machine);
    m_finished = std::move(finished);
    m_idling = dynamic_cast<imap::Idle *>(m_machine.get()) != nullptr;
    restartTimer();
    const quint64 turn = ++m_turn;
    Step step = m_dialogue.start(*m_machine);
    const bool done = std::exchange(step.done, false);
    take(step);
    if (!done)
        return;
    // What ends at once (a refusal of our own, a broken connection) is told later all the same.
    QMetaObject::invokeMethod(
        this,
        [this, turn] {
            if (m_machine && turn == m_turn)
                machineDone();
        },
        Qt::QueuedConnection);
}

void ImapSession::take(const Step &step)
{
    if (!step.send.isEmpty()) {
        trace(traced(step));
        m_stream->write(step.send);
    }
    if (m_dialogue.fatal() && !m_broken) {
        m_broken = true;
        trace(QStringLiteral("! ") + errorKindName(m_dialogue.fatal()->kind));
        m_stream->abort();
        if (!m_machine && m_opened)
            return giveUp(*m_dialogue.fatal());
    }
    if (step.done)
        machineDone();
}

void ImapSession::machineDone()
{
    m_silence.stop();
    m_idling = false;
    // The callback may start the next machine; this one has to live until it returns.
    const std::unique_ptr<Machine> machine = std::move(m_machine);
    const auto finished = std::exchange(m_finished, nullptr);
    if (finished)
        finished();
}

void ImapSession::restartTimer()
{
    m_silence.start(m_idling ? m_timings.idleRenewMs : m_timings.inactivityMs);
}

void ImapSession::interrupt()
{
    if (!m_idling)
        return;
    m_idling = false; // from here on an answer is due
    restartTimer();
    take(m_dialogue.interrupt());
}

void ImapSession::lost(const Error &error)
{
    if (std::exchange(m_broken, true))
        return;
    trace(QStringLiteral("! ") + errorKindName(error.kind));
    m_stream->abort();
    m_dialogue.connectionLost(error);
    if (m_machine) {
        // A machine that was not started yet is not the dialogue's.
        m_machine->abort(*m_dialogue.fatal());
        machineDone();
    } else if (m_opened) {
        giveUp(*m_dialogue.fatal());
    }
}

void ImapSession::leave()
{
    if (usable() && !m_machine) {
        m_machine = std::make_unique<imap::Logout>(context());
        m_stream->write(m_dialogue.start(*m_machine).send);
    } else if (usable() && m_idling) {
        m_stream->write(m_dialogue.interrupt().send);
    }
    m_stream->close();
    fallSilent();
    QTimer::singleShot(farewellMs, this, &QObject::deleteLater);
}

void ImapSession::drop()
{
    fallSilent();
    m_stream->abort();
}

void ImapSession::fallSilent()
{
    m_broken = true;
    m_finished = nullptr;
    m_opened = nullptr;
    m_silence.stop();
    m_stream->disconnect(this);
}

void ImapSession::select(const QString &folder, std::function<void(Result<imap::SelectedMailbox>)> done)
{
    m_selectedFolder.clear(); // a failed SELECT leaves nothing selected
    mailbox() = {};
    run<imap::Select>(std::make_unique<imap::Select>(context(), folder),
                      [this, folder, done = std::move(done)](Result<imap::SelectedMailbox> result) {
                          if (result) {
                              m_selectedFolder = folder;
                              m_selected = *result;
                              mailbox() = {result->exists, false};
                          }
                          done(std::move(result));
                      });
}

// The way in.

void ImapSession::open(Done done)
{
    m_opened = std::move(done);
    m_stream->open(StreamSettings::of(m_account, domain::SecretUse::Inbound));
}

void ImapSession::giveUp(const Error &error)
{
    m_broken = true;
    m_stream->abort();
    if (const Done opened = std::exchange(m_opened, nullptr))
        opened(fail(error));
}

void ImapSession::greet()
{
    // This machine is secure by its address alone; where STARTTLS is configured that does not count.
    context().secure = m_account.mailbox.inbound.security != domain::Security::StartTls && m_stream->secure();
    run<imap::Greeting>(std::make_unique<imap::Greeting>(context()), [this](Result<imap::Greeted> greeted) {
        if (!greeted)
            return giveUp(greeted.error());
        afterGreeting(greeted->preAuthenticated);
    });
}

void ImapSession::afterGreeting(bool preAuthenticated)
{
    if (preAuthenticated)
        return afterSignIn();
    if (m_account.mailbox.inbound.security == domain::Security::StartTls)
        return askToStartTls();
    askCapabilities([this] { signIn(); });
}

void ImapSession::askToStartTls()
{
    askCapabilities([this] { startTls(); });
}

void ImapSession::startTls()
{
    run<imap::StartTls>(std::make_unique<imap::StartTls>(context()), [this](Result<void> result) {
        if (!result)
            return giveUp(result.error());
        m_stream->startTls(0); // Dialogue made sure that it holds nothing behind the answer
    });
}

void ImapSession::askCapabilities(const std::function<void()> &next)
{
    if (context().capabilities.known())
        return next();
    run<imap::Capability>(std::make_unique<imap::Capability>(context()),
                          [this, next](Result<imap::Capabilities> known) {
                              if (!known)
                                  return giveUp(known.error());
                              next();
                          });
}

void ImapSession::signIn()
{
    const auto credentials = credentialsOf(m_account, domain::SecretUse::Inbound);
    if (!credentials)
        return giveUp(
            Error{ErrorKind::AuthenticationUnsupported, QStringLiteral("IMAP wants a sign-in"), {}, std::nullopt});
    const bool password
        = credentials->proof == sasl::Proof::Password || credentials->proof == sasl::Proof::PlainPassword;
    const auto done = [this](const Result<void> &result) {
        if (!result)
            return giveUp(result.error());
        afterSignIn();
    };
    auto mechanism = sasl::choose(context().capabilities.authMechanisms(), *credentials);
    if (mechanism)
        run<imap::Authenticate>(std::make_unique<imap::Authenticate>(context(), std::move(*mechanism)), done);
    else if (mechanism.error().kind == ErrorKind::AuthenticationUnsupported && password)
        run<imap::Login>(std::make_unique<imap::Login>(context(), *credentials), done); // servers without SASL
    else
        giveUp(mechanism.error());
}

void ImapSession::afterSignIn()
{
    askCapabilities([this] {
        const auto wanted = imap::Enable::offered(context().capabilities, {"UTF8=ACCEPT", "IMAP4rev2"});
        if (wanted.isEmpty())
            return introduce();
        run<imap::Enable>(std::make_unique<imap::Enable>(context(), wanted),
                          [this](const Result<QList<QByteArray>> &result) {
                              if (!result)
                                  return giveUp(result.error());
                              introduce();
                          });
    });
}

void ImapSession::introduce()
{
    if (!context().capabilities.has("ID"))
        return ready();
    run<imap::Identify>(std::make_unique<imap::Identify>(context(), "Liaison", LIAISON_VERSION),
                        [this](const Result<imap::Identify::Value> &result) {
                            if (!result)
                                return giveUp(result.error());
                            ready();
                        });
}

void ImapSession::ready()
{
    m_ready = true;
    if (const Done opened = std::exchange(m_opened, nullptr))
        opened({});
}

} // namespace liaison::transport
