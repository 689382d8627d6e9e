#include "tests/corpus/corpus_files.h"

#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>

#include <ctime>

namespace liaison::test {

namespace {
#ifdef LIAISON_SANITIZED
constexpr double longestSeconds = 10;
#else
constexpr double longestSeconds = 2;
#endif

/// Processor time of this process: a machine busy with other work must not look like a hang.
double usedSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}
} // namespace

QStringList corpusFiles(const QString &folder)
{
    QStringList files;
    if (testDataDir().isEmpty())
        return files;
    QDirIterator all(testDataDir() + QLatin1Char('/') + folder, QDir::Files | QDir::Hidden,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(all.next());
    files.sort();
    return files;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

HangGuard::HangGuard() : m_since(usedSeconds()), m_thread([this] { run(); }) { }

HangGuard::~HangGuard()
{
    {
        const std::lock_guard lock(m_mutex);
        m_done = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void HangGuard::watch(const QString &file)
{
    const std::lock_guard lock(m_mutex);
    m_file = file;
    m_since = usedSeconds();
}

void HangGuard::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_done) {
        m_changed.wait_for(lock, std::chrono::milliseconds(200));
        if (!m_file.isEmpty() && usedSeconds() - m_since > longestSeconds)
            qFatal("hangs on %s", qPrintable(m_file));
    }
}

} // namespace liaison::test
