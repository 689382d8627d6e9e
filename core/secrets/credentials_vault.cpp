#include "core/secrets/credentials_vault.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace liaison::secrets {

namespace {

constexpr qint64 mostBytes = 64 * 1024;

class CredentialsVault final : public Vault {
public:
    explicit CredentialsVault(QString directory) : m_directory(std::move(directory)) { }

    [[nodiscard]] Kind kind() const override { return Kind::Credentials; }
    Future<std::optional<Secret>> read(QString key) override
    {
        return readyFuture<std::optional<Secret>>(readFile(credentialName(key)));
    }
    Future<void> write(QString key, Secret) override { return readyFuture<void>(readOnly(key)); }
    Future<void> remove(QString key) override { return readyFuture<void>(readOnly(key)); }

private:
    static Result<void> readOnly(const QString &key)
    {
        return fail(
            ErrorKind::KeychainDenied,
            QStringLiteral("credentials are read-only here; the service's unit gives %1").arg(credentialName(key)));
    }

    [[nodiscard]] Result<std::optional<Secret>> readFile(const QString &name) const
    {
        if (m_directory.isEmpty() || !QFileInfo(m_directory).isDir())
            return fail(ErrorKind::KeychainUnavailable,
                        QStringLiteral("CREDENTIALS_DIRECTORY names no directory: “%1”").arg(m_directory));
        QFile file(QDir(m_directory).filePath(name));
        if (!file.exists())
            return std::nullopt;
        if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return fail(ErrorKind::KeychainUnavailable, QStringLiteral("the credential %1 cannot be read").arg(name));
        QByteArray bytes = file.read(mostBytes + 2);
        if (bytes.endsWith('\n'))
            bytes.chop(1);
        if (bytes.endsWith('\r'))
            bytes.chop(1);
        if (bytes.size() > mostBytes) {
            bytes.fill('\0');
            return fail(ErrorKind::LimitExceeded, QStringLiteral("the credential %1 is too long").arg(name));
        }
        return Secret(std::move(bytes));
    }

    QString m_directory;
};

} // namespace

std::unique_ptr<Vault> credentialsVault(const QString &directory)
{
    return std::make_unique<CredentialsVault>(directory);
}

QString credentialName(const QString &key)
{
    constexpr int partsOfTheMailbox = 3; // whoever gives the service a credential names no servers
    return key.split(QLatin1Char('/')).mid(0, partsOfTheMailbox).join(QLatin1Char('.'));
}

} // namespace liaison::secrets
