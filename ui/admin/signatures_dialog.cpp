#include "ui/admin/signatures_dialog.h"

#include "core/base/on_done.h"
#include "ui/admin/form_field.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

SignaturesDialog::SignaturesDialog(const UiContext &context, QWidget *parent)
    : AskingDialog(parent), m_context(context), m_bar(new MessageBar(this)), m_team(new QPlainTextEdit(this)),
      m_own(new QPlainTextEdit(this)), m_teamField(new FormField(tr("Signature of the team"), m_team, this)),
      m_ownField(new FormField(tr("My signature"), m_own, this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Signatures"));
    m_team->setObjectName(QStringLiteral("teamSignature"));
    m_own->setObjectName(QStringLiteral("ownSignature"));
    m_own->setPlaceholderText(tr("Empty: the team's"));
    for (QPlainTextEdit *edit : {m_team, m_own}) {
        edit->setTabChangesFocus(true);
        edit->setFixedHeight(6 * fontMetrics().lineSpacing());
    }
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->addRow(tr("Of the team"), m_teamField);
    form->addRow(tr("Mine"), m_ownField);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addLayout(form, 1);
    column->addWidget(m_buttons);
    resize(60 * fontMetrics().averageCharWidth(), sizeHint().height());
    connect(m_buttons, &QDialogButtonBox::accepted, this, &SignaturesDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    guard();
    load();
}

/// Whoever writes mail may have a signature of their own.
void SignaturesDialog::guard()
{
    using domain::Permission;
    const auto keep = [this](QPlainTextEdit *edit, Permission permission) {
        if (m_context.gate.allows(permission))
            return;
        edit->setReadOnly(true);
        edit->setToolTip(PermissionGate::reasonFor(permission));
        edit->setAccessibleDescription(edit->toolTip());
    };
    keep(m_team, Permission::UpdateConfigurations);
    keep(m_own, Permission::ReplyToMail);
    m_context.gate.guard(m_buttons->button(QDialogButtonBox::Save), Permission::ReplyToMail);
}

void SignaturesDialog::load()
{
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(false); // nothing is there yet to be saved
    onDone(this, desk::SignatureDesk(m_context.desk).current(), [this](const Result<desk::Signatures> &now) {
        if (!now) {
            m_bar->showMessage(MessageBar::Kind::Error, errorText(now.error()));
            return;
        }
        m_saved = *now;
        m_team->setPlainText(now->team);
        m_own->setPlainText(now->own);
        m_asShown = {m_team->toPlainText(), m_own->toPlainText()};
        m_buttons->button(QDialogButtonBox::Save)->setEnabled(true);
    });
}

bool SignaturesDialog::hasUnsavedChanges() const
{
    return m_team->toPlainText() != m_asShown.team || m_own->toPlainText() != m_asShown.own;
}

QString SignaturesDialog::unsavedText() const
{
    return tr("What you changed in the signatures is not saved.");
}

void SignaturesDialog::save()
{
    // What cannot be changed goes back as it came: an editor makes blanks of blanks that do not break.
    const desk::Signatures wanted{m_team->isReadOnly() ? m_saved.team : m_team->toPlainText(), m_own->toPlainText()};
    const auto problem = [this](const QString &text) {
        return text.size() > desk::longestSignature ? tr("It has room for %1 characters.").arg(desk::longestSignature)
                                                    : QString();
    };
    m_teamField->setProblem(problem(wanted.team));
    m_ownField->setProblem(problem(wanted.own));
    for (FormField *field : {m_teamField, m_ownField}) {
        if (!field->problem().isEmpty()) {
            field->focusEditor();
            return;
        }
    }
    m_buttons->setEnabled(false);
    onDone(this, desk::SignatureDesk(m_context.desk).save(wanted), [this](Result<void> done) {
        m_buttons->setEnabled(true);
        if (done)
            accept();
        else
            m_bar->showMessage(MessageBar::Kind::Error, errorText(done.error()));
    });
}

} // namespace liaison::ui
