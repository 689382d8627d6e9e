#include "core/domain/template_text.h"

#include "core/domain/names.h"

#include <QChar>
#include <QRegularExpression>

#include <array>

namespace liaison::domain {

namespace {

constexpr std::array variableNames{
    Name<TemplateVariable>{TemplateVariable::IncidentKey, QLatin1String("incident.key")},
    Name<TemplateVariable>{TemplateVariable::IncidentTitle, QLatin1String("incident.title")},
    Name<TemplateVariable>{TemplateVariable::IncidentType, QLatin1String("incident.type")},
    Name<TemplateVariable>{TemplateVariable::IncidentSeverity, QLatin1String("incident.severity")},
    Name<TemplateVariable>{TemplateVariable::IncidentStatus, QLatin1String("incident.status")},
    Name<TemplateVariable>{TemplateVariable::IncidentOwner, QLatin1String("incident.owner")},
    Name<TemplateVariable>{TemplateVariable::UnitTitle, QLatin1String("unit.title")},
    Name<TemplateVariable>{TemplateVariable::Recipients, QLatin1String("recipients")},
    Name<TemplateVariable>{TemplateVariable::Analyst, QLatin1String("analyst")},
    Name<TemplateVariable>{TemplateVariable::Date, QLatin1String("date")},
    Name<TemplateVariable>{TemplateVariable::Deadline, QLatin1String("deadline")},
};

/// A value in one line, without what commands a terminal or a mail server, and with letters shown in their order.
QString oneLine(const QString &value)
{
    QString line = value.simplified();
    line.removeIf([](QChar c) {
        const char16_t u = c.unicode();
        const bool direction = (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
        return c.category() == QChar::Other_Control || u == 0x2028 || u == 0x2029 || direction;
    });
    return line.trimmed();
}

/// What begins a heading, a list, a quotation or a line under a heading where it stands first in a line.
bool beginsBlock(const QString &line)
{
    static const QRegularExpression block(QStringLiteral("\\A([#>+=-]|\\d{1,9}[.)])"));
    return block.match(line).hasMatch();
}

} // namespace

QString toString(TemplateVariable variable)
{
    return nameOf(variableNames, variable);
}

std::optional<TemplateVariable> templateVariableFrom(const QString &name)
{
    return valueOf(variableNames, name);
}

QList<TemplateVariable> allTemplateVariables()
{
    QList<TemplateVariable> all;
    for (const Name<TemplateVariable> &entry : variableNames)
        all.append(entry.value);
    return all;
}

QString placeholderOf(TemplateVariable variable)
{
    return QStringLiteral("{{%1}}").arg(toString(variable));
}

QList<Placeholder> placeholdersIn(const QString &text)
{
    const QLatin1String open("{{");
    const QLatin1String close("}}");
    QList<Placeholder> found;
    for (qsizetype at = text.indexOf(open); at >= 0; at = text.indexOf(open, at)) {
        qsizetype line = text.indexOf(QLatin1Char('\n'), at);
        if (line < 0)
            line = text.size();
        const qsizetype end = text.indexOf(close, at + open.size());
        const qsizetype next = text.indexOf(open, at + open.size());
        const bool closed = end >= 0 && end < line && (next < 0 || end < next);
        Placeholder one;
        one.at = at;
        one.length = closed ? end + close.size() - at : open.size();
        if (closed) {
            one.name = text.mid(at + open.size(), end - at - open.size()).trimmed();
            one.variable = templateVariableFrom(one.name);
        }
        found.append(one);
        at += one.length;
    }
    return found;
}

QStringList unresolvedIn(const QString &text)
{
    QStringList left;
    const QList<Placeholder> placeholders = placeholdersIn(text);
    for (const Placeholder &one : placeholders) {
        const QString written = text.mid(one.at, one.length);
        if (!one.name.isEmpty() && !left.contains(written)) // "{{" alone may be anybody's words
            left.append(written);
    }
    return left;
}

QString expandTemplate(const QString &text, const TemplateValues &values, TemplateTarget target)
{
    QString result;
    qsizetype done = 0;
    const QList<Placeholder> placeholders = placeholdersIn(text);
    for (const Placeholder &one : placeholders) {
        const QString value = one.variable ? oneLine(values.value(*one.variable)) : QString();
        if (value.isEmpty())
            continue;
        result += QStringView(text).mid(done, one.at - done);
        done = one.at + one.length;
        result += target == TemplateTarget::Markdown ? escapedMarkdown(value) : value;
    }
    result += QStringView(text).mid(done);
    return result;
}

QString escapedMarkdown(const QString &words)
{
    static const QLatin1String special("\\`*_[]<>&!~|{}");
    QString escaped;
    escaped.reserve(words.size() + 8);
    for (const QChar c : words) {
        if (special.contains(c))
            escaped += QLatin1Char('\\');
        escaped += c;
    }
    if (!beginsBlock(escaped))
        return escaped;
    // A number is a list's by what follows it: only punctuation can be escaped.
    qsizetype at = 0;
    while (at < escaped.size() && escaped.at(at).isDigit())
        ++at;
    return escaped.insert(at, QLatin1Char('\\'));
}

} // namespace liaison::domain
