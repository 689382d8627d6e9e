#include "ui/admin/settings_faults.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace liaison::ui {

namespace {

/// What core/desk says of a settings file, with its places for values.
constexpr const char *sentences[] = {
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a text"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is longer than %1 characters"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "holds a control character"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a list"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "has more than %1 entries"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is none of: %1"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is no whole number from %1 to %2"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is neither true nor false"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a UUID"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a time such as 2026-11-20T00:00:00Z"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not an object"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not kept in settings; use “liaison secret set”"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a key of this format"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a SHA-256 digest of 64 hexadecimal digits"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is missing"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is malformed"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "names no PEM file of certificates of at most 1 MiB"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is no GUID"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is neither a GUID nor a domain"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is no https address of a sign-in provider"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is out of range"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults",
                      "would get the password in clear text; that is done on this machine alone"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "names a file that cannot be read"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is nothing that this protocol has"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is of no use: %1 cannot sign in as this inbound side does"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is there twice"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not “liaison-settings”"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is %1, newer than the %2 this program reads"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is larger than 4 MiB"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a JSON object"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not JSON: %1 at byte %2"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is too long"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "has too many entries"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a mail address"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a mail domain"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a phone number"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is no word"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "has no text"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "is not a language such as de or pt-BR"),
    QT_TRANSLATE_NOOP("liaison::ui::SettingsFaults", "has %1, which is no variable"),
};

/// The sentence as a pattern that takes the values out again.
QRegularExpression patternOf(const char *sentence)
{
    QString pattern = QRegularExpression::escape(QString::fromUtf8(sentence));
    for (const char *place : {"%1", "%2"})
        pattern.replace(QRegularExpression::escape(QString::fromLatin1(place)), QStringLiteral("(.*)"));
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                              QRegularExpression::DotMatchesEverythingOption);
}

} // namespace

QString faultText(const desk::SettingsFault &fault)
{
    for (const char *sentence : sentences) {
        const QRegularExpressionMatch match = patternOf(sentence).match(fault.problem);
        if (!match.hasMatch())
            continue;
        const QString text = QCoreApplication::translate("liaison::ui::SettingsFaults", sentence);
        switch (match.lastCapturedIndex()) {
        case 2:
            return text.arg(match.captured(1), match.captured(2));
        case 1:
            return text.arg(match.captured(1));
        default:
            return text;
        }
    }
    return fault.problem;
}

} // namespace liaison::ui
