#pragma once

#include "core/domain/proxy.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace liaison::ui {

/// How a mailbox's servers are reached: as the system is set, directly, or through a proxy that is named here.
class ProxyFields : public QWidget {
    Q_OBJECT
public:
    explicit ProxyFields(QWidget *parent = nullptr);

    void show(const domain::ProxySettings &proxy);
    [[nodiscard]] domain::ProxySettings proxy() const;
    void setEditable(bool editable);
    /// The host, for the sentence about what is wrong with it, and for the focus.
    [[nodiscard]] QLineEdit *hostField() const { return m_host; }

Q_SIGNALS:
    /// By a person; not by show().
    void edited();

private:
    void updateVisible();

    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
};

} // namespace liaison::ui
