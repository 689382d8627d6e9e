#include "core/transport/imap_session.h"

#include "core/base/log.h"
#include "core/imap/describe.h"
#include "core/imap/idle.h"
#include "core/imap/noop.h"

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

ImapSession::ImapSession(const Account &account, ImapTimings timings, std::shared_ptr<AccountTokens> tokens,
                         QObject *parent)
    : QObject(parent), m_account(account), m_timings(timings), m_tokens(std::move(tokens)),
      m_stream(new TlsStream(this))
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
        // An IDLE is renewed in its time, however often the server says that it is still there.
        if (m_machine && !m_idling) {
            m_mustAnswerSoon = false;
            restartTimer();
        }
        receive(bytes);
    });
    connect(m_stream, &TlsStream::bytesWritten, this, [this] {
        if (m_machine && !m_idling)
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
    m_mustAnswerSoon = false;
    restartTimer();
    const quint64 turn = ++m_turn;
    Step step = m_dialogue.start(*m_machine);
    m_asked.invalidate();
    if (!step.send.isEmpty()) // the greeting answers nothing
        m_asked.start();
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

void ImapSession::receive(const QByteArray &bytes)
{
    if (!m_deflate)
        return take(m_dialogue.feed(bytes));
    const Result<void> inflated = m_deflate->inflate(bytes, [this](QByteArrayView piece) {
        take(m_dialogue.feed(piece));
        return !m_broken;
    });
    if (!inflated)
        lost(inflated.error());
}

void ImapSession::send(const QByteArray &bytes)
{
    m_stream->write(m_deflate ? m_deflate->deflated(bytes) : bytes);
}

void ImapSession::take(const Step &step)
{
    if (!step.send.isEmpty()) {
        trace(traced(step));
        send(step.send);
    }
    if (m_dialogue.fatal() && !m_broken) {
        m_broken = true;
        trace(QStringLiteral("! ") + errorKindName(m_dialogue.fatal()->kind));
        m_stream->abort();
        if (!m_machine && m_opened)
            return giveUp(*m_dialogue.fatal());
    }
    tellNews();
    tellAlert();
    if (step.done)
        return machineDone();
    if (const auto fed = m_fed) // a copy: it may lead to the machine's end
        fed();
}

/// What people must be told (RFC 9051 section 7.1): a mailbox that is nearly full, a server that will be down.
void ImapSession::tellAlert()
{
    const QByteArray words = std::exchange(context().lastAlert, {});
    if (!words.isEmpty() && context().secure)
        qCWarning(lcNet).noquote() << m_account.mailbox.address
                                   << "the server says:" << redacted(printable(words, 500));
}

void ImapSession::tellNews(const QString &leftChanged)
{
    const News news{m_dialogue.takeNews(), leftChanged};
    if (m_ready && m_onNews && (!news.told.isEmpty() || !leftChanged.isEmpty()))
        m_onNews(news);
}

void ImapSession::machineDone()
{
    m_silence.stop();
    m_idling = false;
    if (!m_ready && m_asked.isValid())
        m_roundTripMs = std::min(m_roundTripMs, m_asked.elapsed());
    // The callback may start the next machine; this one has to live until it returns.
    const std::unique_ptr<Machine> machine = std::move(m_machine);
    const auto finished = std::exchange(m_finished, nullptr);
    m_fed = nullptr;
    if (finished)
        finished();
}

void ImapSession::restartTimer()
{
    m_silence.start(m_idling               ? m_timings.idleRenewMs
                        : m_mustAnswerSoon ? m_timings.idleAnswerMs
                                           : m_timings.inactivityMs);
}

void ImapSession::doubt()
{
    if (m_idling)
        return interrupt();
    if (!m_machine)
        return;
    m_mustAnswerSoon = true;
    restartTimer();
}

void ImapSession::interrupt()
{
    if (!m_idling)
        return;
    m_idling = false; // from here on an answer is due
    m_mustAnswerSoon = true;
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
        send(m_dialogue.start(*m_machine).send);
    } else if (usable() && m_idling) {
        send(m_dialogue.interrupt().send);
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
    m_fed = nullptr;
    m_opened = nullptr;
    m_onNews = nullptr;
    m_silence.stop();
    m_stream->disconnect(this);
}

void ImapSession::select(const QString &folder, imap::ResyncFrom from,
                         std::function<void(Result<imap::SelectedMailbox>)> done)
{
    if (mailbox().changed)
        tellNews(m_selectedFolder);
    m_selectedFolder.clear(); // a failed SELECT leaves nothing selected
    mailbox() = {};
    run<imap::Select>(std::make_unique<imap::Select>(context(), folder, imap::Select::Mode::ReadWrite, std::move(from)),
                      [this, folder, done = std::move(done)](Result<imap::SelectedMailbox> result) {
                          if (result) {
                              m_selectedFolder = folder;
                              m_selected = *result;
                              m_selected.resynced.reset();
                              mailbox() = {result->exists, false};
                          }
                          done(std::move(result));
                      });
}

void ImapSession::examine(const QString &folder, std::function<void(Result<imap::SelectedMailbox>)> done)
{
    if (mailbox().changed)
        tellNews(m_selectedFolder);
    m_selectedFolder.clear();
    mailbox() = {};
    run<imap::Select>(std::make_unique<imap::Select>(context(), folder, imap::Select::Mode::ReadOnly), std::move(done));
}

} // namespace liaison::transport
