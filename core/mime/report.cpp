#include "core/mime/report.h"

#include "core/mime/address_parse.h"
#include "core/mime/charset.h"
#include "core/mime/header_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace liaison::mime {

namespace {

using domain::DeliveryReport;
using domain::MailKind;

constexpr int mostRecipients = 1'000;
constexpr int mostEmbedded = 50;
constexpr qsizetype longestDiagnostic = 1'000;

bool isStatusType(const QByteArray &type)
{
    return type == "message/delivery-status" || type == "message/global-delivery-status";
}

bool isDispositionType(const QByteArray &type)
{
    return type == "message/disposition-notification" || type == "message/global-disposition-notification";
}

bool isMailType(const QByteArray &type)
{
    return type == "message/rfc822" || type == "message/global";
}

bool isHeadersType(const QByteArray &type)
{
    return type == "text/rfc822-headers" || type == "message/rfc822-headers" || type == "message/global-headers";
}

QString line(const QByteArray &value)
{
    return oneLine(decodeHeaderText(value), longestDiagnostic);
}

/// "utf-8;" addresses may come as \x{HEX} where the report is ASCII (RFC 6533 section 3).
QString decodedUnitext(const QString &text)
{
    static const QRegularExpression escape(QStringLiteral("\\\\x\\{([0-9A-Fa-f]{1,6})\\}"));
    QString out;
    qsizetype from = 0;
    auto matches = escape.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const char32_t character = match.captured(1).toUInt(nullptr, 16);
        const bool allowed = character >= 0x20 && character <= 0x10ffff && !QChar::isSurrogate(character);
        out += text.mid(from, match.capturedStart() - from);
        out += allowed ? QString::fromUcs4(&character, 1) : match.captured();
        from = match.capturedEnd();
    }
    return out + text.mid(from);
}

/// "rfc822; joe@example.com": the words behind the type, RFC 3464 section 2.1.2.
QString typedValue(const QByteArray &value)
{
    const qsizetype semicolon = value.indexOf(';');
    QString text = line(semicolon < 0 ? value : value.mid(semicolon + 1));
    if (value.left(std::max<qsizetype>(semicolon, 0)).trimmed().toLower() == "utf-8")
        text = decodedUnitext(text);
    if (text.startsWith(QLatin1Char('<')) && text.endsWith(QLatin1Char('>')))
        text = text.mid(1, text.size() - 2);
    return text;
}

/// The groups of fields of a status body, separated by empty lines.
QList<HeaderBlock> fieldGroups(const QByteArray &body)
{
    QList<HeaderBlock> groups;
    QByteArray rest = body;
    rest.replace("\r\n", "\n");
    for (qsizetype at = 0; at < rest.size() && groups.size() <= mostRecipients;) {
        while (at < rest.size() && rest.at(at) == '\n')
            ++at;
        const qsizetype gap = rest.indexOf("\n\n", at);
        const qsizetype end = gap < 0 ? rest.size() : gap;
        const HeaderBlock group = splitHeaders(rest.mid(at, end - at), 100);
        if (!group.fields.isEmpty())
            groups.append(group);
        at = end + 1;
    }
    return groups;
}

/// Exim says why beside the address in the part for people and gives no Diagnostic-Code: the indented lines below it.
QString wordsBelow(const QString &bodyText, const QString &recipient)
{
    constexpr qsizetype longestText = 100'000;
    constexpr int mostLines = 3;
    QStringList words;
    bool found = false;
    const QStringList lines = bodyText.left(longestText).split(QLatin1Char('\n'));
    for (const QString &raw : lines) {
        const QString text = raw.trimmed();
        if (!found) {
            found = !recipient.isEmpty() && text.compare(recipient, Qt::CaseInsensitive) == 0;
            continue;
        }
        if (text.isEmpty() || !raw.startsWith(QLatin1Char(' ')) || words.size() == mostLines)
            break;
        words.append(text);
    }
    return oneLine(words.join(QLatin1Char(' ')), longestDiagnostic);
}

MailKind kindOf(const QList<DeliveryReport> &reports)
{
    bool delayed = false;
    bool delivered = false;
    for (const DeliveryReport &report : reports) {
        if (report.action == QLatin1String("failed"))
            return MailKind::Bounce;
        delayed = delayed || report.action == QLatin1String("delayed");
        delivered = delivered || !report.action.isEmpty();
    }
    return delayed ? MailKind::Delay : delivered ? MailKind::DeliveryReceipt : MailKind::Bounce;
}

void readStatus(const QByteArray &body, const QString &bodyText, domain::MailFacts &facts)
{
    for (const HeaderBlock &group : fieldGroups(body)) {
        if (group.contains("Original-Envelope-Id"))
            facts.reportedEnvelopeId = line(group.value("Original-Envelope-Id"));
        if (!group.contains("Final-Recipient") && !group.contains("Original-Recipient"))
            continue;
        DeliveryReport report;
        // The original recipient is whom we wrote to; the final one may be behind a forwarding.
        report.recipient = typedValue(group.value("Original-Recipient"));
        if (!report.recipient.contains(QLatin1Char('@')))
            report.recipient = typedValue(group.value("Final-Recipient"));
        report.action = line(group.value("Action")).toLower().section(QLatin1Char(' '), 0, 0);
        report.status = line(group.value("Status")).section(QLatin1Char(' '), 0, 0);
        report.diagnostic = typedValue(group.value("Diagnostic-Code"));
        if (report.diagnostic.isEmpty())
            report.diagnostic = wordsBelow(bodyText, report.recipient);
        facts.reports.append(report);
    }
    facts.kind = kindOf(facts.reports);
}

void readDisposition(const QByteArray &body, domain::MailFacts &facts)
{
    const HeaderBlock fields = splitHeaders(body, 100);
    const QStringList original = parseMessageIds(fields.value("Original-Message-ID"));
    if (!original.isEmpty())
        facts.reportedMessageId = original.first();
    DeliveryReport report;
    report.recipient = typedValue(fields.value("Original-Recipient"));
    if (report.recipient.isEmpty())
        report.recipient = typedValue(fields.value("Final-Recipient"));
    report.action = typedValue(fields.value("Disposition")).toLower().section(QLatin1Char('/'), 0, 0).trimmed();
    facts.reports.append(report);
    facts.kind = MailKind::ReadReceipt;
}

/// Old Exim and qmail bounces: recipients in a header, the returned mail's headers in the text.
void readOldBounce(const HeaderBlock &headers, const QString &bodyText, domain::MailFacts &facts)
{
    for (const domain::Address &address : parseAddresses(headers.value("X-Failed-Recipients"), mostRecipients)) {
        const QString action = facts.kind == MailKind::Delay ? QStringLiteral("delayed") : QStringLiteral("failed");
        facts.reports.append({address.address, action, {}, {}});
    }
    if (!facts.reportedMessageId.isEmpty())
        return;
    static const QRegularExpression id(QStringLiteral("^[> \\t]*Message-ID:\\s*<([^<>\\s]{1,900})>"),
                                       QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    const auto match = id.match(bodyText.left(200'000));
    if (match.hasMatch())
        facts.reportedMessageId = match.captured(1);
}

/// Headers of an attached mail, or of a text/rfc822-headers part.
HeaderBlock attachedHeaders(const PartTree &tree, int node)
{
    return splitHeaders(tree.content(node), 500);
}

bool isReport(const PartTree &tree, int node)
{
    return tree.ancestor(node, "multipart/report") >= 0;
}

} // namespace

void readReport(const HeaderBlock &headers, const PartTree &tree, const QString &bodyText, domain::MailFacts &facts)
{
    const QList<PartNode> &nodes = tree.nodes();
    const bool rootIsReport = !nodes.isEmpty() && nodes.first().type == "multipart/report";
    if (rootIsReport && facts.kind == MailKind::Human)
        facts.kind = MailKind::Automatic;
    for (int i = 0; i < nodes.size(); ++i) {
        const PartNode &node = nodes.at(i);
        const bool reports = rootIsReport && isReport(tree, i);
        if (reports && isStatusType(node.type)) {
            readStatus(tree.content(i), bodyText, facts);
        } else if (reports && isDispositionType(node.type)) {
            readDisposition(tree.content(i), facts);
        } else if (isMailType(node.type) || isHeadersType(node.type)) {
            if (facts.embeddedMessageIds.size() >= mostEmbedded)
                continue;
            const HeaderBlock attached = attachedHeaders(tree, i);
            const QStringList ids = parseMessageIds(attached.value("Message-ID"), 1);
            const QString id = ids.isEmpty() ? QString() : ids.first();
            const bool machine = facts.kind == MailKind::Bounce || facts.kind == MailKind::Delay;
            if ((reports || machine) && facts.reportedMessageId.isEmpty()) {
                facts.reportedMessageId = id;
            } else if (!id.isEmpty()) {
                facts.embeddedMessageIds.append(id);
            }
            const QString subject = oneLine(decodeHeaderText(attached.value("Subject")));
            if (!reports && !subject.isEmpty())
                facts.embeddedSubjects.append(subject);
        }
    }
    if (facts.reports.isEmpty() && (facts.kind == MailKind::Bounce || facts.kind == MailKind::Delay))
        readOldBounce(headers, bodyText, facts);
}

} // namespace liaison::mime
