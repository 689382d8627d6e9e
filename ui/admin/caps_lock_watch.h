#pragma once

#include <QObject>

class QKeyEvent;
class QLineEdit;

namespace liaison::ui {

/// Tells by what is typed into a field whether Caps Lock seems to be on, which no system tells Qt: a capital letter
/// without Shift, or a small one with it. A letter that is as it should be ends that, and so do the key itself and
/// leaving the field. Other letters than those of two cases, shortcuts and capitals by Shift say nothing: on some
/// keyboards Shift takes Caps Lock back, on others it does not.
class CapsLockWatch : public QObject {
    Q_OBJECT
public:
    explicit CapsLockWatch(QLineEdit *line);
    [[nodiscard]] bool isOn() const { return m_on; }

Q_SIGNALS:
    void changed(bool on);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void hear(const QKeyEvent &key);
    void set(bool on);

    QLineEdit *m_line;
    bool m_on = false;
};

} // namespace liaison::ui
