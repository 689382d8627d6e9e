#include "app/cli/doctor_findings.h"

#include "app/cli/console.h"

namespace liaison::cli {

void Findings::add(const QString &name, const QString &about, const std::optional<Error> &error,
                   const QString &sentence)
{
    const QString said = !error ? QString() : sentence.isEmpty() ? errorSentence(*error) : sentence;
    QJsonObject check{{QStringLiteral("check"), name}, {QStringLiteral("ok"), !error.has_value()}};
    if (!about.isEmpty())
        check.insert(QStringLiteral("about"), about);
    if (error) {
        check.insert(QStringLiteral("kind"), errorKindName(error->kind));
        check.insert(QStringLiteral("message"), said);
        m_worst = app::worse(m_worst, app::exitCodeFor(error->kind));
    }
    m_checks.append(check);
    m_lines << QStringLiteral("%1 %2 %3 %4")
                   .arg(error ? QStringLiteral("--") : QStringLiteral("ok"), name, about, said)
                   .trimmed();
}

void Findings::warn(const QString &name, const QString &about, const QString &sentence)
{
    m_checks.append(QJsonObject{{QStringLiteral("check"), name},
                                {QStringLiteral("about"), about},
                                {QStringLiteral("ok"), true},
                                {QStringLiteral("warning"), sentence}});
    m_lines << QStringLiteral("!! %1 %2 %3").arg(name, about, sentence);
}

void Findings::leaveOpen(const QString &name, const QString &about, const QString &sentence)
{
    m_checks.append(QJsonObject{{QStringLiteral("check"), name},
                                {QStringLiteral("about"), about},
                                {QStringLiteral("ok"), QJsonValue(QJsonValue::Null)},
                                {QStringLiteral("message"), sentence}});
    m_lines << QStringLiteral("?? %1 %2 %3").arg(name, about, sentence);
}

Answer Findings::answer() const
{
    Answer answer;
    answer.json = {{QStringLiteral("ok"), m_worst == app::ExitOk}, {QStringLiteral("checks"), m_checks}};
    answer.text = m_lines.join(QLatin1Char('\n'));
    answer.exitCode = m_worst;
    return answer;
}

} // namespace liaison::cli
