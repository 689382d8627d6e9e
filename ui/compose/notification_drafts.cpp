#include "ui/compose/notification_drafts.h"

#include "core/domain/subject.h"
#include "core/domain/template_text.h"
#include "ui/compose/template_words.h"

namespace liaison::ui {

namespace {

void addRecipients(desk::ComposeDraft &draft, const domain::BusinessUnit &unit, domain::RecipientsRule rule)
{
    for (const QString &recipient : unit.recipients) {
        const bool copy = rule == domain::RecipientsRule::FirstAndCopy && !draft.to.isEmpty();
        (copy ? draft.cc : draft.to).append({QString(), recipient});
    }
}

} // namespace

desk::ComposeDraft notificationDraft(const desk::NotificationBoard &board, const desk::UnitOnBoard &on,
                                     domain::NotificationKind kind, const QString &analyst, UtcMs now)
{
    const bool reminds = kind == domain::NotificationKind::FollowUp;
    desk::ComposeDraft draft;
    draft.incident = board.incident.id;
    draft.mailbox = reminds && on.from ? on.from : board.mailbox; // a reminder comes from where the mail came from
    draft.businessUnit = on.unit.id;
    draft.markdown = true;
    addRecipients(draft, on.unit, board.rule.recipients);
    if (reminds) {
        draft.thread = on.thread;
        draft.follows = on.last;
    }
    const QString tag = domain::subjectTag(board.incident);
    const bool hasSubject = reminds && !on.lastSubject.isEmpty();
    draft.subject
        = hasSubject ? domain::replySubject(on.lastSubject, tag) : domain::taggedSubject(board.incident.title, tag);
    draft.text = board.signature;
    const std::optional<domain::MailTemplate> &used = reminds ? board.followUp : board.primary;
    const domain::TemplateText *words = used ? domain::textFor(*used, on.language) : nullptr;
    if (!words)
        return draft;
    const int minutes = reminds ? board.rule.followUpMinutes : on.answerMinutes;
    const desk::TemplateFacts facts{board.incident, on.unit, on.language, minutes};
    const domain::TemplateValues values = valuesInWords(facts, draft.to + draft.cc, analyst, words->language, now);
    const QString subject = domain::expandTemplate(words->subject, values, domain::TemplateTarget::Subject);
    if (!subject.isEmpty())
        draft.subject = domain::taggedSubject(subject, tag);
    draft.text = domain::expandTemplate(words->body, values, domain::TemplateTarget::Markdown) + board.signature;
    return draft;
}

QStringList unresolvedIn(const desk::ComposeDraft &draft)
{
    QStringList left = domain::unresolvedIn(draft.subject) + domain::unresolvedIn(draft.text);
    left.removeDuplicates();
    return left;
}

} // namespace liaison::ui
