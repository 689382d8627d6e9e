#pragma once

#include "app/demo/self_made_certificate.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace liaison::demo {

/// By what a demo server is known to who connects.
struct ServerSecrets {
    QString password;
    QString clientId;
    QString clientSecret;
    SelfMadeCertificate server;
    SelfMadeCertificate application;
};

/// Keeps them in a folder, so that a client that was set up for the server goes on after the server's next start.
/// Every file is for its owner alone (0600).
class KeptSecrets {
public:
    explicit KeptSecrets(const QString &folder) : m_folder(folder) { }

    /// Makes the folder and holds it until this ends, so that no two servers have the same secrets. Errors: Busy, where
    /// holder() has it; StoreUnavailable or PermissionDenied where the folder cannot be used.
    [[nodiscard]] Result<void> lock();
    struct Holder {
        QString host;
        qint64 process = 0;
    };
    /// After Busy: whose it is.
    [[nodiscard]] Holder holder() const { return m_holder; }
    /// Reads what is there, and makes and writes what is not: a word that is missing, a certificate that is missing,
    /// damaged or not valid now. Errors: StoreUnavailable or PermissionDenied where the folder cannot be used,
    /// InvalidInput where the file of the words is something else.
    [[nodiscard]] Result<ServerSecrets> load(UtcMs nowMs) const;

    [[nodiscard]] QString certificateFile() const; ///< PEM, what clients are to trust
    [[nodiscard]] QString applicationFile() const; ///< PEM, the application's certificate and key

private:
    [[nodiscard]] Result<void> loadWords(ServerSecrets &secrets) const;
    [[nodiscard]] Result<SelfMadeCertificate> loadPair(const QString &name, CertificateUse use, UtcMs nowMs) const;
    [[nodiscard]] Result<QByteArray> read(const QString &name) const;
    [[nodiscard]] Result<void> write(const QString &name, const QByteArray &bytes) const;
    [[nodiscard]] QString path(const QString &name) const { return m_folder + QLatin1Char('/') + name; }

    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
    Holder m_holder;
};

} // namespace liaison::demo
