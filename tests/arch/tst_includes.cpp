#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

/// Holds the house to its arrows: linking alone does not stop an #include. Reads every file of core, ui and app.
class TestIncludes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void roomsKnowOnlyWhomTheyMay();
    void librariesStayInTheirRoom();
    void protocolsKnowNoObjectsSocketsOrClocks();
    void nothingNestsAnEventLoop();
    void everyFileIsListedInItsRoom();

private:
    struct Source {
        QString path;       ///< "core/imap/fetch.cpp"
        QString room;       ///< "core/imap", "ui/mails", "app"
        QString code;       ///< without comments
        QStringList ours;   ///< "core/base/ids.h"
        QStringList others; ///< "QSslSocket", "gmime/gmime.h"
    };
    QList<Source> m_sources;
};

namespace {

/// Which rooms a room of core may include, beside itself.
QStringList mayKnow(const QString &room)
{
    static const QHash<QString, QString> table{
        {QStringLiteral("base"), {}},
        {QStringLiteral("domain"), QStringLiteral("base")},
        {QStringLiteral("mime"), QStringLiteral("domain base")},
        {QStringLiteral("sasl"), QStringLiteral("mime domain base")},
        {QStringLiteral("imap"), QStringLiteral("sasl mime domain base")},
        {QStringLiteral("smtp"), QStringLiteral("sasl mime domain base")},
        {QStringLiteral("ews"), QStringLiteral("mime domain base")},
        {QStringLiteral("graph"), QStringLiteral("mime domain base")},
        {QStringLiteral("oauth"), QStringLiteral("domain base")},
        {QStringLiteral("store"), QStringLiteral("domain base")},
        {QStringLiteral("secrets"), QStringLiteral("base")},
        {QStringLiteral("transport"), QStringLiteral("imap smtp sasl ews graph oauth secrets domain base")},
        {QStringLiteral("feed"), QStringLiteral("transport store mime domain base")},
        {QStringLiteral("desk"), QStringLiteral("feed transport store secrets mime domain base")},
        {QStringLiteral("ui"), QStringLiteral("desk store mime domain base")},
    };
    return table.value(room).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

struct LibraryRule {
    QRegularExpression header;
    QStringList rooms; ///< path prefixes that may include it
};

const QList<LibraryRule> &libraryRules()
{
    const auto rx = [](const char *text) { return QRegularExpression(QLatin1String(text)); };
    static const QList<LibraryRule> rules{
        {rx("^(QtNetwork|QNetwork|QSsl|QTcp|QUdp|QHostAddress|QHostInfo|QAbstractSocket|QLocalSocket|QAuthenticator|"
            "QDns)"),
         {QStringLiteral("core/transport"), QStringLiteral("app/demo")}},
        {rx("^(QtSql|QSql)"), {QStringLiteral("core/store")}},
        {rx("keychain"), {QStringLiteral("core/secrets")}},
        {rx("^(gmime|glib|gumbo|md4c)"), {QStringLiteral("core/mime")}},
        {rx("^(QtWidgets|QWidget|QApplication|QLabel|QDialog)"), {QStringLiteral("ui/"), QStringLiteral("app")}},
        {rx("^QDom"), {}},
    };
    return rules;
}

QString readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList captures(const QRegularExpression &pattern, const QString &text)
{
    QStringList found;
    auto match = pattern.globalMatch(text);
    while (match.hasNext())
        found << match.next().captured(1);
    return found;
}

} // namespace

void TestIncludes::initTestCase()
{
    const QString root = QStringLiteral(LIAISON_SOURCE_DIR "/");
    static const QRegularExpression quoted(QStringLiteral("^\\s*#\\s*include\\s+\"([^\"]+)\""),
                                           QRegularExpression::MultilineOption);
    static const QRegularExpression angled(QStringLiteral("^\\s*#\\s*include\\s+<([^>]+)>"),
                                           QRegularExpression::MultilineOption);
    static const QRegularExpression comment(QStringLiteral("//[^\\n]*"));
    for (const char *top : {"core", "ui", "app"}) {
        QDirIterator files(root + QLatin1String(top), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            Source source;
            source.path = files.next().mid(root.size());
            source.room = source.path.startsWith(QLatin1String("app/")) ? QStringLiteral("app")
                                                                        : source.path.section(QLatin1Char('/'), 0, 1);
            source.code = readAll(root + source.path).remove(comment);
            source.ours = captures(quoted, source.code);
            source.others = captures(angled, source.code);
            m_sources << source;
        }
    }
    QVERIFY2(m_sources.size() > 60, "the sources were not found");
}

void TestIncludes::roomsKnowOnlyWhomTheyMay()
{
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (source.room == QLatin1String("app"))
            continue;
        const bool ui = source.room.startsWith(QLatin1String("ui/"));
        const QStringList known = mayKnow(ui ? QStringLiteral("ui") : source.room.section(QLatin1Char('/'), 1));
        for (const QString &header : source.ours) {
            const QString layer = header.section(QLatin1Char('/'), 0, 0);
            const QString room = header.section(QLatin1Char('/'), 1, 1);
            const bool own = layer + QLatin1Char('/') + room == source.room || (ui && layer == QLatin1String("ui"));
            if (!header.endsWith(QLatin1String(".moc")) && !own
                && !(layer == QLatin1String("core") && known.contains(room)))
                wrong << source.path + QStringLiteral(" must not include ") + header;
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestIncludes::librariesStayInTheirRoom()
{
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources))
        for (const QString &header : source.others)
            for (const LibraryRule &rule : libraryRules()) {
                const bool allowed = std::any_of(rule.rooms.begin(), rule.rooms.end(),
                                                 [&](const QString &room) { return source.path.startsWith(room); });
                if (!allowed && rule.header.match(header).hasMatch())
                    wrong << source.path + QStringLiteral(" must not include <") + header + QLatin1Char('>');
            }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestIncludes::protocolsKnowNoObjectsSocketsOrClocks()
{
    static const QRegularExpression forbidden(
        QStringLiteral("^(QObject|QTimer|QThread|QFuture|QPromise|QElapsedTimer|QEventLoop|QCoreApplication)$"));
    static const QStringList protocols{QStringLiteral("core/imap"),  QStringLiteral("core/smtp"),
                                       QStringLiteral("core/sasl"),  QStringLiteral("core/ews"),
                                       QStringLiteral("core/graph"), QStringLiteral("core/oauth")};
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (!protocols.contains(source.room))
            continue;
        for (const QString &header : source.others)
            if (forbidden.match(header).hasMatch())
                wrong << source.path + QStringLiteral(" must not include <") + header + QLatin1Char('>');
        if (source.code.contains(QLatin1String("currentDateTime")) || source.code.contains(QLatin1String("Q_OBJECT")))
            wrong << source.path + QStringLiteral(" knows a clock or is a QObject");
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestIncludes::nothingNestsAnEventLoop()
{
    // exec() of the application object in main is the one loop there is; SQL's exec is no loop.
    static const QRegularExpression loop(QStringLiteral("\\bQEventLoop\\b|\\bprocessEvents\\(|\\bwaitFor(Connected|"
                                                        "Encrypted|ReadyRead|BytesWritten|Disconnected|Finished)\\(|"
                                                        "(dialog|menu|box|popup)\\w*(\\.|->)exec\\("),
                                         QRegularExpression::CaseInsensitiveOption);
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        const QRegularExpressionMatch match = loop.match(source.code);
        if (match.hasMatch())
            wrong << source.path + QStringLiteral(": ") + match.captured(0);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestIncludes::everyFileIsListedInItsRoom()
{
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (!source.path.endsWith(QLatin1String(".cpp")) || source.path.endsWith(QLatin1String("pch.cpp")))
            continue;
        const QString list
            = readAll(QStringLiteral(LIAISON_SOURCE_DIR "/") + source.path.section(QLatin1Char('/'), 0, -2)
                      + QStringLiteral("/CMakeLists.txt"));
        if (!list.contains(source.path.section(QLatin1Char('/'), -1)))
            wrong << source.path + QStringLiteral(" is built by nobody");
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

LIAISON_TEST(TestIncludes)
#include "tst_includes.moc"
