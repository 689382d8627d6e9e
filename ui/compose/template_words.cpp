#include "ui/compose/template_words.h"

#include "ui/common/unit_word.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTranslator>

#include <cstdlib>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {

struct Template {
    Q_DECLARE_TR_FUNCTIONS(Template)
};

/// A word of ui/common/words in another language than the window's; the English one where we do not speak it.
QString inLanguage(const QString &language, QString identifier)
{
    if (!identifier.isEmpty())
        identifier[0] = identifier.at(0).toUpper(); // "high" is shown as "High"
    QTranslator words;
    const QString known = language.section(u'-', 0, 0);
    if (known == u"en"_s || !words.load(u":/i18n/liaison_%1.qm"_s.arg(known)))
        return identifier;
    const QString word = words.translate("Words", identifier.toUtf8().constData());
    return word.isEmpty() ? identifier : word;
}

/// "Friday, 20 November 2026, 16:02 UTC+01:00": who reads it may be elsewhere.
QString deadlineText(UtcMs at, const QString &language)
{
    constexpr int secondsAMinute = 60;
    constexpr int minutesAnHour = 60;
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(at);
    const QLocale locale(language);
    const int minutes = local.offsetFromUtc() / secondsAMinute;
    QString zone = u"UTC"_s;
    if (minutes != 0)
        zone += u"%1%2:%3"_s.arg(minutes < 0 ? u"-"_s : u"+"_s)
                    .arg(std::abs(minutes) / minutesAnHour, 2, 10, QLatin1Char('0'))
                    .arg(std::abs(minutes) % minutesAnHour, 2, 10, QLatin1Char('0'));
    return u"%1, %2 %3"_s.arg(locale.toString(local.date(), QLocale::LongFormat),
                              locale.toString(local.time(), QLocale::ShortFormat), zone);
}

} // namespace

QString wordFor(domain::TemplateKind kind)
{
    switch (kind) {
    case domain::TemplateKind::Primary:
        return Template::tr("First notification");
    case domain::TemplateKind::FollowUp:
        return Template::tr("Follow-up");
    case domain::TemplateKind::Free:
        return Template::tr("Any mail");
    }
    return {};
}

QString wordFor(domain::TemplateVariable variable)
{
    using Variable = domain::TemplateVariable;
    switch (variable) {
    case Variable::IncidentKey:
        return Template::tr("Key of the incident");
    case Variable::IncidentTitle:
        return Template::tr("Title of the incident");
    case Variable::IncidentType:
        return Template::tr("Type of the incident");
    case Variable::IncidentSeverity:
        return Template::tr("Severity of the incident");
    case Variable::IncidentStatus:
        return Template::tr("Status of the incident");
    case Variable::IncidentOwner:
        return Template::tr("Owner of the incident");
    case Variable::UnitTitle:
        return unitText(Template::tr("Title of the {unit}"));
    case Variable::Recipients:
        return Template::tr("Who the mail goes to");
    case Variable::Analyst:
        return Template::tr("Who writes");
    case Variable::Date:
        return Template::tr("Today's date");
    case Variable::Deadline:
        return Template::tr("Until when an answer is expected");
    }
    return {};
}

QString languageName(const QString &tag)
{
    const QLocale locale(tag);
    if (locale.language() == QLocale::C)
        return tag;
    QString name = locale.nativeLanguageName();
    // Qt names the usual country's form of these where no country is asked for.
    if (tag == u"en"_s)
        name = u"English"_s;
    else if (tag == u"es"_s)
        name = u"español"_s;
    if (!name.isEmpty())
        name[0] = name.at(0).toUpper();
    return u"%1 (%2)"_s.arg(name, tag);
}

QStringList offeredLanguages()
{
    return QStringLiteral(
               "en de fr es it pt nl pl cs da sv nb fi sk sl hr hu ro bg el et lv lt tr uk ru ar he ja ko zh")
        .split(u' ');
}

domain::TemplateValues valuesInWords(const desk::TemplateFacts &facts, const domain::Addresses &recipients,
                                     const QString &analyst, const QString &language, UtcMs now)
{
    using Variable = domain::TemplateVariable;
    domain::TemplateValues values = desk::templateValues(facts, analyst);
    values.insert(Variable::IncidentSeverity, inLanguage(language, domain::toString(facts.incident.severity)));
    values.insert(Variable::IncidentStatus, inLanguage(language, domain::toString(facts.incident.status)));
    values.insert(Variable::Date,
                  QLocale(language).toString(QDateTime::fromMSecsSinceEpoch(now).date(), QLocale::LongFormat));
    constexpr UtcMs minuteMs = 60'000;
    if (facts.answerMinutes > 0)
        values.insert(Variable::Deadline, deadlineText(now + facts.answerMinutes * minuteMs, language));
    QStringList people;
    for (const domain::Address &person : recipients)
        people << (person.name.isEmpty() ? person.address : person.name);
    if (!people.isEmpty())
        values.insert(Variable::Recipients, people.join(u", "_s));
    return values;
}

desk::TemplateFacts sampleFacts()
{
    desk::TemplateFacts facts;
    facts.incident.key = u"INC-2026-000042"_s;
    facts.incident.title = Template::tr("Suspicious sign-in to the payroll system");
    facts.incident.type = Template::tr("Account compromise");
    facts.incident.severity = domain::Severity::High;
    facts.incident.status = domain::IncidentStatus::Open;
    facts.incident.owner = u"A. Kaya"_s;
    facts.unit = domain::BusinessUnit();
    facts.unit->title = Template::tr("Finance");
    facts.unit->recipients = {u"security@finance.example"_s};
    facts.answerMinutes = 24 * 60;
    return facts;
}

} // namespace liaison::ui
