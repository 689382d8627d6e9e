#include "app/demo/kept_secrets.h"

#include "app/profile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUuid>

#include <filesystem>

namespace liaison::demo {

namespace {

const QString wordsName = QStringLiteral("sign-in.json");
const QString serverName = QStringLiteral("server.pem"); // with its key
const QString certificateName = QStringLiteral("certificate.pem");
const QString applicationName = QStringLiteral("application.pem");
constexpr auto ownersAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString randomWord()
{
    const auto half = [] { return QString::number(QRandomGenerator::system()->generate64(), 36); };
    return half() + half();
}

} // namespace

QString KeptSecrets::certificateFile() const
{
    return path(certificateName);
}

QString KeptSecrets::applicationFile() const
{
    return path(applicationName);
}

Result<void> KeptSecrets::lock()
{
    if (auto made = app::makeProfile(m_folder); !made)
        return made;
    m_lock = std::make_unique<QLockFile>(path(QStringLiteral("lock")));
    m_lock->setStaleLockTime(0); // it is held for as long as the server runs; one that died is known by its process
    if (m_lock->tryLock())
        return {};
    QString program;
    if (m_lock->error() == QLockFile::LockFailedError
        && m_lock->getLockInfo(&m_holder.process, &m_holder.host, &program))
        return fail(ErrorKind::Busy, QStringLiteral("%1 is in use").arg(m_folder));
    return fail(ErrorKind::PermissionDenied, QStringLiteral("%1 cannot be written").arg(path(QStringLiteral("lock"))));
}

Result<ServerSecrets> KeptSecrets::load(UtcMs nowMs) const
{
    if (const auto made = app::makeProfile(m_folder); !made)
        return fail(made.error());
    ServerSecrets secrets;
    if (const auto words = loadWords(secrets); !words)
        return fail(words.error());
    const auto server = loadPair(serverName, CertificateUse::Server, nowMs);
    const auto application = loadPair(applicationName, CertificateUse::Application, nowMs);
    if (!server || !application)
        return fail((server ? application : server).error());
    secrets.server = *server;
    secrets.application = *application;
    if (const auto written = write(certificateName, server->certificatePem); !written)
        return fail(written.error());
    return secrets;
}

Result<void> KeptSecrets::loadWords(ServerSecrets &secrets) const
{
    const auto bytes = read(wordsName);
    if (!bytes)
        return fail(bytes.error());
    QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    if (json.isEmpty() && !bytes->isEmpty())
        return fail(ErrorKind::InvalidInput, QStringLiteral("%1 is not what a demo server keeps").arg(path(wordsName)));
    const auto word = [&json](const char *name, const QString &fresh) {
        const QLatin1String key(name);
        if (json.value(key).toString().isEmpty())
            json.insert(key, fresh);
        return json.value(key).toString();
    };
    secrets.password = word("password", randomWord());
    secrets.clientId = word("clientId", QUuid::createUuid().toString(QUuid::WithoutBraces));
    secrets.clientSecret = word("clientSecret", randomWord());
    return write(wordsName, QJsonDocument(json).toJson());
}

Result<SelfMadeCertificate> KeptSecrets::loadPair(const QString &name, CertificateUse use, UtcMs nowMs) const
{
    const auto bytes = read(name);
    if (!bytes)
        return fail(bytes.error());
    const qsizetype key = std::max<qsizetype>(bytes->indexOf("-----BEGIN PRIVATE KEY"), 0);
    const SelfMadeCertificate kept{bytes->left(key), bytes->mid(key)};
    if (isGoodAt(kept, nowMs))
        return kept;
    auto made = makeCertificate(use);
    if (!made)
        return made;
    return write(name, made->certificatePem + made->keyPem).map([&made] { return *made; });
}

/// Empty where there is none.
Result<QByteArray> KeptSecrets::read(const QString &name) const
{
    QFile file(path(name));
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly) || !file.setPermissions(ownersAlone))
        return fail(ErrorKind::PermissionDenied, QStringLiteral("%1: %2").arg(path(name), file.errorString()));
    return file.readAll();
}

/// Never half of it, and never for others, not even for an instant.
Result<void> KeptSecrets::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name + QStringLiteral(".new")));
    file.remove();
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownersAlone) || file.write(bytes) != bytes.size()
        || !file.flush())
        return fail(ErrorKind::StoreUnavailable, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
    file.close();
    std::error_code error;
    std::filesystem::rename(file.filesystemFileName(), QFile(path(name)).filesystemFileName(), error);
    if (error)
        return fail(ErrorKind::StoreUnavailable, QStringLiteral("%1: %2").arg(path(name), app::systemWords(error)));
    return {};
}

} // namespace liaison::demo
