#include "tests/support/keyring.h"

#include "tests/support/server_process.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace liaison::test {

namespace {

const QString busName = QStringLiteral("keyring-of-the-test");

QByteArray busConfiguration(const QString &socket)
{
    return "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
           "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
           "<busconfig><type>session</type><listen>unix:path="
        + socket.toUtf8()
        + "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
          "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n";
}

bool answers(const QDBusConnection &bus)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets"),
        QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("ReadAlias"));
    message << QStringLiteral("default");
    return bus.call(message, QDBus::Block, 1'000).type() == QDBusMessage::ReplyMessage;
}

} // namespace

Keyring::~Keyring()
{
    stop();
    QDBusConnection::disconnectFromBus(busName);
    m_bus.terminate();
    if (m_bus.state() != QProcess::NotRunning && !m_bus.waitForFinished(5'000))
        m_bus.kill();
    m_bus.waitForFinished(5'000);
}

QString Keyring::missing()
{
    const bool there = !findProgram({QStringLiteral("gnome-keyring-daemon")}).isEmpty()
        && !findProgram({QStringLiteral("dbus-daemon")}).isEmpty();
    return there ? QString() : QStringLiteral("gnome-keyring-daemon or dbus-daemon is not installed");
}

QList<QPair<QString, QString>> Keyring::environment() const
{
    return {{QStringLiteral("HOME"), m_dir.path()},
            {QStringLiteral("XDG_RUNTIME_DIR"), m_dir.filePath(QStringLiteral("run"))},
            {QStringLiteral("XDG_DATA_HOME"), m_dir.filePath(QStringLiteral("data"))},
            {QStringLiteral("XDG_CURRENT_DESKTOP"), QStringLiteral("GNOME")},
            {QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
             QStringLiteral("unix:path=") + m_dir.filePath(QStringLiteral("bus"))},
            {QStringLiteral("DISPLAY"), {}},
            {QStringLiteral("WAYLAND_DISPLAY"), {}},
            {QStringLiteral("GNOME_KEYRING_CONTROL"), {}}};
}

bool Keyring::startBus()
{
    const QString run = m_dir.filePath(QStringLiteral("run"));
    if (!QDir().mkpath(run) || !QDir().mkpath(m_dir.filePath(QStringLiteral("data")))
        || !QFile::setPermissions(run, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return false;
    QFile configuration(m_dir.filePath(QStringLiteral("bus.conf")));
    if (!configuration.open(QIODevice::WriteOnly)
        || configuration.write(busConfiguration(m_dir.filePath(QStringLiteral("bus")))) <= 0)
        return false;
    configuration.close();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : this->environment()) {
        if (value.isEmpty())
            environment.remove(name);
        else
            environment.insert(name, value);
    }
    for (QProcess *process : {&m_bus, &m_keyring}) {
        process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
        process->setProcessEnvironment(environment);
    }
    m_bus.setStandardErrorFile(QProcess::nullDevice());
    m_bus.start(findProgram({QStringLiteral("dbus-daemon")}),
                {QStringLiteral("--config-file=") + configuration.fileName(), QStringLiteral("--nofork"),
                 QStringLiteral("--print-address")});
    return QTest::qWaitFor([&] { return m_bus.canReadLine(); }, 10'000);
}

bool Keyring::start(bool unlocked)
{
    QStringList arguments{QStringLiteral("--foreground"), QStringLiteral("--components=secrets")};
    if (unlocked)
        arguments << QStringLiteral("--unlock");
    m_keyring.setStandardErrorFile(QProcess::nullDevice());
    m_keyring.setStandardOutputFile(QProcess::nullDevice());
    m_keyring.start(findProgram({QStringLiteral("gnome-keyring-daemon")}), arguments);
    if (unlocked) {
        m_keyring.write("keyring password\n");
        m_keyring.closeWriteChannel();
    }
    const QString address = QStringLiteral("unix:path=") + m_dir.filePath(QStringLiteral("bus"));
    const QDBusConnection bus = QDBusConnection::connectToBus(address, busName);
    return QTest::qWaitFor([&bus] { return answers(bus); }, 20'000);
}

bool Keyring::stop()
{
    if (m_keyring.state() == QProcess::NotRunning)
        return true;
    m_keyring.terminate();
    if (m_keyring.waitForFinished(5'000))
        return true;
    m_keyring.kill();
    return m_keyring.waitForFinished(5'000);
}

} // namespace liaison::test
