#include "tests/cli/cli_world.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace liaison::test {

QJsonObject Called::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QJsonObject Called::error() const
{
    return QJsonDocument::fromJson(err).object().value(QLatin1String("error")).toObject();
}

CliWorld::CliWorld()
{
    QDir(dir.path()).mkdir(QStringLiteral("credentials"));
}

QString CliWorld::profile() const
{
    return (place.isEmpty() ? dir.path() : place) + QStringLiteral("/profile");
}

QStringList CliWorld::complete(const QStringList &arguments) const
{
    return arguments + QStringList{QStringLiteral("--profile"),  profile(), QStringLiteral("--vault"), vault,
                                   QStringLiteral("--language"), language};
}

QProcessEnvironment CliWorld::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("CREDENTIALS_DIRECTORY"), dir.filePath(QStringLiteral("credentials")));
    // No display, no platform: a command must not want one.
    environment.remove(QStringLiteral("DISPLAY"));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("none-that-exists"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent/bus"));
    environment.insert(QStringLiteral("LANGUAGE"), language); // of what the system says
    for (const auto &[name, value] : variables) {
        if (value.isEmpty())
            environment.remove(name);
        else
            environment.insert(name, value);
    }
    return environment;
}

std::unique_ptr<QProcess> CliWorld::start(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
    const QStringList command = entry + QStringList{QStringLiteral(LIAISON_PROGRAM)} + complete(arguments);
    process->start(command.first(), command.mid(1));
    return process;
}

Called CliWorld::call(const QStringList &arguments, const QByteArray &input)
{
    const auto process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    if (!process->waitForFinished(120'000) || process->exitStatus() != QProcess::NormalExit)
        return {-1, process->readAllStandardOutput(), process->readAllStandardError()};
    return {process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError()};
}

Called CliWorld::shell(const QString &script, const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral("/bin/sh"),
                  QStringList{QStringLiteral("-c"), script, QStringLiteral("sh"), QStringLiteral(LIAISON_PROGRAM)}
                      + complete(arguments));
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString CliWorld::file(const QString &name, const QByteArray &bytes) const
{
    const QString path = dir.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

void CliWorld::writeCredential(const QString &name, const QByteArray &bytes) const
{
    static_cast<void>(file(QStringLiteral("credentials/") + name, bytes));
}

QJsonObject CliWorld::mailboxSettings(quint16 imapPort, quint16 smtpPort, const QString &caFile, const QString &address)
{
    const QJsonObject inbound{{QStringLiteral("host"), QStringLiteral("localhost")},
                              {QStringLiteral("port"), imapPort},
                              {QStringLiteral("trustedCaFile"), caFile}};
    const QJsonObject outbound{{QStringLiteral("host"), QStringLiteral("localhost")},
                               {QStringLiteral("port"), smtpPort},
                               {QStringLiteral("trustedCaFile"), caFile}};
    return {{QStringLiteral("address"), address},
            {QStringLiteral("displayName"), QStringLiteral("Incident Response")},
            {QStringLiteral("fetchSince"), QStringLiteral("2020-01-01T00:00:00Z")},
            {QStringLiteral("inbound"), inbound},
            {QStringLiteral("outbound"), outbound}};
}

Called CliWorld::importSettings(const QJsonObject &settings, const QStringList &options)
{
    return call(
        QStringList{QStringLiteral("settings"), QStringLiteral("import"), QStringLiteral("-"), QStringLiteral("--json")}
            + options,
        QJsonDocument(settings).toJson());
}

QByteArray CliWorld::connectMailbox(const ServerWorld &world, const QString &address, const QString &password)
{
    QJsonObject mailbox = mailboxSettings(world.host->imapsPort(), world.host->smtpsPort(), world.tls.ca, address);
    mailbox.insert(QStringLiteral("uuid"), uuid);
    const QJsonObject unit{{QStringLiteral("title"), QStringLiteral("Finance")},
                           {QStringLiteral("recipients"), QJsonArray{finance}}};
    writeCredential(QStringLiteral("mailbox.%1.inbound").arg(uuid), password.toUtf8() + '\n');
    const Called imported = importSettings({{QStringLiteral("format"), QStringLiteral("liaison-settings")},
                                            {QStringLiteral("version"), 1},
                                            {QStringLiteral("mailboxes"), QJsonArray{mailbox}},
                                            {QStringLiteral("businessUnits"), QJsonArray{unit}}});
    return imported.exitCode == 0 ? QByteArray() : imported.err;
}

} // namespace liaison::test
