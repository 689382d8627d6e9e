#pragma once

#include "core/domain/message.h"
#include "core/mime/html_inert.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace liaison::mime {

/// One stretch of a mail's text: fresh words, a folded quotation or a signature.
struct TextBlock {
    enum class Kind { Text, Quote, Signature };
    Kind kind = Kind::Text;
    QString text;
    int lines = 0;
};

/// What is needed to show one mail: each body part its own document, never concatenated (EFAIL).
struct MailBody {
    struct Section {
        QString partPath;
        QString plain;           ///< text of this part, also made from HTML where there is only that
        QList<TextBlock> blocks; ///< `plain` cut into text, quotes and signature
        bool isHtml = false;
        InertHtml html; ///< only if isHtml
    };
    QList<Section> sections;
    QHash<QString, QByteArray>
        inlineImages; ///< Content-ID → decoded bytes of images of this mail (PNG, JPEG, GIF, WebP by content)
    domain::ParsedMail parsed;
};

/// Takes a mail apart for reading. Like parse(), never fails.
MailBody readBody(const QByteArray &raw);

/// The decoded bytes of one part; an empty array when the path names none.
QByteArray partBytes(const QByteArray &raw, const QString &partPath);

/// Cuts plain text into fresh words, quotes ("> ", "On … wrote:", Outlook's header block) and signature ("-- ").
QList<TextBlock> splitQuotes(const QString &plain);

} // namespace liaison::mime
