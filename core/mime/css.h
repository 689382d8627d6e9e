#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::mime {

/// One CSS declaration, name in lower case, escapes and comments resolved.
struct CssDeclaration {
    QString name;
    QString value;
};

/// The declarations of a style attribute (CSS Syntax Level 3, as far as a style attribute goes), at most 100.
QList<CssDeclaration> parseStyle(const QString &style);

/// Every URL a stretch of CSS would load: url(…), @import "…", image-set("…"), at most 200.
QStringList cssUrls(const QString &css);

/// An opaque colour as 0xRRGGBB: #rgb, #rrggbb, rgb(), rgba() or a common name; nothing for others.
/// Transparent (also rgba(…, 0)) answers -1.
std::optional<int> cssColor(const QString &value);

/// A length in px (pt, em and % of a 16 px font turned into it), or nothing.
std::optional<double> cssPixels(const QString &value);

/// What QTextDocument may be told of a style: colours, font, decoration, alignment and small margins, every
/// value rebuilt, nothing passed through. "color:#102030;font-weight:bold" or an empty string.
QString allowedStyle(const QList<CssDeclaration> &style);

/// Whether a style by itself makes text unreadable: display:none, zero size, off the page, transparent.
bool hidesText(const QList<CssDeclaration> &style);

} // namespace liaison::mime
