#include "core/transport/smtp_send.h"

#include "core/base/fault_point.h"

namespace liaison::transport {

using smtp::Action;

SmtpSend::SmtpSend(const Account &account, SmtpTimeouts timeouts, std::optional<Submission> mail, std::stop_token stop,
                   QObject *parent)
    : QObject(parent), m_settings(StreamSettings::of(account, domain::SecretUse::Outbound)),
      m_credentials(credentialsOf(account, domain::SecretUse::Outbound)), m_timeouts(timeouts), m_checking(!mail),
      m_stop(std::move(stop))
{
    if (mail)
        m_mail = smtp::Mail{std::move(mail->sender), std::move(mail->recipients), std::move(mail->raw),
                            std::move(mail->envelopeId)};
    m_settings.connectTimeoutMs = m_timeouts.connectMs;
    m_promise.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SmtpSend::onTimeout);
    connect(&m_stream, &TlsStream::connected, this, &SmtpSend::onConnected);
    connect(&m_stream, &TlsStream::failed, this, [this](const Error &error) { interrupt(error); });
    connect(&m_stream, &TlsStream::closed, this, [this] {
        interrupt({ErrorKind::ConnectionLost, QStringLiteral("the server ended the connection"), {}, {}});
    });
    connect(&m_stream, &TlsStream::bytesWritten, this, [this] {
        restartTimer();
        pump();
    });
    connect(&m_stream, &TlsStream::readyRead, this, [this](const QByteArray &bytes) {
        if (m_session)
            m_session->receive(bytes);
        pump();
    });
    connect(&m_stream, &TlsStream::tlsStarted, this, [this] {
        m_session->tlsStarted();
        pump();
    });
}

SmtpSend::~SmtpSend()
{
    m_onStop.reset();
    m_stream.disconnect(this);
    settle({ErrorKind::Cancelled, QStringLiteral("shut down"), {}, {}});
}

void SmtpSend::setToken(const Secret &token)
{
    if (m_credentials)
        m_credentials->password = token;
}

void SmtpSend::start()
{
    // The callback runs on the thread that asks for the stop, and only posts to this one.
    m_onStop.emplace(m_stop, [this] { QMetaObject::invokeMethod(this, &SmtpSend::onStop, Qt::QueuedConnection); });
    faultPoint("smtp.before-connect");
    m_stream.open(m_settings);
}

void SmtpSend::onConnected()
{
    smtp::OpeningOptions options;
    options.useStartTls = m_settings.security == domain::Security::StartTls;
    options.secure = m_stream.secure() && !options.useStartTls;
    options.credentials = m_credentials;
    m_session.emplace(std::move(options), std::move(m_mail));
    restartTimer();
    pump();
}

void SmtpSend::pump()
{
    if (!m_session)
        return;
    for (;;) {
        const Action action = m_session->next(m_stream.unsentBytes() == 0);
        flushTrace();
        tellMilestones();
        if (action.kind == Action::Kind::Wait || action.kind == Action::Kind::Done)
            return report();
        if (action.kind == Action::Kind::StartTls)
            return m_stream.startTls(m_session->heldBytes());
        if (m_session->uncertain())
            faultPoint("smtp.before-end-of-data");
        m_stream.write(action.bytes);
        if (m_session->uncertain())
            faultPoint("smtp.after-end-of-data");
        restartTimer();
    }
}

/// Counts from what we say, not from what the server says: one that drips bytes gains no time.
void SmtpSend::restartTimer()
{
    if (m_session && !m_leaving)
        m_timer.start(m_session->uncertain() ? m_timeouts.answerMs : m_timeouts.replyMs);
}

void SmtpSend::onTimeout()
{
    interrupt({ErrorKind::TimedOut, QStringLiteral("no answer from %1 in time").arg(m_settings.host), {}, {}});
}

void SmtpSend::onStop()
{
    if (!m_finished && !(m_session && m_session->uncertain()))
        interrupt({ErrorKind::Cancelled, {}, {}, {}});
}

/// Ends the send for a reason outside of the dialogue.
void SmtpSend::interrupt(Error why)
{
    settle(std::move(why));
    m_timer.stop();
    m_stream.abort();
    deleteLater();
}

/// Finishes the future, if it is not finished yet. Without a session nothing was said to the server.
void SmtpSend::settle(Error why)
{
    if (m_finished)
        return;
    if (!m_session)
        return finish(fail(std::move(why)));
    m_session->interrupt(std::move(why));
    finish(*m_session->result());
}

/// Hands a mail's result over as soon as it is known; the farewell goes on without anybody waiting for it. Who checks
/// drops the connection with the answer, so that one comes after the farewell.
void SmtpSend::report()
{
    if (!m_session->result())
        return;
    if (!m_leaving) {
        m_leaving = true;
        faultPoint("smtp.answered");
        if (!m_checking)
            finish(*m_session->result());
        m_timer.start(m_timeouts.farewellMs);
    }
    if (m_session->next().kind == Action::Kind::Done) {
        if (!m_finished)
            finish(*m_session->result());
        m_timer.stop();
        m_stream.close();
        deleteLater();
    }
}

void SmtpSend::finish(const Result<smtp::Accepted> &result)
{
    m_finished = true;
    if (!result)
        return finishWith<SendReceipt>(m_promise, fail(result.error()));
    SendReceipt receipt;
    receipt.serverWords = result->serverWords;
    for (const smtp::Refusal &refusal : result->refused)
        receipt.refused << RecipientRefusal{refusal.address, refusal.serverWords, refusal.permanent};
    finishWith<SendReceipt>(m_promise, receipt);
}

void SmtpSend::tellMilestones()
{
    if (!m_settings.milestone)
        return;
    const smtp::Opening &opening = m_session->opening();
    if (!m_greetingTold && !opening.greeting().isEmpty()) {
        m_greetingTold = true;
        m_settings.milestone({Milestone::What::Greeted, opening.greeting()});
    }
    if (!m_openingTold && opening.done()) {
        m_openingTold = true;
        m_settings.milestone({Milestone::What::SignedIn, QString::fromLatin1(opening.mechanism())});
        m_settings.milestone({Milestone::What::Identified, opening.greeting()});
    }
}

void SmtpSend::flushTrace()
{
    if (!m_session)
        return;
    const QStringList lines = m_session->takeTrace();
    if (m_settings.trace)
        for (const QString &line : lines)
            m_settings.trace(line);
}

} // namespace liaison::transport
