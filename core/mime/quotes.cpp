#include "core/mime/body.h"

#include <QRegularExpression>
#include <QStringList>

namespace liaison::mime {

namespace {

constexpr qsizetype longestAttribution = 500;

/// Cheap looks before the expressions: bodies may have a hundred thousand lines.
bool mayEndAttribution(const QString &line)
{
    qsizetype end = line.size();
    while (end > 0 && line.at(end - 1).isSpace())
        --end;
    return end > 0 && line.size() < longestAttribution
        && (line.at(end - 1) == QLatin1Char(':') || line.at(end - 1).unicode() == 0xff1a);
}

bool mayBeHeaderLine(const QString &line)
{
    const QStringView head = QStringView(line).first(std::min<qsizetype>(line.size(), 40));
    return line.size() < longestAttribution && (head.contains(QLatin1Char(':')) || head.contains(QChar(0xff1a)));
}

bool isQuoted(const QString &line)
{
    return line.startsWith(QLatin1Char('>')) || line.startsWith(QLatin1String(" >"));
}

/// "On … wrote:" and its like; the words may run over three lines.
bool endsAttribution(const QString &line)
{
    static const QRegularExpression words(
        QStringLiteral(
            "(wrote|writes|schrieb|schreef|schrieb am .{0,80}|a écrit|escribió|ha scritto|escreveu|skrev|"
            "kirjoitti|napisał(\\(a\\))?|napsal(\\(a\\))?|пишет|написал|写道|寫道|のメッセージ)\\s*[:：]\\s*\\z"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return mayEndAttribution(line) && words.match(line).hasMatch();
}

bool startsAttribution(const QString &line)
{
    static const QRegularExpression words(
        QStringLiteral("\\A(On|Am|Le|El|Il|Op|Em|Den|Dne|W dniu|Dnia|Il giorno|На|В|Le\\s|\\d{1,4}[-./年])\\b"),
        QRegularExpression::UseUnicodePropertiesOption);
    return line.size() < longestAttribution && words.match(line).hasMatch();
}

/// Outlook's line of dashes or underscores before the headers of the quoted mail.
bool isOutlookSeparator(const QString &line)
{
    static const QRegularExpression dashes(
        QStringLiteral(
            "\\A\\s*(-{3,}\\s*(Original Message|Original Appointment|Ursprüngliche Nachricht|Message "
            "d'origine|Mensaje original|Messaggio originale|Oorspronkelijk bericht|Forwarded [Mm]essage|"
            "Weitergeleitete Nachricht|Message transféré|原始邮件|Исходное сообщение)\\s*-{3,}|_{20,})\\s*\\z"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const QString trimmed = line.trimmed();
    const QChar first = trimmed.isEmpty() ? QChar() : trimmed.at(0);
    return (first == QLatin1Char('-') || first == QLatin1Char('_')) && line.size() < longestAttribution
        && dashes.match(line).hasMatch();
}

bool isFromLine(const QString &line)
{
    static const QRegularExpression from(
        QStringLiteral("\\A\\s*\\*?(From|Von|De|Da|Van|Från|Fra|Lähettäjä|Od|От|发件人|寄件者|差出人)\\s?[:：]\\*?\\s"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return mayBeHeaderLine(line) && from.match(line).hasMatch();
}

bool isSentLine(const QString &line)
{
    static const QRegularExpression sent(
        QStringLiteral("\\A\\s*\\*?(Sent|Date|Gesendet|Datum|Envoyé|Enviado( el)?|Inviato|Data|Verzonden|Skickat|Sendt|"
                       "Lähetetty|Wysłano|Отправлено|发送时间|寄件日期|送信日時)\\s?[:：]\\*?\\s"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return mayBeHeaderLine(line) && sent.match(line).hasMatch();
}

/// Number of lines at `at` that announce a quotation: 0 if none.
int announcement(const QStringList &lines, qsizetype at)
{
    const QString &line = lines.at(at);
    if (endsAttribution(line))
        return 1;
    for (qsizetype i = at + 1; i < std::min<qsizetype>(at + 3, lines.size()); ++i) {
        if (lines.at(i).trimmed().isEmpty())
            break;
        if (endsAttribution(lines.at(i)))
            return startsAttribution(line) ? static_cast<int>(i - at + 1) : 0;
    }
    return 0;
}

/// Whether Outlook's header block (which quotes all that follows) begins at `at`.
bool isOutlookBlock(const QStringList &lines, qsizetype at)
{
    if (isOutlookSeparator(lines.at(at))) {
        for (qsizetype i = at + 1; i < std::min<qsizetype>(at + 4, lines.size()); ++i) {
            if (isFromLine(lines.at(i)))
                return true;
        }
        return lines.at(at).contains(QLatin1Char('-'));
    }
    if (!isFromLine(lines.at(at)))
        return false;
    for (qsizetype i = at + 1; i < std::min<qsizetype>(at + 4, lines.size()); ++i) {
        if (isSentLine(lines.at(i)))
            return true;
    }
    return false;
}

class BlockList {
public:
    void add(TextBlock::Kind kind, const QString &line)
    {
        if (m_blocks.isEmpty() || m_blocks.last().kind != kind) {
            m_blocks.append({kind, line, 1});
            return;
        }
        m_blocks.last().text += QLatin1Char('\n') + line;
        ++m_blocks.last().lines;
    }
    QList<TextBlock> take() { return std::move(m_blocks); }

private:
    QList<TextBlock> m_blocks;
};

} // namespace

QList<TextBlock> splitQuotes(const QString &plain)
{
    using Kind = TextBlock::Kind;
    if (plain.isEmpty())
        return {};
    const QStringList lines = plain.split(QLatin1Char('\n'));
    BlockList blocks;
    bool inSignature = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString &line = lines.at(i);
        if (isOutlookBlock(lines, i)) {
            for (; i < lines.size(); ++i)
                blocks.add(Kind::Quote, lines.at(i));
            break;
        }
        if (isQuoted(line)) {
            inSignature = false;
            blocks.add(Kind::Quote, line);
            continue;
        }
        const int announced = announcement(lines, i);
        qsizetype next = i + announced;
        while (announced > 0 && next < lines.size() && lines.at(next).trimmed().isEmpty())
            ++next;
        if (announced > 0 && (next >= lines.size() || isQuoted(lines.at(next)))) {
            inSignature = false;
            for (int n = 0; n < announced; ++n)
                blocks.add(Kind::Quote, lines.at(i + n));
            i += announced - 1;
            continue;
        }
        inSignature = inSignature || line == QLatin1String("-- ") || line == QLatin1String("--");
        blocks.add(inSignature ? Kind::Signature : Kind::Text, line);
    }
    return blocks.take();
}

} // namespace liaison::mime
