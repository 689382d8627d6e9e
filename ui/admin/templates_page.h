#pragma once

#include "core/base/result.h"
#include "core/domain/mail_template.h"
#include "ui/common/ui_context.h"
#include "ui/common/unsaved_changes.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace liaison::ui {

class MessageBar;
class TemplateEditor;

/// Admin > Templates: mails that are written in advance. A template is archived, never deleted.
class TemplatesPage : public QWidget {
    Q_OBJECT
public:
    explicit TemplatesPage(const UiContext &context, QWidget *parent = nullptr);

    void focusList();
    void newTemplate();
    [[nodiscard]] std::optional<UnsavedChanges> unsavedChanges();
    [[nodiscard]] TemplateEditor *editor() const { return m_editor; }

private:
    QWidget *makeTop();
    QWidget *makeBody();
    void load();
    void fill(const QList<domain::MailTemplate> &templates);
    [[nodiscard]] const domain::MailTemplate *chosen() const;
    void onChosen();
    void openChosen();
    void begin();
    void toggleArchived();
    void selectEdited();
    void updateActions();

    UiContext m_context;
    QList<domain::MailTemplate> m_templates;
    bool m_writing = false;   ///< a new one is being written
    bool m_selecting = false; ///< by us, not by a person
    MessageBar *m_bar;
    QTreeWidget *m_list;
    TemplateEditor *m_editor;
    QStackedWidget *m_stack;
    QPushButton *m_archive = nullptr;
    QCheckBox *m_withArchived = nullptr;
};

} // namespace liaison::ui
