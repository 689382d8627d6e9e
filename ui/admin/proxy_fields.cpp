#include "ui/admin/proxy_fields.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace liaison::ui {

using domain::ProxyKind;

namespace {
constexpr quint16 usualPort = 3'128; ///< nobody assigned one; most take Squid's
}

ProxyFields::ProxyFields(QWidget *parent)
    : QWidget(parent), m_kind(new QComboBox(this)), m_host(new QLineEdit(this)), m_port(new QSpinBox(this))
{
    m_kind->setObjectName(QStringLiteral("proxyKind"));
    m_kind->setAccessibleName(tr("Proxy"));
    m_kind->addItem(tr("As the system"), static_cast<int>(ProxyKind::System));
    m_kind->addItem(tr("None"), static_cast<int>(ProxyKind::None));
    m_kind->addItem(tr("HTTP (CONNECT)"), static_cast<int>(ProxyKind::Http));
    m_kind->addItem(tr("SOCKS 5"), static_cast<int>(ProxyKind::Socks5));
    m_kind->setToolTip(tr("For reading, sending and signing in. The proxy looks up the servers' names. This computer "
                          "itself is always reached without."));
    m_host->setObjectName(QStringLiteral("proxyHost"));
    m_host->setAccessibleName(tr("Proxy host"));
    m_host->setPlaceholderText(QStringLiteral("proxy.corp.example"));
    m_port->setObjectName(QStringLiteral("proxyPort"));
    m_port->setAccessibleName(tr("Proxy port"));
    m_port->setRange(1, 65'535);
    m_port->setValue(usualPort);
    auto *server = new QHBoxLayout;
    server->addWidget(m_host, 1);
    server->addWidget(m_port);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_kind);
    column->addLayout(server);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        updateVisible();
        Q_EMIT edited();
    });
    connect(m_host, &QLineEdit::textEdited, this, &ProxyFields::edited);
    connect(m_port, &QSpinBox::valueChanged, this, &ProxyFields::edited);
    updateVisible();
}

void ProxyFields::show(const domain::ProxySettings &proxy)
{
    const QSignalBlocker quiet(this);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(proxy.kind)));
    m_host->setText(proxy.host);
    m_port->setValue(proxy.isManual() && proxy.port > 0 ? proxy.port : usualPort);
    updateVisible();
}

domain::ProxySettings ProxyFields::proxy() const
{
    domain::ProxySettings proxy{static_cast<ProxyKind>(m_kind->currentData().toInt())};
    if (proxy.isManual()) {
        proxy.host = m_host->text().trimmed();
        proxy.port = static_cast<quint16>(m_port->value());
    }
    return proxy;
}

void ProxyFields::setEditable(bool editable)
{
    m_kind->setEnabled(editable);
    m_host->setReadOnly(!editable);
    m_port->setReadOnly(!editable);
}

/// Not a focus proxy: this comes before its fields in the tab chain, and Tab would lead back into it.
void ProxyFields::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_host->setFocus(event->reason()); // what can be wrong is there
}

void ProxyFields::updateVisible()
{
    const domain::ProxySettings shown{static_cast<ProxyKind>(m_kind->currentData().toInt())};
    m_host->setVisible(shown.isManual());
    m_port->setVisible(shown.isManual());
}

} // namespace liaison::ui
