#include "ui/mails/quotation_fold.h"

#include "core/mime/body.h"

#include <QStringList>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {

/// Qt turns a blockquote into margins on both sides; nothing else in a mail has one on the right.
bool isQuoted(const QTextBlock &block)
{
    const QTextBlockFormat format = block.blockFormat();
    return (format.leftMargin() > 0 && format.rightMargin() > 0) || block.text().startsWith(u'>');
}

bool isBlank(const QTextBlock &block)
{
    return block.text().trimmed().isEmpty();
}

/// Outlook and its kin write the quoted mail's headers as ordinary text: "From: … Sent: … To: … Subject: …".
bool startsHeaderBlock(const QTextBlock &block)
{
    static const QStringList first{u"From:"_s, u"Von:"_s, u"De :"_s, u"De:"_s, u"Da:"_s};
    static const QStringList second{u"Sent:"_s,    u"Date:"_s,    u"Gesendet:"_s, u"Datum:"_s,
                                    u"Envoyé :"_s, u"Enviado:"_s, u"Inviato:"_s};
    const QString text = block.text().trimmed();
    const bool opens
        = std::any_of(first.cbegin(), first.cend(), [&](const QString &word) { return text.startsWith(word); });
    if (!opens)
        return false;
    QString near = text;
    QTextBlock next = block.next();
    for (int i = 0; i < 3 && next.isValid(); ++i, next = next.next())
        near += u'\n' + next.text().trimmed();
    near.replace(QChar::LineSeparator, u'\n');
    return std::any_of(second.cbegin(), second.cend(),
                       [&](const QString &word) { return near.contains(u'\n' + word); });
}

/// The first block of the quotation at the end; invalid: there is none.
QTextBlock quotationStart(QTextDocument *document)
{
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        if (startsHeaderBlock(block) && QTextCursor(block).currentTable() == nullptr)
            return block;
    }
    QTextBlock start;
    for (QTextBlock block = document->lastBlock(); block.isValid(); block = block.previous()) {
        if (isQuoted(block))
            start = block;
        else if (!isBlank(block))
            break;
    }
    return start;
}

/// "On …, M. Roe wrote:" belongs to what it introduces.
QTextBlock withIntroduction(QTextBlock start)
{
    QTextBlock before = start.previous();
    while (before.isValid() && isBlank(before))
        before = before.previous();
    const bool introduces = before.isValid() && before.text().trimmed().endsWith(u':') && before.length() < 300;
    return introduces ? before : start;
}

bool hasWordsBefore(const QTextBlock &start)
{
    for (QTextBlock block = start.previous(); block.isValid(); block = block.previous()) {
        if (!isBlank(block))
            return true;
    }
    return false;
}

int linesFrom(const QTextBlock &start)
{
    int lines = 0;
    for (QTextBlock block = start; block.isValid(); block = block.next()) {
        if (!isBlank(block))
            lines += 1 + static_cast<int>(block.text().count(QChar::LineSeparator));
    }
    return lines;
}

} // namespace

int removeTrailingQuotation(QTextDocument *document)
{
    QTextBlock start = quotationStart(document);
    if (!start.isValid())
        return 0;
    start = withIntroduction(start);
    if (!hasWordsBefore(start) || QTextCursor(start).currentTable() != nullptr)
        return 0;
    while (start.previous().isValid() && isBlank(start.previous()))
        start = start.previous();
    const int lines = linesFrom(start);
    QTextCursor cursor(start);
    cursor.movePosition(QTextCursor::PreviousCharacter);
    cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    return lines;
}

QList<Stretch> stretchesOf(const QList<mime::TextBlock> &blocks, int most)
{
    constexpr int shortQuote = 3;
    QList<Stretch> stretches;
    bool words = false;
    QString whole;
    for (const mime::TextBlock &block : blocks) {
        whole += block.text;
        if (!whole.endsWith(u'\n'))
            whole += u'\n';
        const bool folded = block.kind == mime::TextBlock::Kind::Quote && block.lines > shortQuote;
        words = words || (!folded && !block.text.trimmed().isEmpty());
        if (!folded && !stretches.isEmpty() && !stretches.last().folded) {
            stretches.last().text += (stretches.last().text.endsWith(u'\n') ? QString() : u"\n"_s) + block.text;
            stretches.last().lines += block.lines;
        } else {
            stretches.append({block.text, folded, block.lines});
        }
    }
    if (!words || stretches.size() > most)
        return {Stretch{whole.trimmed(), false, 0}};
    stretches.removeIf([](const Stretch &stretch) { return stretch.text.trimmed().isEmpty(); });
    for (Stretch &stretch : stretches) {
        while (stretch.text.endsWith(u'\n'))
            stretch.text.chop(1);
        if (!stretch.folded) {
            while (stretch.text.startsWith(u'\n'))
                stretch.text.remove(0, 1);
        }
    }
    return stretches;
}

} // namespace liaison::ui
