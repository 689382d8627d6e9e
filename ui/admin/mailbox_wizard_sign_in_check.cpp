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
    if (draft().type == Type::Exchange) {
        mark(m_exchange, domain::SecretUse::Inbound);
    } else if (draft().type == Type::Graph) {
        mark(m_graph, domain::SecretUse::Inbound);
    } else {
        mark(m_inbound, domain::SecretUse::Inbound);
        mark(m_outbound, domain::SecretUse::Outbound);
    }
    return firstMarked(this);
}

void MailboxWizardSignIn::mark(SideFields *side, domain::SecretUse use)
{
    const bool inbound = use == domain::SecretUse::Inbound;
    const domain::Protocol protocol = inbound ? mailbox().inbound.protocol : mailbox().outbound.protocol;
    const QList<domain::FieldError> errors = errorsAt(mailbox(), use);
    for (const domain::FieldError &error : errors)
        side->mark(error.field, problemText(error, protocol));
    side->markLocalProblems();
    side->markMissingSecret(); // nothing is kept yet of a mailbox that is new
}

void MailboxWizardSignIn::clearProblems()
{
    m_exchange->clearProblems();
    m_graph->clearProblems();
    m_inbound->clearProblems();
    m_outbound->clearProblems();
}

} // namespace liaison::ui
