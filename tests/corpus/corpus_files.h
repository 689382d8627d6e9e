#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace liaison::test {

/// Every file below a folder of the test data, sorted; empty when the data is not there.
QStringList corpusFiles(const QString &folder);

/// The whole file.
QByteArray contentOf(const QString &path);

/// Ends the process, naming the file, when one file takes more processor time than any parser may
/// (2 s, five times that under a sanitizer).
class HangGuard {
public:
    HangGuard();
    ~HangGuard();
    HangGuard(const HangGuard &) = delete;
    HangGuard &operator=(const HangGuard &) = delete;
    /// From now on `file` is being read.
    void watch(const QString &file);

private:
    void run();
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QString m_file;
    double m_since = 0;
    bool m_done = false;
    std::thread m_thread;
};

} // namespace liaison::test
