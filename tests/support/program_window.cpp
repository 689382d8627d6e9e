#include "tests/support/program_window.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace liaison::test {

namespace {
const QString busVariable = QStringLiteral("DBUS_SESSION_BUS_ADDRESS");
}

QString ProgramWindow::missing()
{
    return XDisplay::missing().isEmpty() ? Keyring::missing() : XDisplay::missing();
}

bool ProgramWindow::prepare()
{
    if (!m_display.start() || !m_keyring.startBus() || !m_keyring.start(true))
        return false;
    m_reader = std::make_unique<ScreenReader>(environment().value(busVariable));
    m_person = std::make_unique<Person>(&m_display, m_reader.get());
    return true;
}

QProcessEnvironment ProgramWindow::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const auto own = m_keyring.environment();
    for (const auto &[name, value] : own) {
        if (value.isEmpty())
            environment.remove(name);
        else
            environment.insert(name, value);
    }
    const QString home = environment.value(QStringLiteral("HOME"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home + QStringLiteral("/config"));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), home + QStringLiteral("/cache"));
    environment.insert(QStringLiteral("DISPLAY"), m_display.name());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.insert(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"), QStringLiteral("1"));
    return environment;
}

void ProgramWindow::launch(QProcess *process, const QStringList &arguments) const
{
    process->setProcessEnvironment(environment());
    process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    process->start(m_program, arguments);
}

void ProgramWindow::newProfile()
{
    end();
    m_profile = std::make_unique<QTemporaryDir>();
}

void ProgramWindow::end()
{
    if (!m_window || m_window->state() == QProcess::NotRunning)
        return;
    m_window->terminate();
    if (!m_window->waitForFinished(30'000))
        static_cast<void>(kill());
}

bool ProgramWindow::start()
{
    m_window = std::make_unique<QProcess>();
    launch(m_window.get(),
           {QStringLiteral("--profile"), m_profile->path(), QStringLiteral("--language"), QStringLiteral("en")});
    return m_window->waitForStarted(30'000)
        && QTest::qWaitFor([this] { return m_reader->follow(m_window->processId()); }, 60'000);
}

bool ProgramWindow::kill()
{
    m_window->kill();
    return m_window->waitForFinished(30'000) && m_window->exitStatus() == QProcess::CrashExit;
}

QJsonObject ProgramWindow::ask(const QStringList &command) const
{
    QProcess liaison;
    launch(&liaison, QStringList{QStringLiteral("--profile"), m_profile->path(), QStringLiteral("--json")} + command);
    return liaison.waitForFinished(60'000) ? QJsonDocument::fromJson(liaison.readAllStandardOutput()).object()
                                           : QJsonObject();
}

QByteArray ProgramWindow::scene() const
{
    return "in the window:\n" + m_reader->everything().toUtf8() + "\nlogged:\n"
        + (m_window ? m_window->readAllStandardError().right(4'000) : QByteArray());
}

} // namespace liaison::test
