#pragma once

#include "core/domain/mail_template.h"
#include "ui/common/ui_context.h"
#include "ui/common/unsaved_changes.h"

#include <QWidget>

#include <functional>
#include <optional>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace liaison::ui {

class FormField;
class MessageBar;
class TemplateBody;
class TemplatePreview;

/// One template: name, what it is for, its texts by language, and beside them what they become. Nothing is saved
/// before Save, and Save refuses what has a problem, with a sentence at its field.
class TemplateEditor : public QWidget {
    Q_OBJECT
public:
    explicit TemplateEditor(const UiContext &context, QWidget *parent = nullptr);

    void edit(const domain::MailTemplate &mailTemplate);
    [[nodiscard]] domain::TemplateId current() const { return m_saved.id; }
    /// Whether `mailTemplate` is what it began with.
    [[nodiscard]] bool shows(const domain::MailTemplate &mailTemplate) const;
    /// Whether something is not saved.
    [[nodiscard]] bool isDirty() const;
    void focusName();
    [[nodiscard]] std::optional<UnsavedChanges> unsavedChanges();
    /// `then` runs once it is saved, and never where it is not.
    void save(const std::function<void()> &then = {});
    void revert();

Q_SIGNALS:
    void saved(const liaison::domain::MailTemplate &mailTemplate);
    void dirtyChanged();
    void reverted();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeFields();
    void connectFields();
    void guardFields(const PermissionGate &gate);
    void makeReadOnly();
    QWidget *makeLanguageRow();
    QPushButton *makeVariableButton();
    void keepText();
    void showLanguages(qsizetype chosen);
    void showText(qsizetype number);
    void addLanguage(const QString &tag);
    void removeLanguage();
    void makeDefault();
    void insertVariable(domain::TemplateVariable variable);
    void onEdited();
    void clearMarks();
    bool mark(const QList<domain::TemplateProblem> &problems);
    [[nodiscard]] FormField *fieldOf(const domain::TemplateProblem &problem) const;
    [[nodiscard]] domain::MailTemplate edited() const;

    UiContext m_context;
    domain::MailTemplate m_saved; ///< as the store has it; null id: a new one
    domain::MailTemplate m_now;   ///< with what is in the fields of other languages
    qsizetype m_shown = -1;       ///< which of the texts is in the fields
    bool m_filling = false;
    bool m_readOnly = false;
    bool m_subjectLast = false; ///< where a variable goes
    MessageBar *m_bar;
    QLineEdit *m_name;
    QComboBox *m_kind;
    QComboBox *m_language;
    QPushButton *m_add;
    QPushButton *m_remove;
    QPushButton *m_default;
    QLineEdit *m_subject;
    TemplateBody *m_body;
    FormField *m_nameField = nullptr;
    FormField *m_languageField = nullptr;
    FormField *m_subjectField = nullptr;
    FormField *m_bodyField = nullptr;
    TemplatePreview *m_preview;
    QPushButton *m_save;
    QPushButton *m_revert;
};

/// What a person is told of a problem.
QString sentenceFor(const domain::TemplateProblem &problem);

} // namespace liaison::ui
