#include "ui/common/delivery_text.h"

#include <QCoreApplication>

namespace liaison::ui {

namespace {

struct DeliveryText {
    Q_DECLARE_TR_FUNCTIONS(DeliveryText)
};

using Code = domain::StatusCode;

QString addressReason(const Code &code)
{
    switch (code.detail) {
    case 7:
    case 8:
        return DeliveryText::tr("The server does not accept our sender address.");
    case 2:
    case 10:
        return DeliveryText::tr("The recipient's domain does not exist or takes no mail.");
    case 3:
        return DeliveryText::tr("The recipient's address is not written as an address must be.");
    case 6:
        return DeliveryText::tr("The recipient has moved and left no new address.");
    default:
        return DeliveryText::tr("The recipient's address does not exist.");
    }
}

QString mailboxReason(const Code &code)
{
    switch (code.detail) {
    case 2:
        return DeliveryText::tr("The recipient's mailbox is full.");
    case 3:
        return DeliveryText::tr("The mail is too large for the recipient's mailbox.");
    case 4:
        return DeliveryText::tr("The recipient is a mailing list that could not pass the mail on.");
    default:
        return DeliveryText::tr("The recipient's mailbox is closed or cannot take mail.");
    }
}

QString systemReason(const Code &code)
{
    switch (code.detail) {
    case 1:
        return DeliveryText::tr("The recipient's mail system has no room left.");
    case 4:
        return DeliveryText::tr("The mail is larger than the server accepts.");
    default:
        return DeliveryText::tr("The recipient's mail system takes no mail at the moment.");
    }
}

QString networkReason(const Code &code)
{
    switch (code.detail) {
    case 3:
    case 4:
        return DeliveryText::tr("The way to the recipient's mail system was not found.");
    case 6:
        return DeliveryText::tr("The mail went round in circles between mail systems.");
    case 7:
        return DeliveryText::tr("The recipient's mail system could not be reached for too long.");
    default:
        return DeliveryText::tr("The recipient's mail system could not be reached.");
    }
}

QString contentReason(const Code &code)
{
    switch (code.detail) {
    case 7:
    case 8:
    case 9:
    case 10:
        return DeliveryText::tr("An address has letters beyond ASCII before the @, and a mail server on the way does "
                                "not take such addresses (SMTPUTF8). Ask the recipient for another address.");
    default:
        return DeliveryText::tr("A mail server on the way cannot handle the form of this mail.");
    }
}

QString policyReason(const Code &code)
{
    switch (code.detail) {
    case 8:
    case 9:
    case 57: // Microsoft's
        return DeliveryText::tr("The server wants a sign-in that the mailbox is not allowed to make.");
    case 20:
    case 21:
    case 22:
    case 23:
    case 24:
    case 25:
    case 26:
    case 27:
        return DeliveryText::tr(
            "The recipient's system doubts that the mail comes from us (SPF, DKIM, DMARC or reverse "
            "DNS). Tell the administrator of our mail system.");
    case 2:
        return DeliveryText::tr("We may not write to this mailing list.");
    case 28:
        return DeliveryText::tr("Too many mails were sent in a short time.");
    default:
        return DeliveryText::tr("The recipient's system refused the mail by its rules, for example as spam.");
    }
}

QString byEnhancedCode(const Code &code)
{
    switch (code.subject) {
    case 1:
        return addressReason(code);
    case 2:
        return mailboxReason(code);
    case 3:
        return systemReason(code);
    case 4:
        return networkReason(code);
    case 5:
        return code.detail == 3 ? DeliveryText::tr("The mail has more recipients than the server takes at once.")
                                : DeliveryText::tr("The mail servers did not understand each other.");
    case 6:
        return contentReason(code);
    case 7:
        return policyReason(code);
    default:
        return {};
    }
}

/// For servers without enhanced codes (RFC 5321 section 4.2.3).
QString byReplyCode(int reply)
{
    switch (reply) {
    case 421:
    case 451:
        return DeliveryText::tr("The server cannot take the mail at the moment.");
    case 450:
        return DeliveryText::tr("The recipient's mailbox is busy at the moment.");
    case 452:
        return DeliveryText::tr("The server has no room left at the moment, or takes fewer recipients at once.");
    case 550:
    case 551:
        return DeliveryText::tr("The recipient's address does not exist, or the server may not reach it.");
    case 552:
        return DeliveryText::tr("The mail is too large, or the recipient's mailbox is full.");
    case 553:
        return DeliveryText::tr("The server does not accept the address.");
    case 554:
        return DeliveryText::tr("The server refused the mail for good.");
    default:
        return {};
    }
}

} // namespace

QString deliveryReason(const QString &serverWords)
{
    const Code code = domain::statusCodeIn(serverWords);
    if (code.category != 4 && code.category != 5)
        return {};
    const QString reason = code.enhanced ? byEnhancedCode(code) : QString();
    return reason.isEmpty() ? byReplyCode(code.reply) : reason;
}

QString deliveryText(const domain::RecipientDelivery &delivery)
{
    QString reason = deliveryReason(delivery.status);
    if (reason.isEmpty())
        reason = deliveryReason(delivery.words);
    switch (delivery.state) {
    case domain::DeliveryState::Failed:
        return reason.isEmpty() ? DeliveryText::tr("Not delivered.")
                                : DeliveryText::tr("Not delivered. %1").arg(reason);
    case domain::DeliveryState::Delayed:
        return reason.isEmpty() ? DeliveryText::tr("Delayed; a mail server keeps trying.")
                                : DeliveryText::tr("Delayed; a mail server keeps trying. %1").arg(reason);
    case domain::DeliveryState::Relayed:
        return DeliveryText::tr("Passed on to a system that does not report arrivals.");
    case domain::DeliveryState::Delivered:
        return DeliveryText::tr("Delivered.");
    case domain::DeliveryState::OutOfOffice:
        return DeliveryText::tr("Out of office.");
    }
    return {};
}

} // namespace liaison::ui
