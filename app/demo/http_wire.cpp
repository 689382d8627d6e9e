#include "app/demo/http_wire.h"

#include <QDateTime>
#include <QLocale>

namespace liaison::demo {

namespace {

QByteArray httpDate(qint64 aheadMs)
{
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc().addMSecs(aheadMs), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
        .toLatin1();
}

} // namespace

HttpWire::HttpWire(QObject *parent) : Wire(parent)
{
    m_drip.setSingleShot(true);
    connect(&m_drip, &QTimer::timeout, this, &HttpWire::drip);
}

void HttpWire::receive(const QByteArray &bytes)
{
    if (m_ended)
        return;
    m_reader.feed(bytes);
    next();
}

void HttpWire::next()
{
    if (m_inHand || m_ended)
        return;
    const auto request = m_reader.take();
    if (m_reader.refusal() != 0) {
        m_inHand = true;
        m_keepAlive = false;
        m_headAlone = false;
        return answer(m_reader.refusal(), {}, {});
    }
    if (!request) {
        if (m_reader.takeExpectation())
            Q_EMIT say("HTTP/1.1 100 Continue\r\n\r\n");
        return;
    }
    m_inHand = true;
    m_keepAlive = request->keepAlive;
    m_headAlone = request->method == "HEAD";
    m_harm = {};
    m_said = 0;
    onRequest(*request);
}

void HttpWire::begin(int status, HttpFields fields)
{
    m_answering = true;
    m_complete = false;
    fields.emplaceBack("Date", httpDate(clockAheadMs()));
    if (!m_keepAlive)
        fields.emplaceBack("Connection", "close");
    QByteArray head = "HTTP/1.1 " + httpStatusLine(status) + "\r\n";
    for (const auto &field : std::as_const(fields))
        head += field.first + ": " + field.second + "\r\n";
    put(head + "\r\n");
}

void HttpWire::answer(int status, const HttpFields &fields, const QByteArray &body)
{
    const bool bodiless = status == 204; // RFC 9110 section 8.6: it has no length either
    begin(status, bodiless ? fields : fields + HttpFields{{"Content-Length", QByteArray::number(body.size())}});
    if (!m_headAlone)
        put(body);
    finish();
}

void HttpWire::beginChunks(int status, const HttpFields &fields)
{
    begin(status, fields + HttpFields{{"Transfer-Encoding", "chunked"}});
}

void HttpWire::chunk(const QByteArray &bytes)
{
    if (!bytes.isEmpty() && !m_headAlone)
        put(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

void HttpWire::endChunks()
{
    if (!m_headAlone)
        put("0\r\n\r\n");
    finish();
}

void HttpWire::put(const QByteArray &bytes)
{
    if (m_ended)
        return;
    if (m_harm.dripBytes <= 0)
        return send(bytes);
    m_waiting += bytes;
    if (!m_drip.isActive())
        drip();
}

void HttpWire::send(const QByteArray &bytes)
{
    const bool cut = m_harm.cutAt >= 0 && m_said + bytes.size() > m_harm.cutAt;
    const QByteArray said = cut ? bytes.left(m_harm.cutAt - m_said) : bytes;
    m_said += said.size();
    if (!said.isEmpty())
        Q_EMIT say(said);
    if (!cut)
        return;
    onCut();
    hangUp();
}

void HttpWire::hangUp()
{
    m_ended = true;
    m_waiting.clear();
    m_drip.stop();
    Q_EMIT leave();
}

void HttpWire::drip()
{
    if (m_ended)
        return;
    const QByteArray piece = m_waiting.left(m_harm.dripBytes);
    m_waiting.remove(0, piece.size());
    send(piece);
    if (m_ended)
        return;
    if (!m_waiting.isEmpty())
        m_drip.start(m_harm.dripMs);
    else if (m_complete)
        finish();
}

void HttpWire::finish()
{
    m_complete = true;
    if (!m_waiting.isEmpty())
        return;
    if (m_inHand)
        onAnswered();
    if (m_ended)
        return;
    m_answering = m_inHand = false;
    if (!m_keepAlive) {
        m_ended = true;
        Q_EMIT leave();
        return;
    }
    // From the event loop: many requests that came at once must not pile up on the stack.
    QMetaObject::invokeMethod(this, &HttpWire::next, Qt::QueuedConnection);
}

} // namespace liaison::demo
