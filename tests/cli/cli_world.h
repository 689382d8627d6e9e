#pragma once

#include "tests/servers/server_world.h"

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace liaison::test {

/// What a call of the program left.
struct Called {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    [[nodiscard]] QJsonObject json() const;  ///< standard output, for --json
    [[nodiscard]] QJsonObject error() const; ///< the "error" of standard error, for --json
};

/// A profile and a directory of credentials that the program is called with, as a service would be.
class CliWorld {
public:
    CliWorld();

    /// `liaison ARGUMENTS --profile … --vault credentials --language en`, ended.
    Called call(const QStringList &arguments, const QByteArray &input = {});
    /// The same through /bin/sh: `script` has "$@" where the program and its arguments stand.
    Called shell(const QString &script, const QStringList &arguments);
    /// The same, left running.
    std::unique_ptr<QProcess> start(const QStringList &arguments);

    /// Imports one mailbox of `host` for `address` and gives its password as a credential; empty or why not.
    QByteArray connectMailbox(const ServerWorld &world, const QString &address, const QString &password);
    /// The settings that connectMailbox imports; `change` may alter them.
    static QJsonObject mailboxSettings(quint16 imapPort, quint16 smtpPort, const QString &caFile,
                                       const QString &address);
    Called importSettings(const QJsonObject &settings, const QStringList &options = {});
    void writeCredential(const QString &name, const QByteArray &bytes) const;
    QString file(const QString &name, const QByteArray &bytes) const;

    /// The profile's folder, as the program is told.
    [[nodiscard]] QString profile() const;

    QTemporaryDir dir;
    QStringList entry; ///< a command that the program is called through, such as SmallDisk::entry()
    QString place;     ///< the folder to make the profile in; empty: dir
    QString vault = QStringLiteral("credentials");
    QString language = QStringLiteral("en");
    QList<QPair<QString, QString>> variables; ///< of the environment, before all others; without a value: not there
    QString uuid = QStringLiteral("01234567-89ab-7def-8123-456789abcdef");

private:
    [[nodiscard]] QStringList complete(const QStringList &arguments) const;
    [[nodiscard]] QProcessEnvironment environment() const;
};

} // namespace liaison::test
