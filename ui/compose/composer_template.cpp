// Composer: words of a template. See composer.h.
#include "core/desk/template_desk.h"
#include "ui/compose/composer.h"
#include "ui/compose/composer_form.h"
#include "ui/compose/template_button.h"
#include "ui/compose/template_words.h"

namespace liaison::ui {

void Composer::offerTemplates()
{
    connect(m_template, &TemplateButton::chosen, this, &Composer::insertTemplate);
    connect(m_template, &TemplateButton::failed, this, [this](const Error &error) { report(error); });
}

void Composer::insertTemplate(const domain::MailTemplate &mailTemplate)
{
    const desk::ComposeDraft now = draft();
    const std::optional<BusinessUnitId> unit
        = now.businessUnit ? std::optional<BusinessUnitId>(now.businessUnit) : std::nullopt;
    onDone<desk::TemplateFacts>(this, desk::TemplateDesk(m_context.desk).facts(now.incident, unit, now.thread),
                                [this, mailTemplate](Result<desk::TemplateFacts> facts) {
                                    if (facts.has_value())
                                        insertWords(mailTemplate, *facts);
                                    else
                                        report(facts.error());
                                });
}

void Composer::insertWords(const domain::MailTemplate &mailTemplate, const desk::TemplateFacts &facts)
{
    const domain::TemplateText *text = domain::textFor(mailTemplate, facts.language);
    if (!text)
        return;
    const domain::TemplateValues values
        = valuesInWords(facts, m_form->draft().to, m_context.person, text->language, m_context.clock->nowMs());
    m_form->insertMarkdown(domain::expandTemplate(text->subject, values, domain::TemplateTarget::Subject),
                           domain::expandTemplate(text->body, values, domain::TemplateTarget::Markdown));
    m_form->focusText();
}

} // namespace liaison::ui
