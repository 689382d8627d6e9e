#pragma once

#include "core/transport/smtp_sink.h"
#include "tests/support/certificates.h"

#include <QEventLoop>
#include <QFile>
#include <QFutureWatcher>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

namespace liaison::test {

/// A submission server of one connection that does as it is told. It answers line by line, and may cut the link
/// after a number of bytes in either direction.
class ScriptedServer : public QTcpServer {
public:
    explicit ScriptedServer(const QSslConfiguration &tls = {}) : m_tls(tls) { listen(QHostAddress::LocalHost); }

    QByteArray extensions;                 ///< "250-…" lines of EHLO, each with its line end
    QHash<QByteArray, QByteArray> answers; ///< a line's beginning → what is answered instead of "250 ok"
    QByteArray answerToMail = "250 2.0.0 queued as 42\r\n"; ///< empty: none
    qint64 cutAfterReceived = -1;                           ///< abort() when so many bytes of the client were read
    qint64 cutAnswerAfter = -1;                             ///< so many bytes of answerToMail, then the end
    qint64 readAtMost = -1; ///< leaves the rest of the client's bytes in the kernel, then aborts

    QByteArray received; ///< everything, commands and mail
    QByteArray inClear;  ///< the part of it that came without TLS
    QByteArray mail;     ///< behind DATA, the end of data included
    QSslSocket *peer() const { return m_peer; }
    bool tookMail() const { return mail == ".\r\n" || mail.endsWith("\r\n.\r\n"); }
    void answer(const QByteArray &bytes) { m_peer->write(bytes); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_peer = new QSslSocket(this);
        m_peer->setSslConfiguration(m_tls);
        m_peer->setSocketDescriptor(descriptor);
        if (readAtMost >= 0)
            m_peer->setReadBufferSize(readAtMost);
        QObject::connect(m_peer, &QSslSocket::readyRead, this, [this] { onReadyRead(); });
        m_peer->write(answers.value("greeting", "220 mail ESMTP\r\n"));
    }

private:
    void onReadyRead()
    {
        if (readAtMost >= 0 && m_inData) {
            if (m_peer->bytesAvailable() >= readAtMost)
                QMetaObject::invokeMethod(m_peer, &QAbstractSocket::abort, Qt::QueuedConnection);
            return;
        }
        while (m_peer->bytesAvailable() > 0) {
            const qint64 left = cutAfterReceived < 0 ? m_peer->bytesAvailable() : cutAfterReceived - received.size();
            const QByteArray bytes = m_peer->read(left);
            received += bytes;
            if (!m_peer->isEncrypted())
                inClear += bytes;
            m_line += bytes;
            takeLines();
            if (cutAfterReceived >= 0 && received.size() >= cutAfterReceived)
                return m_peer->abort();
        }
    }

    void takeLines()
    {
        for (qsizetype end = m_line.indexOf("\r\n"); end >= 0; end = m_line.indexOf("\r\n")) {
            const QByteArray line = m_line.left(end);
            m_line.remove(0, end + 2);
            if (m_inData)
                takeMailLine(line);
            else
                takeCommand(line);
        }
    }

    void takeMailLine(const QByteArray &line)
    {
        mail += line + "\r\n";
        if (line != ".")
            return;
        m_inData = false;
        m_peer->write(cutAnswerAfter < 0 ? answerToMail : answerToMail.left(cutAnswerAfter));
        if (cutAnswerAfter >= 0)
            m_peer->disconnectFromHost();
    }

    void takeCommand(const QByteArray &line)
    {
        for (auto it = answers.cbegin(); it != answers.cend(); ++it)
            if (line.startsWith(it.key())) {
                m_peer->write(it.value());
                m_inData = it.value().startsWith("354");
                if (line == "STARTTLS" && it.value() == "220 go\r\n")
                    m_peer->startServerEncryption();
                return;
            }
        if (line.startsWith("EHLO")) {
            m_peer->write("250-mail\r\n" + extensions + "250 HELP\r\n");
        } else if (line == "DATA") {
            m_inData = true;
            m_peer->write("354 go\r\n");
        } else if (line.startsWith("AUTH")) {
            m_peer->write("235 ok\r\n");
        } else {
            m_peer->write(line == "QUIT" ? "221 bye\r\n" : "250 ok\r\n");
        }
    }

    QSslConfiguration m_tls;
    QSslSocket *m_peer = nullptr;
    QByteArray m_line;
    bool m_inData = false;
};

inline transport::Account account(const QTcpServer &server, domain::SignIn signIn = domain::SignIn::None)
{
    transport::Account out;
    out.mailbox.address = u"ir@corp.example"_qs;
    out.mailbox.inbound.username = u"inbound-user"_qs;
    out.mailbox.outbound.host = u"127.0.0.1"_qs;
    out.mailbox.outbound.port = server.serverPort();
    out.mailbox.outbound.security = domain::Security::None;
    out.mailbox.outbound.signIn = signIn;
    out.inboundSecret = Secret("in-pw");
    out.outboundSecret = Secret("out-pw");
    return out;
}

inline transport::Submission submission(const QStringList &recipients = {u"bu@corp.example"_qs},
                                        const QByteArray &raw = "Subject: x\r\n\r\nhi\r\n")
{
    return {u"ir@corp.example"_qs, recipients, raw};
}

inline std::optional<Result<transport::SendReceipt>> resultOf(const Future<transport::SendReceipt> &future)
{
    return future.isFinished() && future.resultCount() > 0 ? std::optional(future.result()) : std::nullopt;
}

/// What a server presents.
inline QSslConfiguration tlsOf(const CertificateFiles &files)
{
    QFile key(files.key);
    const bool opened = key.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    QSslConfiguration out = QSslConfiguration::defaultConfiguration();
    out.setLocalCertificateChain(QSslCertificate::fromPath(files.certificate));
    out.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
    out.setPeerVerifyMode(QSslSocket::VerifyNone);
    return out;
}

/// What a check of the account comes to; nullopt: nothing, in 20 seconds.
inline std::optional<Result<void>> checked(const transport::Account &account, transport::SmtpTimeouts timeouts = {})
{
    transport::SmtpSink sink(account, timeouts);
    const Future<void> future = sink.check({});
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000) || future.resultCount() == 0)
        return std::nullopt;
    return future.result();
}
/// What sending comes to, likewise.
inline std::optional<Result<transport::SendReceipt>> sent(const transport::Account &account,
                                                          const transport::Submission &mail = submission(),
                                                          transport::SmtpTimeouts timeouts = {})
{
    transport::SmtpSink sink(account, timeouts);
    const Future<transport::SendReceipt> future = sink.send(mail, {});
    // A loop of its own: QTest's waiting sleeps between events, which adds up over hundreds of dialogues.
    QEventLoop loop;
    QFutureWatcher<Result<transport::SendReceipt>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    return resultOf(future);
}

} // namespace liaison::test
