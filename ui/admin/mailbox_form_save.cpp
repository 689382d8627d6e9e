// What is wrong in the mailbox's fields, and SAVE.
#include "ui/admin/mailbox_form.h"

#include "core/base/on_done.h"
#include "core/domain/mailbox.h"
#include "ui/admin/field_problems.h"
#include "ui/admin/form_field.h"
#include "ui/admin/side_fields.h"
#include "ui/common/message_bar.h"

#include <QPushButton>

namespace liaison::ui {

namespace {

/// Whether both would save the same.
bool sameFields(const desk::MailboxDesk::SaveRequest &a, const desk::MailboxDesk::SaveRequest &b)
{
    return a.mailbox.address == b.mailbox.address && a.mailbox.displayName == b.mailbox.displayName
        && a.mailbox.fetchSince == b.mailbox.fetchSince && a.mailbox.pollSeconds == b.mailbox.pollSeconds
        && a.mailbox.verboseUntil == b.mailbox.verboseUntil && a.mailbox.inbound == b.mailbox.inbound
        && a.mailbox.outbound == b.mailbox.outbound && a.inboundSecret == b.inboundSecret
        && a.outboundSecret == b.outboundSecret;
}

} // namespace

void MailboxForm::clearProblems()
{
    for (FormField *field : {m_addressField, m_nameField, m_sinceField, m_pollField, m_proxyField})
        field->setProblem({});
    for (SideFields *side : allSides())
        side->clearProblems();
}

bool MailboxForm::markProblems(bool ofReading, bool ofSending)
{
    clearProblems();
    m_bar->clear(); // it spoke of the fields as they were
    const domain::Mailbox mailbox = request().mailbox;
    markAccount(mailbox);
    if (ofReading)
        markSide(mailbox, domain::SecretUse::Inbound);
    if (ofSending && outbound())
        markSide(mailbox, domain::SecretUse::Outbound);
    FormField *first = firstMarked(this);
    if (first)
        first->focusEditor();
    return first != nullptr;
}

bool MailboxForm::hasUnsavedChanges() const
{
    return m_editing && !sameFields(typed(), m_asBegun);
}

void MailboxForm::cancel()
{
    dropTests();
    m_bar->clear();
    setEditing(false);
    showFields();
    if (!m_mailbox.id)
        Q_EMIT newCancelled();
}

void MailboxForm::markAccount(const domain::Mailbox &mailbox)
{
    const QList<domain::FieldError> errors = domain::validate(mailbox);
    for (const domain::FieldError &error : errors) {
        if (error.field == domain::MailboxField::Address)
            m_addressField->setProblem(problemText(error));
        else if (error.field == domain::MailboxField::PollSeconds)
            m_pollField->setProblem(problemText(error));
        else if (error.field == domain::MailboxField::InboundProxy)
            m_proxyField->setProblem(problemText(error));
    }
    if (mailbox.address.size() > longest::username)
        m_addressField->setProblem(tooLongText(longest::username));
    if (mailbox.displayName.size() > longest::displayName)
        m_nameField->setProblem(tooLongText(longest::displayName));
}

void MailboxForm::markSide(const domain::Mailbox &mailbox, domain::SecretUse use)
{
    const domain::Protocol protocol
        = use == domain::SecretUse::Inbound ? mailbox.inbound.protocol : mailbox.outbound.protocol;
    SideFields *side = fieldsOf(use, protocol);
    const QList<domain::FieldError> errors = errorsAt(mailbox, use);
    for (const domain::FieldError &error : errors)
        side->mark(error.field, problemText(error, protocol));
    side->markLocalProblems();
}

void MailboxForm::save()
{
    if (m_saving)
        return;
    if (markProblems()) {
        Q_EMIT notSaved();
        return;
    }
    setSaving(true);
    onDone(this, desk::MailboxDesk(m_context.desk).save(request()), [this](const Result<domain::Mailbox> &result) {
        setSaving(false);
        showSaved(result);
    });
}

void MailboxForm::setSaving(bool saving)
{
    m_saving = saving;
    setEditing(m_editing); // the fields follow
    m_cancel->setEnabled(!saving);
    m_save->setEnabled(!saving);
}

void MailboxForm::showRefused(const Error &error)
{
    m_save->setFocus(Qt::OtherFocusReason); // it lost the focus as it was closed
    if (error.kind == ErrorKind::AlreadyExists) {
        m_addressField->setProblem(tr("Another mailbox has this address already."));
        m_addressField->focusEditor();
    } else if (error.kind == ErrorKind::Conflict) {
        showChangedMeanwhile();
    } else {
        showError(error, tr("The mailbox was not saved."));
    }
}

void MailboxForm::showSaved(const Result<domain::Mailbox> &result)
{
    if (!result) {
        showRefused(result.error());
        Q_EMIT notSaved();
        return;
    }
    m_mailbox = *result; // what was tested is what was saved
    m_seen = *result;
    setEditing(false);
    showFields();
    m_bar->showMessage(MessageBar::Kind::Success, tr("Saved."));
    // SAVE is gone from sight, and the focus with it: what comes next takes it.
    (m_start->isEnabled() ? m_start : m_edit)->setFocus(Qt::OtherFocusReason);
    Q_EMIT saved(*result);
}

} // namespace liaison::ui
