#include "tests/corpus/corpus_files.h"

#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>

namespace liaison::test {

namespace {
#ifdef LIAISON_SANITIZED
constexpr std::chrono::seconds longest{10};
#else
constexpr std::chrono::seconds longest{2};
#endif
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

HangGuard::HangGuard() : m_since(std::chrono::steady_clock::now()), m_thread([this] { run(); }) { }

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
    m_since = std::chrono::steady_clock::now();
}

void HangGuard::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_done) {
        m_changed.wait_for(lock, std::chrono::milliseconds(200));
        if (!m_file.isEmpty() && std::chrono::steady_clock::now() - m_since > longest)
            qFatal("hangs on %s", qPrintable(m_file));
    }
}

} // namespace liaison::test
