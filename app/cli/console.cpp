#include "app/cli/console.h"

#include "app/cli/input_file.h"
#include "app/cli/words.h"
#include "core/base/log.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace liaison::cli {

namespace {

/// False where it could not be written, to a full disk for instance.
bool write(FILE *stream, const QByteArray &bytes)
{
    if (stream == stdout && !hasStandardOutput())
        return false;
    const auto size = static_cast<size_t>(bytes.size());
    return std::fwrite(bytes.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
}

void writeError(const QString &kind, const QString &sentence, int code, bool json, QJsonObject detail = {})
{
    if (!json) {
        write(stderr, "liaison: " + sentence.toUtf8() + '\n');
        return;
    }
    detail.insert(QStringLiteral("kind"), kind);
    detail.insert(QStringLiteral("message"), sentence);
    detail.insert(QStringLiteral("exitCode"), code);
    write(stderr, jsonLine({{QStringLiteral("error"), detail}}));
}

/// The kind of an answer that nobody got.
QString outputFailed()
{
    return QStringLiteral("OutputFailed");
}

} // namespace

QString visible(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        const bool hidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (hidden && c != u'\n' && c != u'\t' && c != QChar::SoftHyphen)
            out += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out;
}

QString oneLine(const QString &text, qsizetype chars)
{
    const QString line = visible(text.simplified());
    return line.size() <= chars ? line : line.left(chars - 1) + QChar(0x2026);
}

QString timeText(UtcMs at)
{
    return at == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODate);
}

QByteArray jsonLine(const QJsonObject &object)
{
    const QString json = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    QString out;
    out.reserve(json.size() + 1);
    for (const QChar c : json) {
        // Only inside strings, where the escape means the same.
        if ((c.unicode() >= 0x7f && c.unicode() < 0xa0) || c.category() == QChar::Other_Format)
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out.toUtf8() + '\n';
}

int print(const Answer &answer, bool json)
{
    bool written = true;
    if (answer.raw)
        written = write(stdout, *answer.raw);
    else if (json && !answer.json.isEmpty())
        written = write(stdout, jsonLine(answer.json));
    else if (!json && !answer.text.isEmpty())
        written = write(stdout, visible(answer.text).toUtf8() + '\n');
    const app::ExitCode exitCode = written || answer.exitCode != app::ExitOk ? answer.exitCode : app::ExitOther;
    if (!written) // and no reason to do it once more
        writeError(outputFailed(),
                   Cli::tr("the command did its work, but its answer cannot be written to standard output"), exitCode,
                   json);
    for (const QString &note : json ? QStringList() : answer.notes)
        write(stderr, "liaison: " + visible(note).toUtf8() + '\n');
    if (answer.error)
        printError(*answer.error, answer.exitCode, json, answer.errorDetail, answer.about, answer.sentence);
    return exitCode;
}

int printText(const QByteArray &text)
{
    if (write(stdout, text))
        return app::ExitOk;
    writeError(outputFailed(), Cli::tr("standard output cannot be written"), app::ExitOther, false);
    return app::ExitOther;
}

void logLine(const QString &words)
{
    const QString line = QDateTime::currentDateTimeUtc().toString(Qt::ISODate) + QLatin1Char(' ')
        + visible(words).replace(QLatin1Char('\n'), QLatin1Char(' ')) + QLatin1Char('\n');
    write(stderr, line.toUtf8());
}

void printError(const Error &error, app::ExitCode code, bool json, const QJsonObject &detail, const QString &about,
                const QString &said)
{
    const QString sentence = code == app::ExitUsage ? visible(error.log).replace(QLatin1Char('\n'), QLatin1Char(' '))
        : said.isEmpty()                            ? errorSentence(error)
                                                    : said;
    writeError(code == app::ExitUsage ? QStringLiteral("Usage") : errorKindName(error.kind),
               about.isEmpty() ? sentence : withDetail(visible(about), sentence), code, json, detail);
}

} // namespace liaison::cli
