#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace liaison::ui {

/// How hostile mail is shown: what a person can make stricter, and what always holds.
class SafetySettings : public QWidget {
    Q_OBJECT
public:
    explicit SafetySettings(QWidget *parent = nullptr);

private:
    QCheckBox *m_plain;
};

/// How long sending can be undone.
class SendingSettings : public QWidget {
    Q_OBJECT
public:
    explicit SendingSettings(QWidget *parent = nullptr);

private:
    void showPreferences();

    QComboBox *m_undo;
};

/// What the desktop is told.
class AlertSettings : public QWidget {
    Q_OBJECT
public:
    explicit AlertSettings(QWidget *parent = nullptr);

private:
    QCheckBox *m_mail;
};

} // namespace liaison::ui
