#include "ews_files.h"

#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>

namespace liaison::ews::test {

QHash<QString, QByteArray> ewsFiles()
{
    QHash<QString, QByteArray> all;
    const QString data = liaison::test::testDataDir();
    if (data.isEmpty())
        return all;
    for (const char *folder : {"/ews/traces", "/ews/docs-examples"}) {
        QDirIterator files(data + QLatin1String(folder), {QStringLiteral("*.xml")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                all.insert(files.fileName(), file.readAll());
        }
    }
    return all;
}

} // namespace liaison::ews::test
