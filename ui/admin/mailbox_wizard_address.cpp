#include "ui/admin/mailbox_wizard_address.h"

#include "core/base/on_done.h"
#include "core/domain/address.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/field_problems.h"
#include "ui/admin/form_field.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

namespace liaison::ui {

MailboxWizardAddress::MailboxWizardAddress(const UiContext &context, MailboxDraft *draft, QWidget *parent)
    : MailboxWizardPage(tr("Address"), draft, parent), m_context(context)
{
    build();
    loadKnown();
}

void MailboxWizardAddress::build()
{
    column()->addWidget(paragraph(unitText(
        tr("The mailbox that {units} write to. Its mail is read and kept with the incident it belongs to; nothing "
           "is ever deleted on the server. “Next” looks for its server: this computer asks the hosts of the "
           "address's domain where its Exchange is, and shows a password to nobody."))));
    m_address = new QLineEdit(this);
    m_address->setPlaceholderText(QStringLiteral("ir@corp.example"));
    m_name = new QLineEdit(this);
    m_name->setPlaceholderText(tr("Incident Response"));
    m_name->setToolTip(tr("The name that mail is sent under."));
    m_addressField = new FormField(tr("E-mail address"), m_address, this);
    auto *nameField = new FormField(tr("Display name"), m_name, this);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("E-mail address"), m_addressField);
    form->addRow(tr("Display name"), nameField);
    column()->addLayout(form);

    const QString question = tr("Does another tool take mail out of this mailbox?");
    auto *asked = paragraph(question);
    asked->setBold(true);
    auto *answers = new QWidget(this);
    m_alone = new QRadioButton(tr("No, Liaison alone"), answers);
    m_shared = new QRadioButton(tr("Yes, another tool ingests it, too"), answers);
    auto *lines = new QVBoxLayout(answers);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_alone);
    lines->addWidget(m_shared);
    answers->setFocusProxy(m_alone);
    m_readersField = new FormField(question, answers, this);
    m_readers = new MessageBar(this);
    m_readers->setClosable(false);
    m_allTheSame = new QCheckBox(tr("Connect it all the same"), this);
    m_allTheSameField = new FormField(tr("Connect it all the same"), m_allTheSame, this);
    column()->addWidget(asked);
    column()->addWidget(m_readersField);
    column()->addWidget(m_readers);
    column()->addWidget(m_allTheSameField);
    column()->addStretch(1);
    for (QRadioButton *each : {m_alone, m_shared})
        connect(each, &QRadioButton::toggled, this, &MailboxWizardAddress::showReaders);
    showReaders();
}

/// Whether the address is free is said here already; saving asks the store again.
void MailboxWizardAddress::loadKnown()
{
    const auto read = [](store::Session &session) { return store::Mailboxes(session).list(); };
    onDone(this, m_context.store->read(read), [this](const Result<QList<domain::Mailbox>> &mailboxes) {
        if (!mailboxes)
            return; // saving says what is wrong with the store
        for (const domain::Mailbox &mailbox : *mailboxes)
            m_known << domain::normalisedAddress(mailbox.address);
    });
}

void MailboxWizardAddress::showReaders()
{
    const bool shared = m_shared->isChecked();
    m_readersField->setProblem({});
    m_allTheSameField->setProblem({});
    m_allTheSameField->setVisible(shared);
    if (!shared)
        return m_readers->clear();
    if (m_readers->isHidden())
        m_readers->showMessage(
            MessageBar::Kind::Warning,
            tr("Two readers of one mailbox take mail from each other: what the other tool moves or deletes before "
               "Liaison "
               "has read it never gets to its incident, and nobody notices. Better have the server put a copy of every "
               "mail into a mailbox that Liaison alone reads, or switch the other tool off first. If you go on, set "
               "the other tool so that it leaves mail where it is, and unread."));
}

void MailboxWizardAddress::take()
{
    mailbox().address = m_address->text().trimmed();
    mailbox().displayName = m_name->text().simplified();
}

QString MailboxWizardAddress::addressProblem() const
{
    domain::Mailbox entered;
    entered.address = m_address->text().trimmed();
    const QList<domain::FieldError> errors = domain::validate(entered);
    for (const domain::FieldError &error : errors) {
        if (error.field == domain::MailboxField::Address)
            return problemText(error);
    }
    return m_known.contains(domain::normalisedAddress(entered.address))
        ? tr("Another mailbox has this address already.")
        : QString();
}

bool MailboxWizardAddress::leave()
{
    const bool answered = m_alone->isChecked() || m_shared->isChecked();
    m_addressField->setProblem(addressProblem());
    m_readersField->setProblem(answered ? QString() : tr("Say whether another tool reads this mailbox."));
    const bool warned = m_shared->isChecked() && !m_allTheSame->isChecked();
    m_allTheSameField->setProblem(warned ? tr("Take another mailbox, or tick this if two readers are what you want.")
                                         : QString());
    for (FormField *field : {m_addressField, m_readersField, m_allTheSameField}) {
        if (field->problem().isEmpty())
            continue;
        field->focusEditor();
        return false;
    }
    take();
    return true;
}

void MailboxWizardAddress::markTaken()
{
    m_addressField->setProblem(tr("Another mailbox has this address already."));
    m_addressField->focusEditor();
}

QWidget *MailboxWizardAddress::firstEditor() const
{
    return m_address;
}

bool MailboxWizardAddress::isTouched() const
{
    return !m_address->text().isEmpty() || !m_name->text().isEmpty() || m_alone->isChecked() || m_shared->isChecked();
}

} // namespace liaison::ui
