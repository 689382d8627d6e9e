#include "ui/mails/mail_words.h"

#include "core/domain/address.h"
#include "core/domain/outbox.h"
#include "ui/common/delivery_text.h"
#include "ui/common/formats.h"
#include "ui/common/words.h"
#include "ui/mails/text_safety.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
/// Endings that run when they are opened; shown with a warning whatever the content looks like.
const QStringList &executableEndings()
{
    static const QStringList endings{u"exe"_s, u"scr"_s, u"com"_s,     u"bat"_s,      u"cmd"_s, u"pif"_s,
                                     u"msi"_s, u"js"_s,  u"jse"_s,     u"vbs"_s,      u"vbe"_s, u"wsf"_s,
                                     u"ps1"_s, u"hta"_s, u"jar"_s,     u"lnk"_s,      u"dll"_s, u"cpl"_s,
                                     u"sh"_s,  u"run"_s, u"desktop"_s, u"appimage"_s, u"iso"_s};
    return endings;
}

bool isExecutable(const domain::PartInfo &part)
{
    const QString type = part.sniffedType.isEmpty() ? part.contentType : part.sniffedType;
    if (type.contains("executable"_L1) || type.contains("x-dosexec"_L1) || type.contains("x-sharedlib"_L1)
        || type.contains("msdownload"_L1))
        return true;
    return executableEndings().contains(part.fileName.section(u'.', -1).toLower())
        || executableEndings().contains(part.declaredName.section(u'.', -1).toLower());
}
} // namespace

QString MailWords::threadState(const store::ThreadRow &row)
{
    if (row.worstDelivery == "failed"_L1)
        return tr("send failed");
    if (row.worstDelivery == "uncertain"_L1)
        return tr("send uncertain");
    if (row.unread > 0)
        return row.unread == 1 ? tr("1 new") : tr("%n new", nullptr, row.unread);
    if (row.worstDelivery == "delayed"_L1)
        return tr("delayed");
    if (row.worstDelivery == "queued"_L1)
        return tr("queued");
    switch (row.thread.waiting) {
    case domain::Waiting::ForUs:
        return tr("waiting for us");
    case domain::Waiting::ForThem:
        return tr("waiting for them");
    case domain::Waiting::Nobody:
        break;
    }
    return row.draft ? tr("draft") : tr("settled");
}

QString MailWords::threadStateDetail(const store::ThreadRow &row, UtcMs now)
{
    if (row.outsider)
        return tr("unknown sender");
    if (row.unread > 0 && (row.worstDelivery == "failed"_L1 || row.worstDelivery == "uncertain"_L1))
        return row.unread == 1 ? tr("1 new") : tr("%n new", nullptr, row.unread);
    if (row.draft)
        return tr("draft begun");
    if (row.unread == 0 && row.thread.waiting != domain::Waiting::Nobody && row.thread.lastAt > 0)
        return tr("for %1").arg(durationText(now - row.thread.lastAt));
    return {};
}

bool MailWords::needsAttention(const store::ThreadRow &row)
{
    return row.worstDelivery == "failed"_L1 || row.worstDelivery == "uncertain"_L1;
}

QStringList MailWords::deliverySteps(const store::MailRow &row, bool answered)
{
    if (row.direction != store::Direction::Out)
        return {};
    QStringList steps;
    const std::optional<domain::OutboxState> state = domain::outboxStateFrom(row.outboxState);
    if (row.outboxState.isEmpty() || !state.has_value()) {
        steps << tr("sent with another program");
    } else {
        switch (*state) {
        case domain::OutboxState::Queued:
            steps << tr("queued");
            break;
        case domain::OutboxState::Sending:
            steps << tr("being sent");
            break;
        case domain::OutboxState::Sent:
            steps << tr("accepted");
            break;
        case domain::OutboxState::Failed:
            steps << tr("failed");
            break;
        case domain::OutboxState::Uncertain:
            steps << tr("uncertain");
            break;
        case domain::OutboxState::Cancelled:
            steps << tr("taken back");
            break;
        }
    }
    if (row.delivery == "delayed"_L1)
        steps << tr("delayed");
    else if (row.delivery == "relayed"_L1)
        steps << tr("passed on");
    else if (row.delivery == "failed"_L1)
        steps << tr("bounced");
    else if (row.delivery == "delivered"_L1)
        steps << tr("arrival reported");
    else if (row.delivery == "outofoffice"_L1)
        steps << tr("out of office");
    if (answered)
        steps << tr("answered");
    return steps;
}

QString MailWords::deliveryLine(const domain::RecipientDelivery &delivery)
{
    const QString text = deliveryText(delivery);
    return delivery.address.isEmpty() ? text : visibleLine(delivery.address) + u": "_s + text;
}

bool MailWords::isMachine(const store::MailRow &row)
{
    return row.direction == store::Direction::In && row.kind != domain::MailKind::Human;
}

bool MailWords::isAnswered(const store::MailRow &mail, const QList<store::MailRow> &thread)
{
    if (mail.direction != store::Direction::Out)
        return false;
    QStringList written;
    for (const domain::Address &address : mail.to + mail.cc)
        written << domain::normalisedAddress(address.address);
    return std::any_of(thread.cbegin(), thread.cend(), [&](const store::MailRow &other) {
        return other.direction == store::Direction::In && other.kind == domain::MailKind::Human
            && other.arrivedAt >= mail.arrivedAt && written.contains(domain::normalisedAddress(other.from.address));
    });
}

bool MailWords::deliveryFailed(const store::MailRow &row)
{
    const std::optional<domain::OutboxState> state = domain::outboxStateFrom(row.outboxState);
    return row.delivery == "failed"_L1 || state == domain::OutboxState::Failed
        || state == domain::OutboxState::Uncertain;
}

QString MailWords::whyHere(const store::MailRow &row)
{
    if (!row.incident.has_value())
        return tr("It belongs to no incident: neither its subject nor the mails it refers to name one.");
    return linkReasonText(row.linkReason, row.linkDetail);
}

QString MailWords::kindOf(domain::MailKind kind)
{
    switch (kind) {
    case domain::MailKind::Human:
        return {};
    case domain::MailKind::Automatic:
        return tr("automatic mail");
    case domain::MailKind::OutOfOffice:
        return tr("out of office");
    case domain::MailKind::Bounce:
        return tr("could not be delivered");
    case domain::MailKind::Delay:
        return tr("delivery is delayed");
    case domain::MailKind::DeliveryReceipt:
        return tr("delivery receipt");
    case domain::MailKind::ReadReceipt:
        return tr("read receipt");
    }
    return {};
}

QString MailWords::protectionNote(domain::Protection protection)
{
    switch (protection) {
    case domain::Protection::None:
        return {};
    case domain::Protection::SmimeEncrypted:
        return tr("This mail is encrypted with S/MIME and cannot be read here. Save it as EML and open it where your "
                  "certificate is, or ask the sender to send it unencrypted.");
    case domain::Protection::PgpEncrypted:
        return tr("This mail is encrypted with OpenPGP and cannot be read here. Save it as EML and open it where your "
                  "key is, or ask the sender to send it unencrypted.");
    case domain::Protection::SmimeSigned:
        return tr("Signed with S/MIME. The signature was not checked.");
    case domain::Protection::PgpSigned:
        return tr("Signed with OpenPGP. The signature was not checked.");
    }
    return {};
}

QString MailWords::healthNote(domain::ParseHealth health)
{
    switch (health) {
    case domain::ParseHealth::Clean:
    case domain::ParseHealth::Repaired:
        return {};
    case domain::ParseHealth::Truncated:
        return tr("This mail is larger or deeper than Liaison takes apart; the rest is in its source.");
    case domain::ParseHealth::Quarantined:
        return tr("This mail could not be taken apart. What you see was made from its source.");
    }
    return {};
}

QString MailWords::attachmentWarning(const domain::PartInfo &part)
{
    QStringList words;
    if (isExecutable(part))
        words << tr("A program: it runs when it is opened.");
    if (!part.sniffedType.isEmpty() && part.sniffedType != part.contentType)
        words << tr("It says it is %1, but its content is %2.")
                     .arg(visibleLine(part.contentType), visibleLine(part.sniffedType));
    if (hasHiddenCharacters(part.declaredName))
        words << tr("Its name hides characters: %1").arg(visibleLine(part.declaredName));
    return words.join(u'\n');
}

QString MailWords::recipients(const store::MailRow &row)
{
    QStringList shown;
    const domain::Addresses everybody = row.to + row.cc;
    const qsizetype most = 3;
    for (qsizetype i = 0; i < std::min(most, everybody.size()); ++i)
        shown << visibleLine(domain::displayAddress(everybody.at(i)));
    if (everybody.isEmpty())
        return tr("to nobody named");
    if (everybody.size() > most)
        return tr("to %1 and %2 more").arg(shown.join(u", "_s)).arg(everybody.size() - most);
    return tr("to %1").arg(shown.join(u", "_s));
}

QString MailWords::arrivalTime(UtcMs at, UtcMs now)
{
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(at);
    const qint64 days = then.date().daysTo(QDateTime::fromMSecsSinceEpoch(now).date());
    const QString time = timeText(then.time()) + u' ' + then.timeZoneAbbreviation();
    if (days >= 0 && days < 7)
        return days == 0 ? time : QLocale().dayName(then.date().dayOfWeek(), QLocale::ShortFormat) + u' ' + time;
    //: A short date, with the letters of QDate::toString().
    return QLocale().toString(then.date(), tr("d MMM yyyy")) + u", "_s + time;
}

QString MailWords::showQuoted(int lines)
{
    return lines == 1 ? tr("Show quoted text (1 line)") : tr("Show quoted text (%n lines)", nullptr, lines);
}

QString MailWords::mailCount(int mails)
{
    return mails == 1 ? tr("1 mail") : tr("%n mails", nullptr, mails);
}

} // namespace liaison::ui
