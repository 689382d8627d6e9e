#include "core/mime/take_apart.h"

#include "core/base/sha256.h"
#include "core/mime/attachment_name.h"
#include "core/mime/charset.h"
#include "core/mime/content_hash.h"
#include "core/mime/header_text.h"
#include "core/mime/report.h"
#include "core/mime/sniff.h"
#include "core/mime/text_part.h"

#include <QRegularExpression>
#include <QSet>

namespace liaison::mime {

namespace {

using domain::ParseHealth;
using Section = MailBody::Section;

constexpr qsizetype snippetChars = 200;
constexpr qsizetype rawTextBytes = 256 * 1024;
constexpr qsizetype inlineImageBytes = 20 * 1024 * 1024;
/// Text parts shown one below the other; what follows is listed as attachments.
constexpr int mostSections = 100;

bool isRichText(const QByteArray &type)
{
    return type == "text/html" || type == "application/xhtml+xml";
}

bool isPlainText(const QByteArray &type)
{
    return type == "text/plain" || type == "text/enriched" || type == "text/richtext" || type == "text";
}

/// One mail on the work bench: gathers parts, then sections, then what is made of both.
class Bench {
public:
    Bench(const QByteArray &raw, const ParseLimits &limits, HtmlUse use)
        : m_raw(raw), m_limits(limits), m_use(use), m_headers(splitHeaders(raw, limits.headers)),
          m_tree(PartTree::fromBytes(raw, limits))
    {
    }

    MailBody run()
    {
        domain::ParsedMail &parsed = m_body.parsed;
        parsed.facts = readFacts(m_headers);
        if (m_headers.fields.isEmpty()) {
            quarantine(QStringLiteral("no header field in the bytes"));
        } else {
            noteHeaders();
            collectParts();
            if (m_body.sections.isEmpty() && !hasAttachment())
                addRawSection();
        }
        collectText();
        readReport(m_headers, m_tree, parsed.bodyText, parsed.facts);
        parsed.protection = readProtection(m_tree, parsed.bodyText);
        parsed.contentHash = contentHash(m_raw, m_headers);
        parsed.healthNote = m_notes.join(QStringLiteral("; "));
        return std::move(m_body);
    }

private:
    void worsen(ParseHealth health, const QString &note)
    {
        if (static_cast<int>(health) > static_cast<int>(m_body.parsed.health))
            m_body.parsed.health = health;
        if (!m_notes.contains(note))
            m_notes.append(note);
    }

    void noteHeaders()
    {
        if (m_headers.truncated)
            worsen(ParseHealth::Truncated, QStringLiteral("more than %1 header fields").arg(m_limits.headers));
        if (m_tree.truncated())
            worsen(ParseHealth::Truncated, QStringLiteral("too deep or too many parts"));
        if (m_headers.repaired)
            worsen(ParseHealth::Repaired, QStringLiteral("lines that are no header"));
        if (m_headers.values("Content-Type").size() > 1)
            worsen(ParseHealth::Repaired, QStringLiteral("more than one Content-Type"));
        if (m_headers.value("Content-Type").toLower().count("boundary=") > 1) // readers take different ones
            worsen(ParseHealth::Repaired, QStringLiteral("more than one boundary"));
    }

    /// The bytes themselves as the mail's words, where there is no structure to go by.
    void quarantine(const QString &note)
    {
        worsen(ParseHealth::Quarantined, note);
        const QString text = toUnicode(m_raw.left(rawTextBytes)).text;
        for (const QString &line : text.split(QLatin1Char('\n'))) {
            m_body.parsed.facts.subject = oneLine(line, snippetChars);
            if (!m_body.parsed.facts.subject.isEmpty())
                break;
        }
        addSection(QString(), text);
    }

    /// A multipart without parts, an unknown structure: what stands below the headers is shown.
    void addRawSection()
    {
        const QByteArray body = m_raw.mid(m_headers.bodyStart, rawTextBytes);
        if (!body.trimmed().isEmpty())
            worsen(ParseHealth::Repaired, QStringLiteral("no readable part: the body is shown as it came"));
        addSection(QStringLiteral("1"), toUnicode(body).text);
    }

    void addSection(const QString &path, const QString &plain)
    {
        Section section;
        section.partPath = path;
        section.plain = plain;
        m_body.sections.append(section);
    }

    [[nodiscard]] bool hasAttachment() const
    {
        return std::any_of(m_body.parsed.parts.begin(), m_body.parsed.parts.end(),
                           [](const domain::PartInfo &part) { return part.isAttachment; });
    }

    void collectParts()
    {
        for (int i = 0; i < m_tree.nodes().size(); ++i) {
            if (m_tree.nodes().at(i).leaf)
                collectPart(i);
        }
        unlistShownImages();
    }

    void collectPart(int index)
    {
        const PartNode &node = m_tree.nodes().at(index);
        const QByteArray bytes = m_tree.content(index);
        domain::PartInfo info;
        info.path = node.path.isEmpty() ? QStringLiteral("1") : node.path;
        info.contentType = oneLine(toUnicode(node.type).text, 200);
        info.declaredName = node.declaredName().remove(QChar(0));
        info.contentId = node.contentId();
        info.size = bytes.size();
        info.sha256 = Sha256::of(bytes);
        const bool shown = !node.opaque && addToSections(index, info);
        info.isAttachment = !shown && !isSilent(index);
        if (info.isAttachment || !info.declaredName.isEmpty()) {
            info.sniffedType = contradictingType(bytes, node.type, info.declaredName);
            info.fileName = safeFileName(nameFor(node, bytes, info), node.type);
        }
        if (node.type.startsWith("image/") && !info.contentId.isEmpty() && !node.isDeclaredAttachment())
            m_silentIfShown.insert(info.path);
        if (m_use == HtmlUse::Inert)
            keepInlineImage(info, bytes);
        m_body.parsed.parts.append(info);
    }

    /// An attached mail without a name is called by its subject.
    static QString nameFor(const PartNode &node, const QByteArray &bytes, const domain::PartInfo &info)
    {
        if (!info.declaredName.isEmpty() || node.type != "message/rfc822")
            return info.declaredName;
        const QString subject = oneLine(decodeHeaderText(splitHeaders(bytes, 200).value("Subject")), 100);
        return subject.isEmpty()
            ? QString()
            : QString(subject).replace(QLatin1Char('/'), QLatin1Char('_')).replace(QLatin1Char('\\'), QLatin1Char('_'))
                + QStringLiteral(".eml");
    }

    /// The fields of a report are shown as delivery status, not listed.
    [[nodiscard]] bool isSilent(int index) const
    {
        const PartNode &node = m_tree.nodes().at(index);
        return node.type == "message/delivery-status" || node.type == "message/disposition-notification";
    }

    bool addToSections(int index, const domain::PartInfo &info)
    {
        const PartNode &node = m_tree.nodes().at(index);
        const bool html = isRichText(node.type);
        if ((!html && !isPlainText(node.type)) || node.isDeclaredAttachment() || m_body.sections.size() >= mostSections)
            return false;
        const bool named = !info.declaredName.isEmpty();
        if (named && !m_body.sections.isEmpty())
            return false; // "inline" with a name, below the words: Apple Mail and others mean an attachment
        const TextPart part = readTextPart(m_tree, index);
        if (part.repaired)
            worsen(ParseHealth::Repaired, QStringLiteral("charset of part %1").arg(info.path));
        const int alternative = m_tree.ancestor(index, "multipart/alternative");
        Section *other = alternative >= 0 && m_lastAlternative == alternative ? &m_body.sections.last() : nullptr;
        // Two renderings of the same words share a section: HTML to look at, plain text beside it.
        if (other && html && !other->isHtml) {
            setHtml(*other, info.path, part.text);
            return true;
        }
        if (other && !html && other->isHtml && !m_lastHasPlain) {
            other->plain = part.text;
            m_lastHasPlain = true;
            return true;
        }
        Section section;
        section.partPath = info.path;
        if (html)
            setHtml(section, info.path, part.text);
        else
            section.plain = part.text;
        m_body.sections.append(section);
        m_lastAlternative = alternative;
        m_lastHasPlain = !html;
        return true;
    }

    /// Content-IDs that the HTML shows in its text: these images are no attachments.
    void noteShownImages(const QString &html)
    {
        static const QRegularExpression cid(QStringLiteral("cid:([^\"'\\s<>)]{1,500})"),
                                            QRegularExpression::CaseInsensitiveOption);
        auto matches = cid.globalMatch(html);
        while (matches.hasNext() && m_shownImages.size() < m_limits.parts)
            m_shownImages.insert(
                QString::fromUtf8(QByteArray::fromPercentEncoding(matches.next().captured(1).toUtf8())));
    }

    void unlistShownImages()
    {
        for (domain::PartInfo &part : m_body.parsed.parts) {
            if (m_silentIfShown.contains(part.path) && m_shownImages.contains(part.contentId))
                part.isAttachment = false;
        }
    }

    void setHtml(Section &section, const QString &path, const QString &html)
    {
        noteShownImages(html);
        m_body.parsed.hasHtml = true;
        section.isHtml = true;
        section.partPath = path;
        QString words; // hidden ones too, so that they are found
        if (m_use == HtmlUse::Inert) {
            section.html = makeInert(html);
            words = section.html.hiddenTexts > 0 || section.html.tooLarge ? htmlToText(html) : section.html.text;
        } else {
            words = htmlToText(html);
        }
        if (section.plain.trimmed().isEmpty()) {
            section.plain = m_use == HtmlUse::Inert ? section.html.text : words;
            m_searchText.insert(section.partPath, words);
        } else {
            m_extraText.append(words);
        }
    }

    void keepInlineImage(const domain::PartInfo &info, const QByteArray &bytes)
    {
        static const QSet<QByteArray> drawn = {"image/png", "image/jpeg", "image/gif", "image/webp"};
        if (info.contentId.isEmpty() || m_imageBytes + bytes.size() > inlineImageBytes
            || !drawn.contains(sniffType(bytes)))
            return;
        m_imageBytes += bytes.size();
        m_body.inlineImages.insert(info.contentId, bytes);
    }

    [[nodiscard]] QString cutText(const QString &text) const
    {
        QString cut = text.left(m_limits.textChars);
        if (!cut.isEmpty() && cut.back().isHighSurrogate())
            cut.chop(1);
        return cut;
    }

    /// Searchable text, blocks and snippet, once the sections are known.
    void collectText()
    {
        domain::ParsedMail &parsed = m_body.parsed;
        QStringList texts;
        QString fresh;
        for (Section &section : m_body.sections) {
            section.plain.remove(QChar(0));
            if (section.plain.size() > m_limits.textChars) {
                section.plain = cutText(section.plain);
                worsen(ParseHealth::Truncated, QStringLiteral("text of part %1 cut").arg(section.partPath));
            }
            section.blocks = splitQuotes(section.plain);
            texts.append(m_searchText.value(section.partPath, section.plain).remove(QChar(0)));
            for (const TextBlock &block : std::as_const(section.blocks)) {
                if (block.kind == TextBlock::Kind::Text && fresh.size() < 4 * snippetChars)
                    fresh += QLatin1Char(' ') + block.text.left(4 * snippetChars);
            }
        }
        QString text = texts.join(QStringLiteral("\n\n"));
        for (const QString &extra : std::as_const(m_extraText)) {
            if (extra.size() > 2 * text.size() + snippetChars) // the plain rendering is a stub: search both
                text += QStringLiteral("\n\n") + extra;
        }
        if (text.size() > m_limits.textChars) {
            text = cutText(text);
            worsen(ParseHealth::Truncated, QStringLiteral("searchable text cut"));
        }
        text.remove(QChar(0));
        parsed.bodyText = text;
        parsed.snippet
            = oneLine((fresh.trimmed().isEmpty() ? text.left(4 * snippetChars) : fresh).simplified(), snippetChars);
    }

    const QByteArray &m_raw;
    const ParseLimits &m_limits;
    HtmlUse m_use;
    HeaderBlock m_headers;
    PartTree m_tree;
    MailBody m_body;
    QStringList m_notes;
    QStringList m_extraText;
    QHash<QString, QString> m_searchText; ///< by part path, where it is more than the visible words
    QSet<QString> m_shownImages;          ///< Content-IDs
    QSet<QString> m_silentIfShown;        ///< part paths
    int m_lastAlternative = -1;
    bool m_lastHasPlain = false;
    qsizetype m_imageBytes = 0;
};

/// Lone carriage returns as line ends (classic Mac OS) would make one endless header line.
bool needsLineEnds(const QByteArray &raw)
{
    return raw.indexOf('\n') < 0 && raw.indexOf('\r') >= 0;
}

} // namespace

MailBody takeApart(const QByteArray &raw, const ParseLimits &limits, HtmlUse use)
{
    if (!needsLineEnds(raw))
        return Bench(raw, limits, use).run();
    QByteArray repaired = raw;
    repaired.replace('\r', '\n');
    MailBody body = Bench(repaired, limits, use).run();
    if (body.parsed.health == ParseHealth::Clean)
        body.parsed.health = ParseHealth::Repaired;
    return body;
}

} // namespace liaison::mime
