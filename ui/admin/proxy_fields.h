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

Q_SIGNALS:
    /// By a person; not by show().
    void edited();

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    void updateVisible();

    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
};

} // namespace liaison::ui
