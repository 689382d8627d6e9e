#include "core/transport/loopback_redirect.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace liaison::transport {

namespace {

constexpr qsizetype longestRequest = 32 * 1024;
constexpr int patienceMs = 10'000; ///< for one request
constexpr int mostConnections = 16;

struct Head {
    QByteArray method;
    QByteArray target;
    QByteArray host;
};

/// The request line and Host of a request without a body; nullopt for what is not HTTP/1.
std::optional<Head> headOf(const QByteArray &request)
{
    const QList<QByteArray> lines = request.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1."))
        return std::nullopt;
    Head head{words.at(0), words.at(1), {}};
    for (const QByteArray &line : lines.mid(1))
        if (line.left(5).compare("host:", Qt::CaseInsensitive) == 0)
            head.host = line.mid(5).trimmed().toLower();
    return head;
}

} // namespace

LoopbackRedirect::LoopbackRedirect(oauth::ExpectedRedirect expected, RedirectPage page, QObject *parent)
    : QObject(parent), m_expected(std::move(expected)), m_page(std::move(page))
{
    m_promise.start();
    m_timeout.setSingleShot(true);
    m_server.setProxy(QNetworkProxy::NoProxy);
    m_server.setMaxPendingConnections(mostConnections);
    connect(&m_server, &QTcpServer::newConnection, this, &LoopbackRedirect::onConnection);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        finish(fail(ErrorKind::TimedOut, QStringLiteral("the browser did not come back from the sign-in in time")));
    });
}

LoopbackRedirect::~LoopbackRedirect()
{
    finish(fail(ErrorKind::Cancelled));
}

Result<quint16> LoopbackRedirect::listen(int timeoutMs)
{
    if (!m_server.listen(QHostAddress::LocalHost, 0))
        return fail(ErrorKind::ConnectionRefused,
                    QStringLiteral("no port on 127.0.0.1: %1").arg(m_server.errorString()));
    m_timeout.start(timeoutMs);
    return m_server.serverPort();
}

void LoopbackRedirect::onConnection()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_server.findChildren<QTcpSocket *>().size() > mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
        QTimer::singleShot(patienceMs, socket, [socket] { socket->abort(); });
    }
}

void LoopbackRedirect::onReadyRead(QTcpSocket *socket)
{
    const QByteArray request = socket->peek(longestRequest);
    if (!request.contains("\r\n\r\n") && request.size() < longestRequest)
        return; // more is to come
    const std::optional<Head> head = headOf(request);
    // A page of somebody else's whose name was made to lead here (DNS rebinding) shows by its Host.
    const QByteArray port = ':' + QByteArray::number(m_server.serverPort());
    if (!head || (head->host != "127.0.0.1" + port && head->host != "localhost" + port))
        return respond(socket, "400 Bad Request", m_page.notSignedIn);
    if (head->method != "GET")
        return respond(socket, "405 Method Not Allowed", m_page.notSignedIn);
    oauth::Answer<Secret> code = oauth::parseRedirect(head->target, m_expected);
    if (!code && code.error().problem == oauth::Problem::StateMismatch)
        return respond(socket, "404 Not Found", m_page.notSignedIn);
    respond(socket, "200 OK", code ? m_page.signedIn : m_page.notSignedIn);
    finish(std::move(code));
}

void LoopbackRedirect::respond(QTcpSocket *socket, const QByteArray &status, const QString &text)
{
    socket->disconnect(this);
    socket->readAll();
    const QByteArray body = QStringLiteral("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>%1</title></head>"
                                           "<body><p>%2</p></body></html>")
                                .arg(m_page.title.toHtmlEscaped(), text.toHtmlEscaped())
                                .toUtf8();
    socket->write("HTTP/1.1 " + status
                  + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size())
                  + "\r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
                    "X-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'\r\n\r\n"
                  + body);
    socket->disconnectFromHost();
}

/// Closes the door; the page that is being answered still is.
void LoopbackRedirect::finish(Result<oauth::Answer<Secret>> result)
{
    m_timeout.stop();
    m_server.close();
    finishWith<oauth::Answer<Secret>>(m_promise, std::move(result));
}

} // namespace liaison::transport
