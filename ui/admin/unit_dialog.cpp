#include "ui/admin/unit_dialog.h"

#include "core/base/on_done.h"
#include "core/desk/unit_desk.h"
#include "ui/admin/form_field.h"
#include "ui/admin/hours_box.h"
#include "ui/admin/unit_words.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"

#include <QDialogButtonBox>
#include <QFontMetrics>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>
#include <tuple>

namespace liaison::ui {

using domain::UnitField;

namespace {

constexpr int linesOfAList = 3;

QStringList entries(const QPlainTextEdit *edit)
{
    return domain::entriesOf(edit->toPlainText());
}

QString listText(const QStringList &entries)
{
    return entries.join(QStringLiteral(", "));
}

} // namespace

UnitDialog::UnitDialog(const UiContext &context, const domain::BusinessUnit &unit, QWidget *parent)
    : AskingDialog(parent), m_context(context), m_unit(unit), m_bar(new MessageBar(this)), m_title(new QLineEdit(this)),
      m_description(new QLineEdit(this)), m_recipients(new QPlainTextEdit(this)), m_addresses(new QPlainTextEdit(this)),
      m_domains(new QPlainTextEdit(this)), m_deputy(new QLineEdit(this)), m_phone(new QLineEdit(this)),
      m_hours(new HoursBox(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(unit.id ? tr("Edit %1").arg(unit.title) : unitText(tr("New {unit}")));
    build();
    fill();
    if (!context.gate.allows(domain::Permission::UpdateBusinessUnits))
        showOnly();
}

void UnitDialog::build()
{
    m_title->setPlaceholderText(tr("Finance"));
    m_recipients->setPlaceholderText(tr("Mail about incidents goes to them: ciso@finance.corp.example, …"));
    m_addresses->setPlaceholderText(tr("Further people whose mail is expected"));
    m_domains->setPlaceholderText(tr("finance.corp.example"));
    m_deputy->setPlaceholderText(tr("Who is written to while the recipients are away"));
    m_phone->setPlaceholderText(tr("Whom to call when an answer is overdue: +49 30 1234567"));
    m_hours->setMinuteRange(0, domain::mostAnswerMinutes);
    m_hours->setSingleStep(1);
    m_hours->setSuffix(tr(" hours"));
    m_hours->setSpecialValueText(tr("as the notification process says"));
    for (QPlainTextEdit *edit : {m_recipients, m_addresses, m_domains}) {
        edit->setTabChangesFocus(true);
        edit->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        edit->setFixedHeight(QFontMetrics(edit->font()).lineSpacing() * linesOfAList + 2 * edit->frameWidth() + 10);
    }
    auto *form = new QFormLayout;
    addRow(form, UnitField::Title, m_title);
    addRow(form, UnitField::Description, m_description);
    addRow(form, UnitField::Recipients, m_recipients);
    addRow(form, UnitField::Deputy, m_deputy);
    addRow(form, UnitField::EscalationPhone, m_phone);
    addRow(form, UnitField::AnswerMinutes, m_hours);
    addRow(form, UnitField::KnownAddresses, m_addresses);
    addRow(form, UnitField::KnownDomains, m_domains);
    addHint(form,
            tr("Mail from a known domain is expected unless the sender's domain could not be verified (DMARC). "
               "Separate entries by commas, blanks or lines."));
    const QList<QWidget *> order{m_title, m_description, m_recipients, m_deputy,
                                 m_phone, m_hours,       m_addresses,  m_domains};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addLayout(form, 1);
    column->addWidget(m_buttons);
    resize(sizeHint().expandedTo({620, 0}));
    connect(m_buttons, &QDialogButtonBox::accepted, this, &UnitDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

/// All that is known of it, for somebody who may not change it.
void UnitDialog::showOnly()
{
    setWindowTitle(m_unit.title);
    for (QWidget *each : std::initializer_list<QWidget *>{m_title, m_description, m_deputy, m_phone, m_hours})
        setReadOnly(each, true);
    for (QPlainTextEdit *each : {m_recipients, m_addresses, m_domains})
        each->setReadOnly(true);
    m_context.gate.guard(m_buttons->button(QDialogButtonBox::Save), domain::Permission::UpdateBusinessUnits);
    m_bar->setClosable(false);
    m_bar->showMessage(MessageBar::Kind::Info, PermissionGate::reasonFor(domain::Permission::UpdateBusinessUnits));
}

void UnitDialog::addRow(QFormLayout *form, UnitField field, QWidget *editor)
{
    auto *row = new FormField(wordFor(field), editor, this);
    auto *label = new PlainLabel(wordFor(field), this);
    label->setBuddy(editor);
    form->addRow(label, row);
    m_fields.insert(field, row);
}

void UnitDialog::addHint(QFormLayout *form, const QString &text)
{
    auto *hint = new PlainLabel(text, this);
    hint->setWordWrap(true);
    hint->setMuted(true);
    form->addRow(QString(), hint);
}

void UnitDialog::fill()
{
    m_title->setText(m_unit.title);
    m_description->setText(m_unit.description);
    m_recipients->setPlainText(listText(m_unit.recipients));
    m_addresses->setPlainText(listText(m_unit.knownAddresses));
    m_domains->setPlainText(listText(m_unit.knownDomains));
    m_deputy->setText(m_unit.deputy);
    m_phone->setText(m_unit.escalationPhone);
    m_hours->setMinutes(m_unit.answerMinutes);
    m_asShown = edited();
}

domain::BusinessUnit UnitDialog::edited() const
{
    domain::BusinessUnit unit = m_unit;
    unit.title = m_title->text();
    // A line edit shows one line of what may have come from a file with more.
    if (m_description->isModified())
        unit.description = m_description->text();
    unit.recipients = entries(m_recipients);
    unit.knownAddresses = entries(m_addresses);
    unit.knownDomains = entries(m_domains);
    unit.deputy = m_deputy->text();
    unit.escalationPhone = m_phone->text();
    unit.answerMinutes = m_hours->minutes();
    return tidied(unit);
}

void UnitDialog::mark(const domain::UnitProblem &problem, const QString &sentence)
{
    if (FormField *field = m_fields.value(problem.field))
        field->setProblem(sentence);
}

bool UnitDialog::markProblems()
{
    const QList<domain::UnitProblem> problems = problemsOf(edited());
    for (FormField *field : std::as_const(m_fields))
        field->setProblem({});
    for (const domain::UnitProblem &problem : problems)
        mark(problem, sentenceFor(problem));
    if (problems.isEmpty())
        return false;
    m_fields.value(problems.constFirst().field)->focusEditor();
    makeRoom();
    return true;
}

/// For the sentences that have just appeared.
void UnitDialog::makeRoom()
{
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

bool UnitDialog::hasUnsavedChanges() const
{
    const auto fields = [](const domain::BusinessUnit &unit) {
        return std::tie(unit.title, unit.description, unit.recipients, unit.knownAddresses, unit.knownDomains,
                        unit.deputy, unit.escalationPhone, unit.answerMinutes);
    };
    const domain::BusinessUnit now = edited();
    return fields(now) != fields(m_asShown);
}

QString UnitDialog::unsavedText() const
{
    return m_unit.id ? tr("What you changed in %1 is not saved.").arg(m_unit.title)
                     : tr("What you wrote is not saved yet.");
}

void UnitDialog::save()
{
    if (markProblems())
        return;
    QPushButton *saveButton = m_buttons->button(QDialogButtonBox::Save);
    saveButton->setEnabled(false);
    desk::UnitDesk desk(m_context.desk);
    const domain::BusinessUnit unit = edited();
    onDone(this, unit.id ? desk.update(unit) : desk.create(unit),
           [this, saveButton](Result<domain::BusinessUnit> result) {
               saveButton->setEnabled(true);
               if (result) {
                   Q_EMIT saved(*result);
                   accept();
               } else if (result.error().kind == ErrorKind::AlreadyExists) {
                   FormField *title = m_fields.value(UnitField::Title);
                   title->setProblem(tr("Another one has this title already."));
                   title->focusEditor();
                   makeRoom();
               } else {
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(result.error()));
                   m_bar->addDetails(errorDetails(result.error()));
               }
           });
}

} // namespace liaison::ui
