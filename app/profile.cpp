#include "app/profile.h"

#include "core/secrets/credentials_vault.h"
#include "core/secrets/keychain_vault.h"
#include "core/secrets/memory_vault.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include <filesystem>

namespace liaison::app {

namespace {

QString osAccount()
{
    for (const char *name : {"USER", "LOGNAME", "USERNAME"}) {
        const QString value = qEnvironmentVariable(name);
        if (!value.isEmpty())
            return value;
    }
    return QDir::home().dirName();
}

} // namespace

QString systemWords(const std::error_code &error)
{
    return QString::fromLocal8Bit(error.message().c_str());
}

Result<void> makeProfile(const QString &path)
{
    const QDir dir(path);
    const bool isNew = !dir.exists();
    std::error_code error;
    std::filesystem::create_directories(QFileInfo(dir.absolutePath()).filesystemFilePath(), error);
    if (error)
        return fail(error == std::errc::permission_denied ? ErrorKind::PermissionDenied : ErrorKind::StoreUnavailable,
                    QStringLiteral("cannot make the folder %1 (%2)").arg(dir.path(), systemWords(error)));
    // Only a folder of our own making is closed to others: one that was there may be shared on purpose.
    if (isNew)
        QFile::setPermissions(dir.path(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return {};
}

std::unique_ptr<secrets::Vault> makeVault(const Options &options)
{
    if (options.credentialsVault)
        return secrets::credentialsVault(qEnvironmentVariable("CREDENTIALS_DIRECTORY"));
    if (options.memoryVault)
        return std::make_unique<secrets::MemoryVault>();
    return secrets::keychainVault(QStringLiteral("liaison"));
}

domain::Actor localActor()
{
    const QString account = osAccount();
    return {account, account, QSysInfo::machineHostName()};
}

} // namespace liaison::app
