#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

/// Holds the translations to the sources: every text is translated, once, with the same placeholders and keys.
class TestTranslations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void placeholdersAndKeysAreKept_data();
    void placeholdersAndKeysAreKept();
    void sourcesAndFileHaveTheSameTexts_data();
    void sourcesAndFileHaveTheSameTexts();
};

namespace {

struct Entry {
    QString context;
    QString source;
    QString comment; ///< tells two equal sources apart
    QString type;    ///< "unfinished", "vanished", "obsolete", or empty for a finished one
    bool numerus = false;
    QStringList forms; ///< one, or for a numerus one for each plural form

    QString key() const
    {
        const QString all = context + QStringLiteral(": ") + source;
        return (comment.isEmpty() ? all : all + QStringLiteral(" // ") + comment)
            + (numerus ? QStringLiteral(" (plural)") : QString());
    }
};

Entry readMessage(QXmlStreamReader &xml, const QString &context)
{
    Entry entry;
    entry.context = context;
    entry.numerus = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            entry.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            entry.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            entry.type = xml.attributes().value(QLatin1String("type")).toString();
            if (!entry.numerus) {
                entry.forms << xml.readElementText();
                continue;
            }
            while (xml.readNextStartElement())
                entry.forms << xml.readElementText();
        } else {
            xml.skipCurrentElement();
        }
    }
    return entry;
}

/// All messages of a .ts file; empty where it cannot be read.
QList<Entry> readTs(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Entry> entries;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("message"))
            entries << readMessage(xml, context);
    }
    return xml.hasError() ? QList<Entry>() : entries;
}

QString tsPath(const QString &language)
{
    return QStringLiteral(LIAISON_SOURCE_DIR "/translations/liaison_%1.ts").arg(language);
}

/// What the pattern finds in a text, sorted, so that a translation may say it in another order.
QStringList sortedMatches(const QString &pattern, const QString &text)
{
    QStringList found;
    auto match = QRegularExpression(pattern).globalMatch(text);
    while (match.hasNext())
        found << match.next().captured();
    found.sort();
    return found;
}

void languages()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("atLeast");
    QTest::newRow("German") << QStringLiteral("de") << 500;
    QTest::newRow("English plurals") << QStringLiteral("en") << 15;
}

} // namespace

void TestTranslations::everyTextIsTranslated_data()
{
    languages();
}

void TestTranslations::everyTextIsTranslated()
{
    QFETCH(QString, language);
    QFETCH(int, atLeast);
    const QList<Entry> entries = readTs(tsPath(language));
    QVERIFY2(entries.size() >= atLeast, "the .ts file was not read");
    QStringList wrong;
    for (const Entry &entry : entries) {
        const qsizetype wanted = entry.numerus ? 2 : 1; // German and English tell one from many
        const bool blank
            = std::any_of(entry.forms.begin(), entry.forms.end(), [&](const QString &form) { return form.isEmpty(); });
        if (!entry.type.isEmpty() || blank || entry.forms.size() != wanted)
            wrong << entry.key();
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("not translated:\n") + wrong.join(QLatin1Char('\n'))));
}

void TestTranslations::placeholdersAndKeysAreKept_data()
{
    languages();
}

void TestTranslations::placeholdersAndKeysAreKept()
{
    QFETCH(QString, language);
    const QString placeholder = QStringLiteral("%(?:n|L?[0-9]{1,2})");
    static const QRegularExpression accelerator(QStringLiteral("&[^&\\s]"));
    const QList<Entry> entries = readTs(tsPath(language));
    QVERIFY2(!entries.isEmpty(), "the .ts file was not read");
    QStringList wrong;
    for (const Entry &entry : entries)
        for (const QString &form : entry.forms) {
            const bool samePlaces = sortedMatches(placeholder, entry.source) == sortedMatches(placeholder, form);
            if (!samePlaces || entry.source.count(accelerator) != form.count(accelerator))
                wrong << entry.key() + QStringLiteral(" -> ") + form;
        }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestTranslations::sourcesAndFileHaveTheSameTexts_data()
{
    languages();
}

void TestTranslations::sourcesAndFileHaveTheSameTexts()
{
    QFETCH(QString, language);
    const QTemporaryDir dir;
    const QString fresh = dir.filePath(QStringLiteral("fresh.ts"));
    const QString root = QStringLiteral(LIAISON_SOURCE_DIR);
    QStringList arguments{QStringLiteral("-silent"),
                          QStringLiteral("-I"),
                          root,
                          root + QStringLiteral("/ui"),
                          root + QStringLiteral("/app"),
                          root + QStringLiteral("/core/oauth/problem.cpp"),
                          root + QStringLiteral("/core/transport/ews_account.cpp"),
                          root + QStringLiteral("/core/transport/graph_advice.cpp"),
                          QStringLiteral("-locations"),
                          QStringLiteral("none"),
                          QStringLiteral("-ts"),
                          fresh};
    if (language == QLatin1String("en"))
        arguments.prepend(QStringLiteral("-pluralonly"));
    QProcess lupdate;
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    lupdate.start(QStringLiteral(LIAISON_LUPDATE), arguments);
    QVERIFY2(lupdate.waitForFinished(-1) && lupdate.exitCode() == 0, lupdate.readAll().constData());

    const auto keys = [](const QList<Entry> &entries) {
        QSet<QString> all;
        for (const Entry &entry : entries)
            all << entry.key();
        return all;
    };
    const QSet<QString> inSources = keys(readTs(fresh));
    const QSet<QString> inFile = keys(readTs(tsPath(language)));
    QVERIFY(!inSources.isEmpty());
    const auto list = [](QSet<QString> set, const QSet<QString> &without) {
        return QStringList(set.subtract(without).values()).join(QLatin1Char('\n'));
    };
    QVERIFY2(inSources == inFile,
             qPrintable(QStringLiteral("build update_translations, then translate\nnew texts:\n%1\ngone texts:\n%2")
                            .arg(list(inSources, inFile), list(inFile, inSources))));
}

LIAISON_TEST(TestTranslations)
#include "tst_translations.moc"
