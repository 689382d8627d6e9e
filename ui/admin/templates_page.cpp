#include "ui/admin/templates_page.h"

#include "core/base/on_done.h"
#include "core/desk/template_desk.h"
#include "core/store/store.h"
#include "core/store/templates.h"
#include "ui/admin/signatures_dialog.h"
#include "ui/admin/template_editor.h"
#include "ui/admin/unit_languages_dialog.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/side_by_side.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"
#include "ui/common/unsaved_changes.h"
#include "ui/compose/template_words.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace liaison::ui {

TemplatesPage::TemplatesPage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this)), m_list(new QTreeWidget(this)),
      m_editor(new TemplateEditor(context, this)), m_stack(new QStackedWidget(this))
{
    m_list->setObjectName(QStringLiteral("templateList"));
    m_list->setHeaderLabels({tr("Template")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(tr("Templates"));
    auto *empty = new EmptyState(QStringLiteral("edit"), tr("No templates yet"),
                                 tr("A template is a mail written in advance, in one or more languages. What differs "
                                    "from incident to incident is filled in when it is used."),
                                 this);
    m_context.gate.guard(empty->addAction(QStringLiteral("edit"), tr("New template"), [this] { newTemplate(); }),
                         domain::Permission::UpdateTemplates);
    m_stack->addWidget(makeBody());
    m_stack->addWidget(empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(makeTop());
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    context.gate.explain(column, domain::Permission::UpdateTemplates);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &TemplatesPage::onChosen);
    connect(m_editor, &TemplateEditor::saved, this, [this] {
        m_writing = false;
        load();
    });
    connect(m_editor, &TemplateEditor::dirtyChanged, this, &TemplatesPage::updateActions);
    connect(m_editor, &TemplateEditor::reverted, this, &TemplatesPage::load);
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Setting}, this);
    connect(watch, &StoreWatch::stale, this, &TemplatesPage::load);
    updateActions();
    load();
}

QWidget *TemplatesPage::makeBody()
{
    auto *body = new QWidget(this);
    auto *row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    Letters::follow(m_list, [this] { m_list->setFixedWidth(22 * fontMetrics().averageCharWidth()); });
    row->addWidget(m_list);
    row->addWidget(m_editor, 1);
    return body;
}

QWidget *TemplatesPage::makeTop()
{
    // In a narrow window, or with large letters, below each other.
    auto *top = new SideBySide(12, this);
    auto *own = new QWidget(top);
    auto *common = new QWidget(top);
    auto *add = new QPushButton(icon(QStringLiteral("edit")), tr("New template"), own);
    m_archive = new QPushButton(own);
    auto *languages = new QPushButton(tr("Languages…"), common);
    UnitWord::follow(this, [languages] {
        languages->setToolTip(unitText(tr("The language that mail to each {unit} is written in")));
    });
    auto *signatures = new QPushButton(tr("Signatures…"), common);
    m_withArchived = new QCheckBox(tr("Show archived ones"), top);
    const auto group = [](QWidget *widget, const QList<QPushButton *> &buttons) {
        auto *row = new QHBoxLayout(widget);
        row->setContentsMargins(0, 0, 0, 0);
        for (QPushButton *button : buttons)
            row->addWidget(button);
        row->addStretch(1);
    };
    group(own, {add, m_archive});
    group(common, {languages, signatures});
    top->add(own, 0);
    top->add(common);
    top->add(m_withArchived, 0);
    for (QWidget *each : {add, m_archive})
        m_context.gate.guard(each, domain::Permission::UpdateTemplates);
    m_context.gate.guard(languages, domain::Permission::UpdateBusinessUnits);
    connect(add, &QPushButton::clicked, this, &TemplatesPage::newTemplate);
    connect(m_archive, &QPushButton::clicked, this, &TemplatesPage::toggleArchived);
    connect(languages, &QPushButton::clicked, this, [this] {
        auto *dialog = new UnitLanguagesDialog(m_context, this);
        dialog->open();
    });
    connect(signatures, &QPushButton::clicked, this, [this] {
        auto *dialog = new SignaturesDialog(m_context, this);
        dialog->open();
    });
    connect(m_withArchived, &QCheckBox::toggled, this, &TemplatesPage::load);
    return top;
}

void TemplatesPage::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

std::optional<UnsavedChanges> TemplatesPage::unsavedChanges()
{
    return m_editor->unsavedChanges();
}

void TemplatesPage::newTemplate()
{
    askToLeave(this, m_editor->unsavedChanges(), [this] { begin(); });
}

void TemplatesPage::begin()
{
    m_writing = true;
    m_selecting = true;
    m_list->setCurrentItem(nullptr);
    m_selecting = false;
    m_stack->setCurrentIndex(0);
    m_editor->edit({});
    m_editor->focusName();
    updateActions();
}

void TemplatesPage::load()
{
    onDone(this, m_context.store->read([archived = m_withArchived->isChecked()](store::Session &session) {
        return store::Templates(session).list(archived);
    }),
           [this](Result<QList<domain::MailTemplate>> templates) {
               if (templates)
                   fill(*templates);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(templates.error()));
           });
}

void TemplatesPage::fill(const QList<domain::MailTemplate> &templates)
{
    m_templates = templates;
    m_selecting = true;
    m_list->clear();
    for (const domain::MailTemplate &one : templates) {
        auto *item = new QTreeWidgetItem(m_list);
        item->setText(0, one.archived ? tr("%1 (archived)").arg(one.name) : one.name);
        QStringList languages;
        for (const domain::TemplateText &text : one.texts)
            languages << text.language;
        item->setToolTip(0, QStringLiteral("%1\n%2: %3").arg(one.name, wordFor(one.kind), languages.join(u' ')));
    }
    m_selecting = false;
    selectEdited();
    m_stack->setCurrentIndex(templates.isEmpty() && !m_writing && !m_editor->isDirty() ? 1 : 0);
    updateActions();
}

const domain::MailTemplate *TemplatesPage::chosen() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row >= 0 && row < m_templates.size() ? &m_templates.at(row) : nullptr;
}

/// The row of what is in the editor; where that is nothing yet, the first template comes in.
void TemplatesPage::selectEdited()
{
    int row = -1;
    for (int i = 0; i < m_templates.size(); ++i) {
        if (m_templates.at(i).id == m_editor->current())
            row = i;
    }
    const bool open = row < 0 && !m_writing && !m_editor->isDirty() && !m_templates.isEmpty();
    m_selecting = true;
    m_list->setCurrentItem(m_list->topLevelItem(open ? 0 : row));
    m_selecting = false;
    // What somebody else saved meanwhile is shown, unless something would be lost by it.
    if (open || (row >= 0 && !m_editor->isDirty()))
        openChosen();
}

void TemplatesPage::onChosen()
{
    if (m_selecting)
        return;
    const domain::MailTemplate *wanted = chosen();
    if (!wanted || wanted->id == m_editor->current())
        return;
    if (!m_editor->isDirty()) {
        openChosen();
        return;
    }
    const domain::TemplateId id = wanted->id;
    selectEdited();
    askToLeave(this, m_editor->unsavedChanges(), [this, id] {
        for (int i = 0; i < m_templates.size(); ++i) {
            if (m_templates.at(i).id != id)
                continue;
            m_selecting = true;
            m_list->setCurrentItem(m_list->topLevelItem(i));
            m_selecting = false;
            openChosen();
        }
    });
}

void TemplatesPage::openChosen()
{
    const domain::MailTemplate *wanted = chosen();
    if (!wanted)
        return;
    m_writing = false;
    if (wanted->id != m_editor->current() || !m_editor->shows(*wanted))
        m_editor->edit(*wanted);
    updateActions();
}

void TemplatesPage::toggleArchived()
{
    const domain::MailTemplate *one = chosen();
    if (!one)
        return;
    onDone(this, desk::TemplateDesk(m_context.desk).setArchived(*one, !one->archived),
           [this](Result<domain::MailTemplate> done) {
               if (!done) {
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(done.error()));
                   return;
               }
               m_bar->showMessage(MessageBar::Kind::Success,
                                  done->archived ? tr("%1 is archived. It is offered no more.").arg(done->name)
                                                 : tr("%1 is back.").arg(done->name));
           });
}

void TemplatesPage::updateActions()
{
    const domain::MailTemplate *one = chosen();
    m_archive->setEnabled(one && !m_editor->isDirty());
    m_archive->setText(one && one->archived ? tr("Take out of the archive") : tr("Archive"));
}

} // namespace liaison::ui
