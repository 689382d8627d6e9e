#include "ui/common/theme.h"

#include "ui/common/letters.h"
#include "ui/common/style.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace liaison::ui {

namespace {

struct Colors {
    QRgb window, base, alternate, text, disabled, placeholder, button, line, highlight, highlightedText, link, tip;
};

QPalette paletteOf(const Colors &c)
{
    QPalette p;
    p.setColor(QPalette::Window, QColor(c.window));
    p.setColor(QPalette::WindowText, QColor(c.text));
    p.setColor(QPalette::Base, QColor(c.base));
    p.setColor(QPalette::AlternateBase, QColor(c.alternate));
    p.setColor(QPalette::Text, QColor(c.text));
    p.setColor(QPalette::Button, QColor(c.button));
    p.setColor(QPalette::ButtonText, QColor(c.text));
    p.setColor(QPalette::BrightText, QColor(c.highlightedText));
    p.setColor(QPalette::PlaceholderText, QColor(c.placeholder));
    p.setColor(QPalette::Highlight, QColor(c.highlight));
    p.setColor(QPalette::HighlightedText, QColor(c.highlightedText));
    p.setColor(QPalette::Link, QColor(c.link));
    p.setColor(QPalette::LinkVisited, QColor(c.link));
    p.setColor(QPalette::ToolTipBase, QColor(c.tip));
    p.setColor(QPalette::ToolTipText, QColor(c.text));
    p.setColor(QPalette::Light, QColor(c.button).lighter(108));
    p.setColor(QPalette::Midlight, QColor(c.button).lighter(104));
    p.setColor(QPalette::Mid, QColor(c.line));
    p.setColor(QPalette::Dark, QColor(c.line).darker(120));
    p.setColor(QPalette::Shadow, QColor(c.line).darker(180));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, QColor(c.disabled));
    p.setColor(QPalette::Disabled, QPalette::Highlight, QColor(c.line));
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor(c.text));
    return p;
}

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

const QString &portalService()
{
    static const QString name = QStringLiteral("org.freedesktop.portal.Desktop");
    return name;
}
const QString &portalPath()
{
    static const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
    return path;
}
const QString &portalInterface()
{
    static const QString name = QStringLiteral("org.freedesktop.portal.Settings");
    return name;
}
const QString &appearanceGroup()
{
    static const QString name = QStringLiteral("org.freedesktop.appearance");
    return name;
}
const QString &schemeKey()
{
    static const QString name = QStringLiteral("color-scheme");
    return name;
}

/// The portal wraps its answer in one variant or in two, depending on its version.
bool prefersDark(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt() == 1;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf({0xfff3f4f7, 0xffffffff, 0xfff7f8fa, 0xff16181d, 0xff7b818c, 0xff62676f, 0xfffafbfc, 0xffcdd2da,
                      0xff164fa8, 0xffffffff, 0xff124a9e, 0xffffffff});
}

QPalette darkPalette()
{
    return paletteOf({0xff1d2026, 0xff15171c, 0xff1a1d22, 0xffe9ecf1, 0xff7d8591, 0xff959da9, 0xff2a2e36, 0xff3a404a,
                      0xff1f4f99, 0xffffffff, 0xff8fbcff, 0xff2a2e36});
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Window)) < luminance(palette.color(QPalette::WindowText));
}

QColor toneColor(const QPalette &palette, Tone tone)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Muted:
        return QColor(dark ? 0xffb3bac5 : 0xff474c55);
    case Tone::Accent:
        return QColor(dark ? 0xff8fbcff : 0xff124a9e);
    case Tone::Good:
        return QColor(dark ? 0xff74d69a : 0xff0a5a2b);
    case Tone::Warning:
        return QColor(dark ? 0xfff2b866 : 0xff6f4300);
    case Tone::Danger:
        return QColor(dark ? 0xffff9d96 : 0xff9a1016);
    case Tone::Sent:
        return QColor(dark ? 0xff6fa8ff : 0xff1d5fc4);
    case Tone::Received:
        return QColor(dark ? 0xfff2a654 : 0xffb45309);
    }
    return palette.color(QPalette::WindowText);
}

QColor toneGround(const QPalette &palette, Tone tone)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Accent:
    case Tone::Sent:
        return QColor(dark ? 0xff1d2c45 : 0xffe6effc);
    case Tone::Good:
        return QColor(dark ? 0xff183326 : 0xffe2f4e9);
    case Tone::Warning:
    case Tone::Received:
        return QColor(dark ? 0xff3a2d16 : 0xfffdf0d9);
    case Tone::Danger:
        return QColor(dark ? 0xff42201f : 0xfffce8e7);
    case Tone::Muted:
        break;
    }
    return QColor(dark ? 0xff262a31 : 0xffe9ebef);
}

QColor lineColor(const QPalette &palette)
{
    return palette.color(QPalette::Mid);
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Theme::Theme(QObject *parent) : QObject(parent), m_letters(QApplication::font())
{
    m_systemDark = isDark(QApplication::palette());
    QApplication::setStyle(new Style); // owned by the application
    apply();
    askPortal();
}

void Theme::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    apply();
}

void Theme::setTextPercent(int percent)
{
    if (std::exchange(m_textPercent, percent) == percent)
        return;
    QFont letters = m_letters;
    if (letters.pointSizeF() > 0)
        letters.setPointSizeF(letters.pointSizeF() * percent / 100);
    else
        letters.setPixelSize(std::max(1, letters.pixelSize() * percent / 100));
    QApplication::setFont(letters);
    // Widgets are told by an event that is on its way now: this one comes after it.
    QMetaObject::invokeMethod(Letters::instance(), &Letters::changed, Qt::QueuedConnection);
}

void Theme::setCompact(bool compact)
{
    if (std::exchange(m_compact, compact) == compact)
        return;
    QApplication::setStyle(new Style(compact)); // owned by the application
    apply();
}

void Theme::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(portalService(), portalPath(), portalInterface(), QStringLiteral("SettingChanged"), this,
                SLOT(onPortalSetting(QString, QString, QDBusVariant)));
    QDBusMessage call
        = QDBusMessage::createMethodCall(portalService(), portalPath(), portalInterface(), QStringLiteral("Read"));
    call << appearanceGroup() << schemeKey();
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isError())
            return; // no portal: the palette the platform gave us decides
        m_systemDark = prefersDark(reply.value().variant());
        apply();
    });
}

void Theme::onPortalSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group != appearanceGroup() || key != schemeKey())
        return;
    m_systemDark = prefersDark(value.variant());
    apply();
}

void Theme::apply()
{
    const bool dark = m_appearance == Appearance::Dark || (m_appearance == Appearance::System && m_systemDark);
    const QPalette palette = dark ? darkPalette() : lightPalette();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

} // namespace liaison::ui
