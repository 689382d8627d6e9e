#include "core/mime/attachment_name.h"

#include "core/mime/header_text.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

namespace liaison::mime {

namespace {

constexpr qsizetype longestName = 120;
constexpr qsizetype longestExtension = 20;

/// Zero-width and other characters that are there but not seen.
bool isInvisible(QChar c)
{
    const char16_t u = c.unicode();
    return isBidiControl(c) || (u >= 0x200b && u <= 0x200d) || u == 0x2060 || u == 0xfeff || u == 0x00ad
        || c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
        || c.category() == QChar::Separator_Paragraph;
}

bool isReserved(QChar c)
{
    return QStringLiteral("<>:\"|?*`$;&%").contains(c);
}

QString lastComponent(const QString &name)
{
    const qsizetype slash = std::max(name.lastIndexOf(QLatin1Char('/')), name.lastIndexOf(QLatin1Char('\\')));
    return name.mid(slash + 1);
}

/// Windows takes these for devices whatever the extension.
bool isDeviceName(const QString &name)
{
    static const QRegularExpression device(
        QStringLiteral("\\A(con|prn|aux|nul|conin\\$|conout\\$|clock\\$|com[0-9¹²³]|lpt[0-9¹²³])\\s*(\\.|\\z)"),
        QRegularExpression::CaseInsensitiveOption);
    return device.match(name).hasMatch();
}

QString extensionFor(const QByteArray &contentType)
{
    static const QHash<QByteArray, QString> known = {
        {"application/pdf", QStringLiteral(".pdf")}, {"image/png", QStringLiteral(".png")},
        {"image/jpeg", QStringLiteral(".jpg")},      {"image/gif", QStringLiteral(".gif")},
        {"text/plain", QStringLiteral(".txt")},      {"text/html", QStringLiteral(".html")},
        {"text/calendar", QStringLiteral(".ics")},   {"text/csv", QStringLiteral(".csv")},
        {"message/rfc822", QStringLiteral(".eml")},  {"application/zip", QStringLiteral(".zip")},
    };
    return known.value(contentType, QStringLiteral(".bin"));
}

QString shortened(const QString &name)
{
    if (name.size() <= longestName)
        return name;
    const QString extension = extensionOf(name);
    const QString tail = extension.isEmpty() ? QString() : QLatin1Char('.') + name.right(extension.size());
    QString head = name.left(longestName - tail.size());
    if (head.back().isHighSurrogate())
        head.chop(1);
    return head + tail;
}

} // namespace

QString extensionOf(const QString &fileName)
{
    const qsizetype dot = fileName.lastIndexOf(QLatin1Char('.'));
    if (dot <= 0 || fileName.size() - dot - 1 > longestExtension)
        return {};
    return fileName.mid(dot + 1).toLower();
}

bool isExecutableExtension(const QString &extension)
{
    static const QSet<QString> extensions = [] {
        const QStringList list
            = QStringLiteral(
                  "exe com scr pif bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta msi msp msc cpl jar lnk url scf "
                  "reg inf dll sys app command sh bash run desktop appimage deb rpm py pl rb php application "
                  "gadget library-ms search-ms settingcontent-ms chm iso img vhd vhdx xll xlsm docm pptm dotm "
                  "xltm ppam one onepkg svg htm html xhtml mht")
                  .split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return extensions.contains(extension);
}

QString safeFileName(const QString &declared, const QByteArray &contentType)
{
    QString name;
    for (const QChar c : lastComponent(declared)) {
        if (isInvisible(c))
            continue;
        name += isReserved(c) ? QChar(QLatin1Char('_')) : c;
    }
    name = name.simplified(); // runs of spaces push an extension out of sight
    static const QRegularExpression edges(QStringLiteral("\\A[.\\s]+|[.\\s]+\\z"));
    name.remove(edges); // hidden files; Windows drops trailing dots and spaces
    static const QRegularExpression spaceBeforeDot(QStringLiteral("\\s+\\."));
    name.replace(spaceBeforeDot, QStringLiteral("."));
    if (name.startsWith(QLatin1Char('-')) || name.startsWith(QLatin1Char('~')))
        name.replace(0, 1, QLatin1Char('_'));
    if (isDeviceName(name))
        name.prepend(QLatin1Char('_'));
    const QString extension = extensionOf(name);
    if (isExecutableExtension(extension)) {
        QString stem = name.chopped(extension.size() + 1);
        name = stem.replace(QLatin1Char('.'), QLatin1Char('_')) + name.right(extension.size() + 1);
    }
    if (name.isEmpty())
        return QStringLiteral("attachment") + extensionFor(contentType);
    return shortened(name);
}

} // namespace liaison::mime
