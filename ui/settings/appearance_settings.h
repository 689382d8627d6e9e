#pragma once

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace liaison::ui {

/// Colours, size of letters, room between rows.
class AppearanceSettings : public QWidget {
    Q_OBJECT
public:
    explicit AppearanceSettings(QWidget *parent = nullptr);

private:
    void showPreferences();

    QComboBox *m_colours;
    QSpinBox *m_text;
    QComboBox *m_rows;
};

/// Which language the window speaks from the next start on.
class LanguageSettings : public QWidget {
    Q_OBJECT
public:
    explicit LanguageSettings(QWidget *parent = nullptr);

private:
    void showPreferences();

    QComboBox *m_language;
};

} // namespace liaison::ui
