#include "ui/admin/template_editor.h"

#include "core/base/on_done.h"
#include "core/desk/template_desk.h"
#include "ui/admin/form_field.h"
#include "ui/admin/template_body.h"
#include "ui/admin/template_preview.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/compose/template_words.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace liaison::ui {

namespace {

struct Problem {
    Q_DECLARE_TR_FUNCTIONS(TemplateProblem)
};

bool same(const domain::MailTemplate &a, const domain::MailTemplate &b)
{
    return a.name == b.name && a.kind == b.kind && a.defaultLanguage == b.defaultLanguage && a.texts == b.texts;
}

/// A template that is begun: one empty text in the language of the program.
domain::MailTemplate blank()
{
    domain::MailTemplate one;
    const QString language = QLocale().name().section(QLatin1Char('_'), 0, 0);
    one.defaultLanguage = domain::languageTag(language).value_or(QStringLiteral("en"));
    one.texts.append({one.defaultLanguage, {}, {}});
    return one;
}

} // namespace

QString sentenceFor(const domain::TemplateProblem &problem)
{
    using Kind = domain::TemplateProblem::Kind;
    switch (problem.kind) {
    case Kind::NameMissing:
        return Problem::tr("Give the template a name.");
    case Kind::NameTooLong:
        return Problem::tr("The name has room for %1 characters.").arg(domain::longestTemplateName);
    case Kind::NoText:
    case Kind::NoDefault:
        return Problem::tr("Add a text in the language that is used where none fits.");
    case Kind::TooManyTexts:
        return Problem::tr("A template has room for %1 languages.").arg(domain::mostTemplateTexts);
    case Kind::NotALanguage:
        return Problem::tr("“%1” is no language such as de or pt-BR.").arg(problem.words);
    case Kind::LanguageTwice:
        return Problem::tr("There are two texts in this language.");
    case Kind::SubjectTooLong:
        return Problem::tr("The subject has room for %1 characters.").arg(domain::longestTemplateSubject);
    case Kind::SubjectNotOneLine:
        return Problem::tr("A subject is one line.");
    case Kind::BodyMissing:
        return Problem::tr("Write what the mail shall say.");
    case Kind::BodyTooLong:
        return Problem::tr("The text has room for %1 characters.").arg(domain::longestTemplateBody);
    case Kind::UnknownVariable:
        if (problem.words == QLatin1String("{{"))
            return Problem::tr("“{{” has no “}}” in its line.");
        return Problem::tr("Nobody knows the variable %1. “Insert variable” has those there are.").arg(problem.words);
    }
    return {};
}

void TemplateEditor::edit(const domain::MailTemplate &mailTemplate)
{
    m_filling = true;
    m_saved = mailTemplate.id ? mailTemplate : blank();
    m_now = m_saved;
    m_shown = -1;
    m_bar->clear();
    clearMarks();
    m_name->setText(m_saved.name);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(m_saved.kind)));
    qsizetype usual = 0;
    for (qsizetype i = 0; i < m_now.texts.size(); ++i) {
        if (m_now.texts.at(i).language == m_now.defaultLanguage)
            usual = i;
    }
    showLanguages(usual);
    m_filling = false;
    onEdited();
}

void TemplateEditor::revert()
{
    edit(m_saved);
    Q_EMIT reverted();
}

bool TemplateEditor::isDirty() const
{
    return !same(edited(), m_saved);
}

bool TemplateEditor::shows(const domain::MailTemplate &mailTemplate) const
{
    return m_saved.id == mailTemplate.id && m_saved.updatedAt == mailTemplate.updatedAt;
}

void TemplateEditor::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
}

/// Takes what is in the fields into the text they belong to.
void TemplateEditor::keepText()
{
    if (m_shown < 0 || m_shown >= m_now.texts.size())
        return;
    m_now.texts[m_shown].subject = m_subject->text();
    m_now.texts[m_shown].body = m_body->toPlainText();
}

domain::MailTemplate TemplateEditor::edited() const
{
    domain::MailTemplate now = m_now;
    now.name = m_name->text();
    now.kind = static_cast<domain::TemplateKind>(m_kind->currentData().toInt());
    if (m_shown >= 0 && m_shown < now.texts.size()) {
        now.texts[m_shown].subject = m_subject->text();
        now.texts[m_shown].body = m_body->toPlainText();
    }
    return now;
}

void TemplateEditor::showLanguages(qsizetype chosen)
{
    m_language->clear();
    for (const domain::TemplateText &text : std::as_const(m_now.texts)) {
        const QString name = languageName(text.language);
        m_language->addItem(text.language == m_now.defaultLanguage ? tr("%1, where none fits").arg(name) : name);
    }
    m_language->setCurrentIndex(static_cast<int>(chosen));
    showText(chosen);
}

void TemplateEditor::showText(qsizetype number)
{
    if (number < 0 || number >= m_now.texts.size())
        return;
    const bool wasFilling = m_filling;
    m_filling = true;
    m_shown = number;
    m_language->setCurrentIndex(static_cast<int>(number));
    const domain::TemplateText &text = m_now.texts.at(number);
    m_subject->setText(text.subject);
    m_body->setPlainText(text.body);
    const bool usual = text.language == m_now.defaultLanguage;
    m_remove->setEnabled(!usual);
    m_remove->setToolTip(usual ? tr("Another language has to be used where none fits, first") : QString());
    m_default->setEnabled(!usual);
    m_filling = wasFilling;
    m_preview->showText(text);
}

void TemplateEditor::addLanguage(const QString &tag)
{
    keepText();
    const auto there = std::find_if(m_now.texts.cbegin(), m_now.texts.cend(),
                                    [&tag](const domain::TemplateText &text) { return text.language == tag; });
    if (there != m_now.texts.cend()) {
        showText(there - m_now.texts.cbegin());
        return;
    }
    m_now.texts.append({tag, {}, {}});
    showLanguages(m_now.texts.size() - 1);
    onEdited();
    m_body->setFocus(Qt::OtherFocusReason);
}

void TemplateEditor::removeLanguage()
{
    m_now.texts.removeAt(m_shown);
    m_shown = -1;
    showLanguages(0);
    onEdited();
    m_language->setFocus(Qt::OtherFocusReason);
}

void TemplateEditor::makeDefault()
{
    keepText();
    m_now.defaultLanguage = m_now.texts.at(m_shown).language;
    showLanguages(m_shown);
    onEdited();
}

void TemplateEditor::insertVariable(domain::TemplateVariable variable)
{
    if (m_subjectLast) {
        m_subject->insert(domain::placeholderOf(variable));
        m_subject->setFocus(Qt::OtherFocusReason);
    } else {
        m_body->insertPlainText(domain::placeholderOf(variable));
        m_body->setFocus(Qt::OtherFocusReason);
    }
}

void TemplateEditor::onEdited()
{
    if (m_filling)
        return;
    clearMarks();
    const domain::MailTemplate now = edited();
    const bool dirty = !same(now, m_saved);
    m_save->setEnabled(dirty);
    m_revert->setEnabled(dirty);
    m_preview->showText(now.texts.value(m_shown));
    // Unknown variables are named at once: they are what a typing error makes.
    const QList<domain::TemplateProblem> problems = domain::problemsOf(now);
    for (const domain::TemplateProblem &problem : problems) {
        if (problem.kind == domain::TemplateProblem::Kind::UnknownVariable && problem.text == m_shown
            && fieldOf(problem)->problem().isEmpty() && problem.words != QLatin1String("{{"))
            fieldOf(problem)->setProblem(sentenceFor(problem));
    }
    Q_EMIT dirtyChanged();
}

void TemplateEditor::clearMarks()
{
    for (FormField *field : {m_nameField, m_languageField, m_subjectField, m_bodyField})
        field->setProblem({});
}

FormField *TemplateEditor::fieldOf(const domain::TemplateProblem &problem) const
{
    using Kind = domain::TemplateProblem::Kind;
    switch (problem.kind) {
    case Kind::NameMissing:
    case Kind::NameTooLong:
        return m_nameField;
    case Kind::SubjectTooLong:
    case Kind::SubjectNotOneLine:
        return m_subjectField;
    case Kind::BodyMissing:
    case Kind::BodyTooLong:
        return m_bodyField;
    case Kind::UnknownVariable:
        return problem.inSubject ? m_subjectField : m_bodyField;
    default:
        return m_languageField;
    }
}

/// Shows the language of the first problem and marks everything that is wrong there; whether there was one.
bool TemplateEditor::mark(const QList<domain::TemplateProblem> &problems)
{
    if (problems.isEmpty())
        return false;
    const domain::TemplateProblem &first = problems.first();
    if (first.text >= 0 && first.text != m_shown) {
        keepText();
        showText(first.text);
    }
    clearMarks();
    for (const domain::TemplateProblem &problem : problems) {
        if ((problem.text < 0 || problem.text == m_shown) && fieldOf(problem)->problem().isEmpty())
            fieldOf(problem)->setProblem(sentenceFor(problem));
    }
    fieldOf(first)->focusEditor();
    return true;
}

std::optional<UnsavedChanges> TemplateEditor::unsavedChanges()
{
    if (!isDirty())
        return std::nullopt;
    const QString name = m_name->text().simplified();
    return UnsavedChanges{name.isEmpty() ? tr("What you wrote in the template is not saved.")
                                         : tr("What you wrote in the template %1 is not saved.").arg(name),
                          [this](const std::function<void()> &then) { save(then); }, [this] { edit(m_saved); }};
}

void TemplateEditor::save(const std::function<void()> &then)
{
    const domain::MailTemplate wanted = domain::tidied(edited());
    if (mark(domain::problemsOf(wanted)))
        return;
    m_save->setEnabled(false);
    onDone(this, desk::TemplateDesk(m_context.desk).save(wanted), [this, then](Result<domain::MailTemplate> done) {
        m_save->setEnabled(true);
        if (done) {
            edit(*done);
            m_bar->showMessage(MessageBar::Kind::Success, tr("%1 is saved.").arg(done->name));
            Q_EMIT saved(*done);
            if (then)
                then();
        } else if (done.error().kind == ErrorKind::AlreadyExists) {
            m_nameField->setProblem(tr("Another template has this name already."));
            m_nameField->focusEditor();
        } else {
            m_bar->showMessage(MessageBar::Kind::Error, errorText(done.error()));
            m_bar->addDetails(errorDetails(done.error()));
        }
    });
}

} // namespace liaison::ui
