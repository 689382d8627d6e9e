#pragma once

#include "core/base/clock.h"
#include "core/domain/message.h"
#include "core/store/messages.h"
#include "core/store/threads.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace liaison::ui {

/// What the tab says of mails and threads, as sentences. Pure: the same row gives the same words.
class MailWords {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::MailWords)

public:
    /// "2 new", "send failed", "waiting for them" …: the one state that matters most.
    static QString threadState(const store::ThreadRow &row);
    /// What stands below it: since when a side waits, unaccepted senders, a draft; may be empty.
    static QString threadStateDetail(const store::ThreadRow &row, UtcMs now);
    /// Whether the state asks for somebody's attention (and is painted so, beside the words).
    static bool needsAttention(const store::ThreadRow &row);

    /// What became of a mail of ours: "queued", "accepted by the server", … "answered". Never "delivered" for
    /// what a server merely accepted.
    static QStringList deliverySteps(const store::MailRow &row, bool answered);
    /// "bea@bu.example: Not delivered. The recipient's address does not exist."
    static QString deliveryLine(const domain::RecipientDelivery &delivery);
    /// Whether one of the people `mail` went to wrote a mail of their own afterwards.
    static bool isAnswered(const store::MailRow &mail, const QList<store::MailRow> &thread);
    static bool isMachine(const store::MailRow &row); ///< came in and no person wrote it
    static bool deliveryFailed(const store::MailRow &row);
    /// "Why is it here?"
    static QString whyHere(const store::MailRow &row);
    static QString kindOf(domain::MailKind kind); ///< empty for a person's mail
    static QString protectionNote(domain::Protection protection);
    static QString healthNote(domain::ParseHealth health);
    /// What is wrong with an attachment's name or type; empty: nothing.
    static QString attachmentWarning(const domain::PartInfo &part);
    /// "to Finance Security <fs@bu.example>, 2 more" with the real addresses.
    static QString recipients(const store::MailRow &row);
    /// "16:02 CET" today, "Fri 16:02 CET" this week, "3 Nov 2026, 16:02 CET" before: never without the zone.
    static QString arrivalTime(UtcMs at, UtcMs now);
    static QString showQuoted(int lines);
    static QString mailCount(int mails);
};

} // namespace liaison::ui
