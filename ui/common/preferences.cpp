#include "ui/common/preferences.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace liaison::ui {

namespace {

const QString appearanceKey = QStringLiteral("window/appearance");
const QString textKey = QStringLiteral("window/textPercent");
const QString compactKey = QStringLiteral("window/compact");
const QString languageKey = QStringLiteral("window/language"); // app/translations reads it, too
const QString plainKey = QStringLiteral("mails/plainText");
const QString alertsKey = QStringLiteral("alerts/newMail");
const QString undoKey = QStringLiteral("sending/undoSeconds");
const QString keysGroup = QStringLiteral("keys");

/// The number that `key` has, where it is one from `least` to `most`.
int numberIn(const QSettings &settings, const QString &key, int least, int most, int usual)
{
    bool isNumber = false;
    const int number = settings.value(key).toInt(&isNumber);
    return isNumber && number >= least && number <= most ? number : usual;
}

bool flagIn(const QSettings &settings, const QString &key, bool usual)
{
    const QString other = usual ? QStringLiteral("false") : QStringLiteral("true");
    return settings.value(key).toString() == other ? !usual : usual;
}

} // namespace

Preferences::Preferences(QObject *parent) : QObject(parent) { }

Preferences *Preferences::instance()
{
    static QPointer<Preferences> preferences;
    if (!preferences)
        preferences = new Preferences(qApp);
    return preferences;
}

void Preferences::keepIn(QSettings *settings)
{
    constexpr int longestUndo = 30;
    m_settings = settings;
    m_appearance
        = static_cast<Appearance>(numberIn(*settings, appearanceKey, static_cast<int>(Appearance::System),
                                           static_cast<int>(Appearance::Dark), static_cast<int>(Appearance::System)));
    m_textPercent = numberIn(*settings, textKey, leastTextPercent, mostTextPercent, 100);
    m_compact = flagIn(*settings, compactKey, false);
    m_language = settings->value(languageKey).toString();
    m_plainText = flagIn(*settings, plainKey, false);
    m_alerts = flagIn(*settings, alertsKey, true);
    m_undoSeconds = numberIn(*settings, undoKey, 0, longestUndo, usualUndoSeconds);
    m_keys.clear();
    settings->beginGroup(keysGroup);
    const QStringList commands = settings->childKeys();
    for (const QString &command : commands) {
        const QVariant keys = settings->value(command);
        if (keys.typeId() == QMetaType::QString)
            m_keys.insert(command, keys.toString());
    }
    settings->endGroup();
    Q_EMIT changed();
}

template <class T> void Preferences::set(T *kept, const T &wanted, const QString &key)
{
    if (*kept == wanted)
        return;
    *kept = wanted;
    if (m_settings)
        m_settings->setValue(key, QVariant(wanted));
    Q_EMIT changed();
}

void Preferences::setAppearance(Appearance appearance)
{
    int kept = static_cast<int>(m_appearance);
    m_appearance = appearance;
    set(&kept, static_cast<int>(appearance), appearanceKey);
}

void Preferences::setTextPercent(int percent)
{
    set(&m_textPercent, std::clamp(percent, leastTextPercent, mostTextPercent), textKey);
}

void Preferences::setCompact(bool compact)
{
    set(&m_compact, compact, compactKey);
}

void Preferences::setLanguage(const QString &language)
{
    set(&m_language, language, languageKey);
}

void Preferences::setShowsPlainText(bool plain)
{
    set(&m_plainText, plain, plainKey);
}

void Preferences::setAlertsOfMail(bool alerts)
{
    set(&m_alerts, alerts, alertsKey);
}

void Preferences::setUndoSeconds(int seconds)
{
    set(&m_undoSeconds, seconds, undoKey);
}

std::optional<QString> Preferences::keysOf(const QString &command) const
{
    const auto kept = m_keys.constFind(command);
    return kept == m_keys.cend() ? std::nullopt : std::optional(*kept);
}

void Preferences::setKeysOf(const QString &command, const std::optional<QString> &keys)
{
    if (keysOf(command) == keys)
        return;
    const QString key = keysGroup + QLatin1Char('/') + command;
    if (keys)
        m_keys.insert(command, *keys);
    else
        m_keys.remove(command);
    if (m_settings && keys)
        m_settings->setValue(key, *keys);
    else if (m_settings)
        m_settings->remove(key);
    Q_EMIT changed();
}

} // namespace liaison::ui
