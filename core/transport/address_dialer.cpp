#include "core/transport/address_dialer.h"

#include "core/transport/proxies.h"

#include <QHostInfo>
#include <QSslSocket>

#include <algorithm>

namespace liaison::transport {

QList<QHostAddress> inTurns(const QList<QHostAddress> &addresses)
{
    if (addresses.isEmpty())
        return {};
    QList<QHostAddress> first;
    QList<QHostAddress> second;
    const auto family = addresses.constFirst().protocol();
    for (const QHostAddress &address : addresses) {
        QList<QHostAddress> &same = address.protocol() == family ? first : second;
        if (!same.contains(address))
            same << address;
    }
    QList<QHostAddress> turns;
    for (qsizetype i = 0; i < std::max(first.size(), second.size()); ++i)
        turns << first.mid(i, 1) << second.mid(i, 1);
    return turns;
}

AddressDialer::AddressDialer(QSslSocket *socket, QObject *parent) : QObject(parent), m_socket(socket)
{
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        m_socket->abort();
        Q_EMIT passedOver(m_now);
        next();
    });
}

void AddressDialer::dial(Target target)
{
    m_target = std::move(target);
    const QNetworkProxy proxy = proxyTo(m_target.host, m_target.port, m_target.proxy);
    m_socket->setProxy(proxy);
    if (m_target.addresses.isEmpty() && proxy.type() != QNetworkProxy::NoProxy) {
        connect(m_socket, &QSslSocket::hostFound, this, &AddressDialer::resolved);
        return connectTo(m_target.host);
    }
    m_socket->setProxy(QNetworkProxy::NoProxy);
    const QHostAddress literal(m_target.host);
    if (!literal.isNull())
        m_target.addresses = {literal};
    if (m_target.addresses.isEmpty()) {
        m_lookup = QHostInfo::lookupHost(m_target.host, this, &AddressDialer::take);
        return;
    }
    QHostInfo known;
    known.setAddresses(m_target.addresses);
    // Queued, so that dial() never answers before it returned.
    QMetaObject::invokeMethod(
        this, [this, known] { take(known); }, Qt::QueuedConnection);
}

void AddressDialer::take(const QHostInfo &found)
{
    if (m_target.host.isEmpty()) // stopped meanwhile
        return;
    m_lookup = -1;
    m_left = inTurns(found.addresses());
    if (m_left.isEmpty())
        return Q_EMIT unresolved(found.errorString());
    Q_EMIT resolved();
    next();
}

void AddressDialer::next()
{
    if (m_left.isEmpty())
        return;
    m_now = m_left.takeFirst();
    if (!m_left.isEmpty())
        m_timeout.start(m_target.addressTimeoutMs);
    connectTo(m_now.toString());
}

void AddressDialer::connectTo(const QString &where)
{
    m_socket->setPeerVerifyName(m_target.host); // also for a TLS that begins later: the certificate is the host's
    if (m_target.tls)
        m_socket->connectToHostEncrypted(where, m_target.port, m_target.host);
    else
        m_socket->connectToHost(where, m_target.port);
}

bool AddressDialer::triesNext()
{
    m_timeout.stop();
    if (m_left.isEmpty())
        return false;
    Q_EMIT passedOver(m_now);
    // Queued: the socket is still telling of the failure.
    QMetaObject::invokeMethod(this, &AddressDialer::next, Qt::QueuedConnection);
    return true;
}

void AddressDialer::stop()
{
    m_timeout.stop();
    m_left.clear();
    m_target.host.clear();
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
}

} // namespace liaison::transport
