#pragma once

#include "ui/common/theme.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>

#include <optional>

class QSettings;

namespace liaison::ui {

/// What a person has set for the window on this computer, kept in the profile: matters of taste, never of the team.
/// There is one for the program. What stands in the file and makes no sense counts as not set.
class Preferences : public QObject {
    Q_OBJECT
public:
    static Preferences *instance();

    /// Reads what `settings` has and keeps changes there, as long as it lives; before that they last until the end.
    void keepIn(QSettings *settings);

    static constexpr int leastTextPercent = 80;
    static constexpr int mostTextPercent = 200;
    static constexpr int usualUndoSeconds = 10;

    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);
    /// How large letters are, in percent of the system's.
    [[nodiscard]] int textPercent() const { return m_textPercent; }
    void setTextPercent(int percent);
    /// Lists with less room between their rows.
    [[nodiscard]] bool isCompact() const { return m_compact; }
    void setCompact(bool compact);
    /// "de"; empty: as the system has it. From the next start on.
    [[nodiscard]] QString language() const { return m_language; }
    void setLanguage(const QString &language);
    /// Mails are shown without their layout.
    [[nodiscard]] bool showsPlainText() const { return m_plainText; }
    void setShowsPlainText(bool plain);
    /// The desktop is told of new mail while the window is not in front.
    [[nodiscard]] bool alertsOfMail() const { return m_alerts; }
    void setAlertsOfMail(bool alerts);
    /// How long sending can be undone; 0: not at all.
    [[nodiscard]] int undoSeconds() const { return m_undoSeconds; }
    void setUndoSeconds(int seconds);
    /// The keys of a command ("reply"), as QKeySequence::PortableText; empty: none, nullopt: the usual ones.
    [[nodiscard]] std::optional<QString> keysOf(const QString &command) const;
    void setKeysOf(const QString &command, const std::optional<QString> &keys);

Q_SIGNALS:
    void changed();

private:
    explicit Preferences(QObject *parent);
    template <class T> void set(T *kept, const T &wanted, const QString &key);

    QPointer<QSettings> m_settings;
    Appearance m_appearance = Appearance::System;
    int m_textPercent = 100;
    bool m_compact = false;
    QString m_language;
    bool m_plainText = false;
    bool m_alerts = true;
    int m_undoSeconds = usualUndoSeconds;
    QHash<QString, QString> m_keys;
};

} // namespace liaison::ui
