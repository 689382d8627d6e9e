#include "app/demo/smtp_wire.h"

#include <QDateTime>
#include <QUuid>

namespace liaison::demo {

namespace {

constexpr qsizetype largestMail = 32 * 1024 * 1024;
constexpr qsizetype longestLine = 12'288; // AUTH lines are the longest, RFC 4954 section 4

/// The address of "FROM:<a@b> SIZE=…"; nullopt where it is none.
std::optional<QString> pathOf(const QByteArray &argument, const QByteArray &word)
{
    if (!argument.toUpper().startsWith(word))
        return std::nullopt;
    const QByteArray rest = argument.mid(word.size()).trimmed();
    const qsizetype end = rest.indexOf('>');
    if (!rest.startsWith('<') || end < 0)
        return std::nullopt;
    return QString::fromUtf8(rest.mid(1, end - 1));
}

} // namespace

SmtpWire::SmtpWire(PostOffice *post, QObject *parent) : Wire(parent), m_post(post) { }

void SmtpWire::greet()
{
    reply("220 mail.nordhafen.example ESMTP Liaison demo server; nothing leaves this machine");
}

void SmtpWire::receive(const QByteArray &bytes)
{
    m_buffer += bytes;
    for (;;) {
        if (m_expect == Expect::Data) {
            if (!takeData())
                return;
            continue;
        }
        if (m_expect == Expect::Chunk) {
            if (!takeChunk())
                return;
            continue;
        }
        const qsizetype end = m_buffer.indexOf("\r\n");
        if (end < 0) {
            if (m_buffer.size() > longestLine) {
                reply("500 5.5.6 Line too long");
                Q_EMIT leave();
            }
            return;
        }
        const QByteArray line = m_buffer.left(end);
        m_buffer.remove(0, end + 2);
        if (m_expect == Expect::Password)
            credentials(line);
        else
            command(line);
    }
}

void SmtpWire::command(const QByteArray &line)
{
    const qsizetype space = line.indexOf(' ');
    const QByteArray verb = (space < 0 ? line : line.left(space)).toUpper();
    const QByteArray argument = space < 0 ? QByteArray() : line.mid(space + 1).trimmed();
    if (verb == "EHLO" || verb == "HELO")
        return hello(verb, argument);
    if (verb == "NOOP")
        return reply("250 2.0.0 Ok");
    if (verb == "QUIT") {
        reply("221 2.0.0 Goodbye");
        Q_EMIT leave();
        return;
    }
    if (verb == "RSET") {
        forget();
        return reply("250 2.0.0 Ok");
    }
    if (verb == "VRFY")
        return reply("252 2.1.5 Send some mail, it will be accepted");
    if (verb == "AUTH")
        return authenticate(argument);
    const bool transaction = verb == "MAIL" || verb == "RCPT" || verb == "DATA" || verb == "BDAT";
    if (!transaction)
        return reply("500 5.5.2 Command not known");
    if (verb == "BDAT" && (!m_signedIn || m_mail.recipients.isEmpty())) {
        // Its bytes follow all the same (RFC 3030 section 2): they are read, and thrown away.
        beginChunk(argument);
        return;
    }
    if (!m_signedIn)
        return reply("530 5.7.0 Sign in first");
    if (verb == "MAIL")
        return mailFrom(argument);
    if (verb == "RCPT")
        return rcptTo(argument);
    if (verb == "DATA")
        return beginData();
    beginChunk(argument);
}

void SmtpWire::hello(const QByteArray &verb, const QByteArray &argument)
{
    if (argument.isEmpty())
        return reply("501 5.5.4 Who is it?");
    forget();
    m_greeted = true;
    if (verb == "HELO")
        return reply("250 mail.nordhafen.example");
    QByteArray answer = "250-mail.nordhafen.example\r\n";
    for (const char *word : {"PIPELINING", "8BITMIME", "CHUNKING", "DSN", "ENHANCEDSTATUSCODES", "AUTH PLAIN"})
        answer += QByteArray("250-") + word + "\r\n";
    reply(answer + "250 SIZE " + QByteArray::number(largestMail));
}

void SmtpWire::authenticate(const QByteArray &argument)
{
    if (!m_greeted || m_signedIn)
        return reply("503 5.5.1 Not now");
    if (!argument.toUpper().startsWith("PLAIN"))
        return reply("504 5.5.4 AUTH PLAIN only");
    const QByteArray initial = argument.mid(5).trimmed();
    if (!initial.isEmpty())
        return credentials(initial);
    m_expect = Expect::Password;
    reply("334 ");
}

void SmtpWire::credentials(const QByteArray &base64)
{
    m_expect = Expect::Command;
    if (base64 == "*")
        return reply("501 5.7.0 Cancelled");
    const QList<QByteArray> parts = QByteArray::fromBase64(base64).split('\0');
    m_signedIn = parts.size() == 3 && m_post->signIn(QString::fromUtf8(parts.at(1)), QString::fromUtf8(parts.at(2)));
    reply(m_signedIn ? "235 2.7.0 Welcome" : "535 5.7.8 User name or password is wrong");
}

void SmtpWire::mailFrom(const QByteArray &argument)
{
    const auto path = pathOf(argument, "FROM:");
    if (m_hasSender)
        return reply("503 5.5.1 One mail at a time");
    if (!path)
        return reply("501 5.5.4 MAIL FROM:<address>");
    const qsizetype size = argument.toUpper().indexOf(" SIZE=");
    if (size >= 0 && argument.mid(size + 6).split(' ').first().toLongLong() > largestMail)
        return reply("552 5.3.4 Too large");
    m_mail.sender = *path;
    m_hasSender = true;
    reply("250 2.1.0 Ok");
}

void SmtpWire::rcptTo(const QByteArray &argument)
{
    if (!m_hasSender)
        return reply("503 5.5.1 MAIL first");
    const auto path = pathOf(argument, "TO:");
    if (!path || path->isEmpty())
        return reply("501 5.1.3 RCPT TO:<address>");
    m_mail.recipients.append(*path);
    reply("250 2.1.5 Ok");
}

void SmtpWire::beginData()
{
    if (m_mail.recipients.isEmpty())
        return reply("503 5.5.1 RCPT first");
    m_expect = Expect::Data;
    reply("354 Go ahead, end with a dot");
}

bool SmtpWire::takeData()
{
    const bool empty = m_buffer.startsWith(".\r\n");
    const qsizetype end = empty ? 0 : m_buffer.indexOf("\r\n.\r\n");
    if (end < 0) {
        if (m_buffer.size() > largestMail) {
            reply("552 5.3.4 Too large");
            Q_EMIT leave();
        }
        return false;
    }
    QByteArray data = empty ? QByteArray() : m_buffer.left(end + 2);
    m_buffer.remove(0, empty ? 3 : end + 5);
    if (data.startsWith('.'))
        data.remove(0, 1);
    m_mail.raw = data.replace("\r\n.", "\r\n"); // RFC 5321 section 4.5.2
    m_expect = Expect::Command;
    accept();
    return true;
}

void SmtpWire::beginChunk(const QByteArray &argument)
{
    const QList<QByteArray> words = argument.split(' ');
    bool isNumber = false;
    m_chunk = words.first().toLongLong(&isNumber);
    if (!isNumber || m_chunk < 0 || m_chunk > largestMail) {
        reply("501 5.5.4 BDAT size");
        Q_EMIT leave(); // how many bytes follow is not known
        return;
    }
    m_lastChunk = words.size() > 1 && words.at(1).toUpper() == "LAST";
    m_expect = Expect::Chunk;
}

bool SmtpWire::takeChunk()
{
    if (m_buffer.size() < m_chunk)
        return false;
    m_expect = Expect::Command;
    const QByteArray chunk = m_buffer.left(m_chunk);
    m_buffer.remove(0, m_chunk);
    if (!m_signedIn || m_mail.recipients.isEmpty()) {
        reply(m_signedIn ? "503 5.5.1 RCPT first" : "530 5.7.0 Sign in first");
        return true;
    }
    m_mail.raw += chunk;
    if (m_mail.raw.size() > largestMail) {
        forget();
        reply("552 5.3.4 Too large");
    } else if (m_lastChunk) {
        accept();
    } else {
        reply("250 2.0.0 " + QByteArray::number(chunk.size()) + " octets");
    }
    return true;
}

void SmtpWire::accept()
{
    m_mail.at = QDateTime::currentMSecsSinceEpoch();
    m_post->handIn(m_mail);
    forget();
    reply("250 2.0.0 Ok: queued as " + QUuid::createUuid().toByteArray(QUuid::Id128).left(12).toUpper());
}

void SmtpWire::forget()
{
    m_mail = {};
    m_hasSender = false;
}

} // namespace liaison::demo
