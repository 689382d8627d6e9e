// How the editor of templates is put together; what it does is in template_editor.cpp.
#include "ui/admin/form_field.h"
#include "ui/admin/template_body.h"
#include "ui/admin/template_editor.h"
#include "ui/admin/template_preview.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/side_by_side.h"
#include "ui/common/unit_word.h"
#include "ui/compose/template_words.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace liaison::ui {

TemplateEditor::TemplateEditor(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this)), m_name(new QLineEdit(this)),
      m_kind(new QComboBox(this)), m_language(new QComboBox(this)), m_add(new QPushButton(tr("Add language"), this)),
      m_remove(new QPushButton(tr("Remove"), this)), m_default(new QPushButton(tr("Use where none fits"), this)),
      m_subject(new QLineEdit(this)), m_body(new TemplateBody(this)), m_preview(new TemplatePreview(context, this)),
      m_save(new QPushButton(icon(QStringLiteral("save")), tr("Save"), this)),
      m_revert(new QPushButton(tr("Revert"), this))
{
    m_name->setObjectName(QStringLiteral("templateName"));
    m_subject->setObjectName(QStringLiteral("templateSubject"));
    m_body->setObjectName(QStringLiteral("templateBody"));
    m_save->setObjectName(QStringLiteral("templateSave"));
    m_save->setToolTip(tr("Save the template"));
    m_name->setMaxLength(static_cast<int>(domain::longestTemplateName));
    m_subject->setMaxLength(static_cast<int>(domain::longestTemplateSubject));
    m_subject->setPlaceholderText(tr("Empty: the mail keeps its subject"));
    m_body->setPlaceholderText(tr("Write here. {{ offers what can be filled in; **bold**, - list, # heading."));
    Letters::follow(m_body, [this] { m_body->setMinimumHeight(9 * fontMetrics().lineSpacing()); });
    m_kind->setAccessibleName(tr("What it is for"));
    for (const domain::TemplateKind kind :
         {domain::TemplateKind::Free, domain::TemplateKind::Primary, domain::TemplateKind::FollowUp})
        m_kind->addItem(wordFor(kind), static_cast<int>(kind));
    auto *halves = new SideBySide(16, this);
    halves->add(makeFields(), 3);
    halves->add(m_preview, 2);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(halves);
    area->viewport()->setAutoFillBackground(false);
    halves->setAutoFillBackground(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(makeVariableButton());
    buttons->addStretch(1);
    buttons->addWidget(m_revert);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_bar);
    column->addWidget(area, 1);
    column->addLayout(buttons);
    connectFields();
    guardFields(context.gate);
    edit({});
}

QWidget *TemplateEditor::makeFields()
{
    auto *fields = new QWidget(this);
    auto *form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_nameField = new FormField(tr("Name"), m_name, fields);
    m_languageField = new FormField(tr("Language"), m_language, fields);
    m_subjectField = new FormField(tr("Subject"), m_subject, fields);
    m_bodyField = new FormField(tr("Text"), m_body, fields);
    m_bodyField->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    form->addRow(tr("Name"), m_nameField);
    form->addRow(tr("For"), m_kind);
    form->addRow(tr("Language"), m_languageField);
    form->addRow(QString(), makeLanguageRow());
    form->addRow(tr("Subject"), m_subjectField);
    form->addRow(tr("Text"), m_bodyField);
    return fields;
}

QWidget *TemplateEditor::makeLanguageRow()
{
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton *button : {m_add, m_remove, m_default})
        row->addWidget(button);
    row->addStretch(1);
    m_remove->setAccessibleName(tr("Remove this language"));
    UnitWord::follow(
        this, [this] { m_default->setToolTip(unitText(tr("{Units} whose language has no text here get this one"))); });
    auto *menu = new QMenu(m_add);
    for (const QString &tag : offeredLanguages())
        connect(menu->addAction(languageName(tag)), &QAction::triggered, this, [this, tag] { addLanguage(tag); });
    m_add->setMenu(menu);
    return line;
}

QPushButton *TemplateEditor::makeVariableButton()
{
    auto *button = new QPushButton(tr("Insert variable"), this);
    m_context.gate.guard(button, domain::Permission::UpdateTemplates);
    button->setObjectName(QStringLiteral("insertVariable"));
    auto *menu = new QMenu(button);
    for (const domain::TemplateVariable variable : domain::allTemplateVariables()) {
        QAction *action = menu->addAction(QString());
        connect(action, &QAction::triggered, this, [this, variable] { insertVariable(variable); });
        UnitWord::follow(action, [action, variable] {
            action->setText(QStringLiteral("%1\t%2").arg(wordFor(variable), domain::placeholderOf(variable)));
        });
    }
    button->setMenu(menu);
    return button;
}

/// Whoever may not write templates reads them, in each language.
void TemplateEditor::guardFields(const PermissionGate &gate)
{
    using domain::Permission;
    for (QWidget *each : {m_add, m_remove, m_default, m_save})
        gate.guard(each, Permission::UpdateTemplates);
    m_readOnly = !gate.allows(Permission::UpdateTemplates);
    makeReadOnly();
}

void TemplateEditor::makeReadOnly()
{
    if (!m_readOnly)
        return;
    for (QWidget *each : std::initializer_list<QWidget *>{m_name, m_kind, m_subject})
        setReadOnly(each, true);
    m_body->setReadOnly(true);
}

void TemplateEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        makeReadOnly(); // in the new colours
}

void TemplateEditor::connectFields()
{
    const auto edited = [this] { onEdited(); };
    connect(m_name, &QLineEdit::textChanged, this, edited);
    connect(m_subject, &QLineEdit::textChanged, this, edited);
    connect(m_body, &QPlainTextEdit::textChanged, this, edited);
    connect(m_kind, &QComboBox::currentIndexChanged, this, edited);
    connect(m_language, &QComboBox::activated, this, [this](int number) {
        keepText();
        showText(number);
    });
    connect(m_remove, &QPushButton::clicked, this, &TemplateEditor::removeLanguage);
    connect(m_default, &QPushButton::clicked, this, &TemplateEditor::makeDefault);
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
    connect(m_revert, &QPushButton::clicked, this, &TemplateEditor::revert);
    connect(m_subject, &QLineEdit::cursorPositionChanged, this, [this] { m_subjectLast = m_subject->hasFocus(); });
    connect(m_body, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (m_body->hasFocus())
            m_subjectLast = false;
    });
}

} // namespace liaison::ui
