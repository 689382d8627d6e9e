#pragma once

#include "core/base/clock.h"
#include "core/desk/template_desk.h"
#include "core/domain/address.h"
#include "core/domain/mail_template.h"

#include <QString>

namespace liaison::ui {

QString wordFor(domain::TemplateKind kind);
/// What a variable stands for: "Severity of the incident".
QString wordFor(domain::TemplateVariable variable);
/// "Deutsch (de)".
QString languageName(const QString &tag);

/// Tags of languages that are offered; others come with a settings file.
QStringList offeredLanguages();

/// Everything that templates of an incident are filled in with, in the language of the text: severity and status where
/// the program knows the language, the date, and the deadline from now on. `recipients` who the mail goes to; none:
/// those of the unit.
domain::TemplateValues valuesInWords(const desk::TemplateFacts &facts, const domain::Addresses &recipients,
                                     const QString &analyst, const QString &language, UtcMs now);

/// An incident that looks like one, for previews where there is none to choose.
desk::TemplateFacts sampleFacts();

} // namespace liaison::ui
