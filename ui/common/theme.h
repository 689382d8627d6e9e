#pragma once

#include <QColor>
#include <QDBusVariant>
#include <QFont>
#include <QObject>
#include <QPalette>

namespace liaison::ui {

/// Light or dark, or as the desktop wants it.
enum class Appearance { System, Light, Dark };

/// Our palettes for Fusion. Text has a contrast of at least 7:1 and placeholder text of at least 4.5:1 against
/// what it stands on, selection included.
QPalette lightPalette();
QPalette darkPalette();

/// Whether `palette` is light text on a dark ground.
bool isDark(const QPalette &palette);

/// Colours that mean something; always used together with a word or an icon, never alone.
enum class Tone {
    Muted,   ///< secondary text, still 7:1
    Accent,  ///< new, selected, links
    Good,    ///< answered, running
    Warning, ///< waiting long, blocked content
    Danger,  ///< failed, overdue
    Sent,    ///< charts: what we wrote
    Received ///< charts: what came in
};
/// The tone as text or line on `palette`'s window and base colours.
QColor toneColor(const QPalette &palette, Tone tone);
/// A faint ground in that tone, on which ordinary text keeps its contrast.
QColor toneGround(const QPalette &palette, Tone tone);
/// Hairlines between panes and around cards.
QColor lineColor(const QPalette &palette);

/// The relative contrast of WCAG 2.1, from 1 to 21.
double contrast(const QColor &a, const QColor &b);

/// Sets the application's style and palette and follows the desktop's preference (XDG portal,
/// org.freedesktop.appearance color-scheme) while the choice is System. The portal is asked without waiting.
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);
    /// Letters in percent of what the system has, at once; Letters tells of it.
    void setTextPercent(int percent);
    /// Rows of lists with less room.
    void setCompact(bool compact);

private:
    void askPortal();
    void apply();

    Appearance m_appearance = Appearance::System;
    bool m_systemDark = false;
    QFont m_letters; ///< the system's
    int m_textPercent = 100;
    bool m_compact = false;

private Q_SLOTS:
    void onPortalSetting(const QString &group, const QString &key, const QDBusVariant &value);
};

} // namespace liaison::ui
