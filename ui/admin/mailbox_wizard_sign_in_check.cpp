// What is wrong in the fields of the step, by the rules of the mailbox's form.
#include "ui/admin/mailbox_wizard_sign_in.h"

#include "ui/admin/endpoint_fields.h"
#include "ui/admin/exchange_fields.h"
#include "ui/admin/field_problems.h"
#include "ui/admin/form_field.h"
#include "ui/admin/graph_fields.h"

namespace liaison::ui {

using Type = MailboxDraft::Type;

FormField *MailboxWizardSignIn::markProblems()
{
    clearProblems();
    FormField *first = nullptr;
    const auto note = [&first](FormField *field) {
        if (field && !first)
            first = field;
    };
    const QList<domain::FieldError> errors = domain::validate(mailbox());
    for (const domain::FieldError &error : errors)
        note(mark(error));
    note(markLocalProblems());
    note(markMissingSecrets());
    return first;
}

FormField *MailboxWizardSignIn::mark(const domain::FieldError &error)
{
    const QString text = problemText(error);
    switch (draft().type) {
    case Type::Exchange:
        return m_exchange->mark(error.field, text);
    case Type::Graph:
        return m_graph->mark(error.field, text);
    case Type::ImapSmtp:
        break;
    }
    FormField *inbound = m_inbound->mark(error.field, text);
    FormField *outbound = m_outbound->mark(error.field, text);
    return inbound ? inbound : outbound;
}

FormField *MailboxWizardSignIn::markLocalProblems()
{
    if (draft().type == Type::Exchange)
        return m_exchange->markLocalProblems();
    if (draft().type == Type::Graph)
        return m_graph->markLocalProblems();
    FormField *inbound = m_inbound->markLocalProblems();
    FormField *outbound = m_outbound->markLocalProblems();
    return inbound ? inbound : outbound;
}

/// Nothing is kept yet of a mailbox that is new.
FormField *MailboxWizardSignIn::markMissingSecrets()
{
    if (draft().type == Type::Exchange)
        return m_exchange->markMissingSecret();
    if (draft().type == Type::Graph)
        return m_graph->markMissingSecret();
    FormField *inbound = m_inbound->markMissingSecret();
    FormField *outbound = m_outbound->markMissingSecret();
    return inbound ? inbound : outbound;
}

void MailboxWizardSignIn::clearProblems()
{
    m_exchange->clearProblems();
    m_graph->clearProblems();
    m_inbound->clearProblems();
    m_outbound->clearProblems();
}

} // namespace liaison::ui
