#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace liaison::mime {

/// A mail's HTML written anew from an allow-list: no script, no remote load, no form, no positioned or hidden
/// text that is not marked. Safe to give to a QTextDocument whose loadResource answers only cid: of this mail.
struct InertHtml {
    QString html;              ///< empty when tooLarge
    QString text;              ///< the visible words alone
    QStringList blockedRemote; ///< hosts and URLs that would have been loaded, at most 200
    int blockedCount = 0;
    int hiddenTexts = 0;   ///< stretches that the sender hid (display:none, zero size, same colour), now marked
    bool tooLarge = false; ///< past the limits: show the text, with "Show anyway" (makeInert with lifted limits)
    struct Link {
        QString target; ///< the real one
        QString shownText;
        bool deceptive = false; ///< the words name another host than the target
    };
    QList<Link> links; ///< by number: html holds href="link:N"
};

struct InertLimits {
    int depth = 200;
    int tableNesting = 3;
    int cells = 2'000;
    int bytes = 256 * 1024;
    int wordChars = 10'000;
};

/// Pure; run it in a pool. Parsing by Gumbo.
InertHtml makeInert(const QString &html, const InertLimits &limits = {});

/// The words of an HTML document with paragraphs kept.
QString htmlToText(const QString &html);

} // namespace liaison::mime
