#include "core/mime/compose.h"

#include "core/mime/header_text.h"

#include <QDateTime>
#include <QLocale>
#include <QSet>

namespace liaison::mime {

namespace {

/// Adds what is mailable, not ours and not there already.
class RecipientList {
public:
    explicit RecipientList(const QStringList &own)
    {
        for (const QString &address : own)
            m_own.insert(domain::normalisedAddress(address));
    }
    [[nodiscard]] bool isOwn(const domain::Address &address) const
    {
        return m_own.contains(domain::normalisedAddress(address.address));
    }
    [[nodiscard]] domain::Addresses others(const domain::Addresses &from)
    {
        domain::Addresses result;
        for (const domain::Address &address : from) {
            const QString key = domain::normalisedAddress(address.address);
            if (!address.address.isEmpty() && !m_own.contains(key) && !m_seen.contains(key)) {
                m_seen.insert(key);
                result.append(address);
            }
        }
        return result;
    }

private:
    QSet<QString> m_own;
    QSet<QString> m_seen;
};

QString people(const domain::Addresses &list)
{
    QStringList shown;
    for (const domain::Address &address : list)
        shown.append(address.name.isEmpty() ? address.address
                                            : QStringLiteral("%1 <%2>").arg(address.name, address.address));
    return oneLine(shown.join(QStringLiteral(", ")));
}

QString moment(UtcMs date)
{
    if (date == 0)
        return {};
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(date, Qt::UTC),
                                 QStringLiteral("dddd, d MMMM yyyy HH:mm 'UTC'"));
}

QString author(const domain::MailFacts &original)
{
    const domain::Addresses &from = original.from.isEmpty() ? original.sender : original.from;
    if (from.isEmpty())
        return {};
    return oneLine(from.first().name.isEmpty() ? from.first().address : from.first().name, 200);
}

} // namespace

ReplyRecipients replyRecipients(const domain::MailFacts &original, const QStringList &ownAddresses, bool all)
{
    RecipientList list(ownAddresses);
    ReplyRecipients result;
    // Reply-To asks for another address; one that only leads back to ourselves is a list's or a forgery's.
    result.to = list.others(original.replyTo);
    if (result.to.isEmpty())
        result.to = list.others(original.from);
    const bool ours = result.to.isEmpty(); // our own mail: answering it goes on with whom we wrote to
    if (ours)
        result.to = list.others(original.to);
    if (all) {
        if (!ours)
            result.cc = list.others(original.to);
        result.cc += list.others(original.cc);
    }
    if (result.to.isEmpty())
        result.to = std::exchange(result.cc, {});
    if (result.to.isEmpty() && !original.from.isEmpty() && !original.from.first().address.isEmpty())
        result.to = {original.from.first()}; // nobody but us
    return result;
}

Threading threadingFor(const domain::MailFacts &original)
{
    Threading threading;
    threading.inReplyTo = original.messageIdHeader;
    threading.references = original.references;
    // Without References a single In-Reply-To stands in for them.
    if (threading.references.isEmpty() && original.inReplyTo.size() == 1)
        threading.references = original.inReplyTo;
    if (!original.messageIdHeader.isEmpty()) {
        threading.references.removeAll(original.messageIdHeader);
        threading.references.append(original.messageIdHeader);
    }
    return threading;
}

QString quotedText(const domain::MailFacts &original, const QString &visibleText, const QString &attributionTemplate)
{
    QString result;
    if (!attributionTemplate.isEmpty())
        result = attributionTemplate.arg(original.date == 0 ? QStringLiteral("an unknown day") : moment(original.date),
                                         author(original));
    if (!result.isEmpty())
        result += QLatin1Char('\n');
    for (const QString &line : visibleText.trimmed().split(QLatin1Char('\n'))) {
        const bool deeper = line.startsWith(QLatin1Char('>'));
        result += QLatin1Char('>') + (deeper || line.isEmpty() ? QString() : QStringLiteral(" ")) + line
            + QLatin1Char('\n');
    }
    return result;
}

QString forwardedText(const domain::MailFacts &original, const QString &visibleText)
{
    QString result = QStringLiteral("---------- Forwarded message ----------\n");
    const auto line = [&result](const char *name, const QString &value) {
        if (!value.isEmpty())
            result += QString::fromLatin1(name) + QStringLiteral(": ") + value + QLatin1Char('\n');
    };
    line("From", people(original.from));
    line("Date", moment(original.date));
    line("Subject", original.subject);
    line("To", people(original.to));
    line("Cc", people(original.cc));
    return result + QLatin1Char('\n') + visibleText;
}

} // namespace liaison::mime
