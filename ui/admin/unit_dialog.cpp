#include "ui/admin/unit_dialog.h"

#include "core/base/on_done.h"
#include "core/desk/incident_desk.h"
#include "core/domain/address.h"
#include "ui/admin/form_field.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace liaison::ui {

namespace {

/// Entries on lines, or separated by commas, semicolons or blanks.
QStringList entries(const QPlainTextEdit *edit)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    QStringList list = edit->toPlainText().split(separators, Qt::SkipEmptyParts);
    list.removeDuplicates();
    return list;
}

/// The first entry that is no address; empty when all are.
QString wrongAddress(const QStringList &list)
{
    for (const QString &entry : list) {
        if (!domain::isValidAddress(entry))
            return entry;
    }
    return {};
}

QString wrongDomain(const QStringList &list)
{
    for (const QString &entry : list) {
        if (!domain::isValidAddress(QStringLiteral("a@%1").arg(entry)))
            return entry;
    }
    return {};
}

} // namespace

UnitDialog::UnitDialog(const UiContext &context, const domain::BusinessUnit &unit, QWidget *parent)
    : QDialog(parent), m_context(context), m_unit(unit), m_bar(new MessageBar(this)), m_title(new QLineEdit(this)),
      m_description(new QLineEdit(this)), m_recipients(new QPlainTextEdit(this)), m_addresses(new QPlainTextEdit(this)),
      m_domains(new QPlainTextEdit(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(unit.id ? tr("Edit %1").arg(unit.title) : tr("New business unit"));
    build();
    m_title->setText(unit.title);
    m_description->setText(unit.description);
    m_recipients->setPlainText(unit.recipients.join(QLatin1Char('\n')));
    m_addresses->setPlainText(unit.knownAddresses.join(QLatin1Char('\n')));
    m_domains->setPlainText(unit.knownDomains.join(QLatin1Char('\n')));
}

void UnitDialog::build()
{
    m_title->setPlaceholderText(tr("Finance"));
    m_title->setMaxLength(200);
    m_recipients->setPlaceholderText(tr("One address a line: mail about incidents goes to them"));
    m_addresses->setPlaceholderText(tr("Further people whose mail is expected"));
    m_domains->setPlaceholderText(tr("finance.corp.example"));
    for (QPlainTextEdit *edit : {m_recipients, m_addresses, m_domains}) {
        edit->setTabChangesFocus(true);
        edit->setFixedHeight(76);
    }
    auto *form = new QFormLayout;
    const auto row = [this, form](const QString &name, QWidget *editor) {
        auto *field = new FormField(name, editor, this);
        form->addRow(name, field);
        return field;
    };
    m_titleField = row(tr("Title"), m_title);
    row(tr("Description"), m_description);
    m_recipientsField = row(tr("Notification recipients"), m_recipients);
    m_addressesField = row(tr("Known addresses"), m_addresses);
    m_domainsField = row(tr("Known domains"), m_domains);
    auto *hint
        = new PlainLabel(tr("Mail from a known domain is expected unless the sender's domain could not be verified "
                            "(DMARC)."),
                         this);
    hint->setWordWrap(true);
    hint->setMuted(true);
    form->addRow(QString(), hint);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addLayout(form, 1);
    column->addWidget(m_buttons);
    resize(540, 480);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &UnitDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

domain::BusinessUnit UnitDialog::edited() const
{
    domain::BusinessUnit unit = m_unit;
    unit.title = m_title->text().simplified();
    unit.description = m_description->text().simplified();
    unit.recipients = entries(m_recipients);
    unit.knownAddresses = entries(m_addresses);
    unit.knownDomains = entries(m_domains);
    return unit;
}

bool UnitDialog::markProblems()
{
    const domain::BusinessUnit unit = edited();
    const QString recipient = wrongAddress(unit.recipients);
    const QString address = wrongAddress(unit.knownAddresses);
    const QString domain = wrongDomain(unit.knownDomains);
    m_titleField->setProblem(unit.title.isEmpty() ? tr("Give the business unit a title.") : QString());
    m_recipientsField->setProblem(recipient.isEmpty() ? QString() : tr("“%1” is no e-mail address.").arg(recipient));
    m_addressesField->setProblem(address.isEmpty() ? QString() : tr("“%1” is no e-mail address.").arg(address));
    m_domainsField->setProblem(
        domain.isEmpty() ? QString() : tr("“%1” is no domain. It looks like finance.corp.example.").arg(domain));
    for (FormField *field : {m_titleField, m_recipientsField, m_addressesField, m_domainsField}) {
        if (!field->problem().isEmpty()) {
            field->focusEditor();
            return true;
        }
    }
    return false;
}

void UnitDialog::save()
{
    if (markProblems())
        return;
    QPushButton *saveButton = m_buttons->button(QDialogButtonBox::Save);
    saveButton->setEnabled(false);
    desk::IncidentDesk desk(m_context.desk);
    const domain::BusinessUnit unit = edited();
    onDone(this, unit.id ? desk.updateUnit(unit) : desk.createUnit(unit),
           [this, saveButton](Result<domain::BusinessUnit> result) {
               saveButton->setEnabled(true);
               if (result) {
                   Q_EMIT saved(*result);
                   accept();
               } else if (result.error().kind == ErrorKind::AlreadyExists) {
                   m_titleField->setProblem(tr("Another business unit has this title already."));
                   m_titleField->focusEditor();
               } else {
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(result.error()));
                   m_bar->addDetails(errorDetails(result.error()));
               }
           });
}

} // namespace liaison::ui
