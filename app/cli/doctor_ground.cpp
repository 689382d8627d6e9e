#include "app/cli/doctor_ground.h"

#include "app/cli/console.h"
#include "app/cli/words.h"
#include "core/domain/feed_report.h"
#include "core/store/driver.h"
#include "core/transport/tls_facts.h"

#include <QDateTime>
#include <QFileInfo>

#include <cstdlib>

namespace liaison::cli {

namespace {

/// Access tokens are checked to five minutes by the services that issue them.
constexpr qint64 tolerableMs = 5LL * 60 * 1'000;

bool runsOutSoon(UtcMs end, UtcMs now)
{
    return end - now <= domain::FeedExpiry::warnMs;
}

void checkFile(Findings &findings, const QString &name, const QString &address, const QString &file, UtcMs now)
{
    const QString about = address + QLatin1Char(' ') + file;
    const QFileInfo info(file);
    if (!info.isFile() || !info.isReadable())
        return findings.add(name, about, Error{ErrorKind::InvalidInput, {}, {}, {}},
                            info.exists() ? Cli::tr("the file cannot be read") : Cli::tr("there is no such file"));
    const std::optional<UtcMs> end = transport::certificatesGoodUntil(file);
    // PKCS #12 opens with its passphrase alone; its end is known from the feed that uses it.
    const bool sealed = file.endsWith(QLatin1String(".p12"), Qt::CaseInsensitive)
        || file.endsWith(QLatin1String(".pfx"), Qt::CaseInsensitive);
    if (!end && !sealed)
        return findings.add(name, about, Error{ErrorKind::InvalidInput, {}, {}, {}},
                            Cli::tr("the file holds no certificate"));
    if (end && *end < now)
        return findings.add(name, about, Error{ErrorKind::CertificateExpired, {}, {}, {}},
                            Cli::tr("a certificate in it is good no more since %1").arg(timeText(*end)));
    if (end && runsOutSoon(*end, now))
        return findings.warn(name, about, Cli::tr("a certificate in it runs out at %1").arg(timeText(*end)));
    findings.add(name, end ? about + QLatin1Char(' ') + timeText(*end) : about, std::nullopt);
}

} // namespace

void checkProgram(Findings &findings, const QString &storeLocation)
{
    findings.add(QStringLiteral("program"),
                 QStringLiteral("Liaison %1, Qt %2").arg(QStringLiteral(LIAISON_VERSION), QLatin1String(qVersion())),
                 std::nullopt);
    const std::optional<QString> library = transport::tlsLibrary();
    std::optional<Error> tls;
    if (!library)
        tls = Error{ErrorKind::TlsFailed, {}, {}, {}};
    findings.add(QStringLiteral("tls"), library.value_or(QString()), tls,
                 Cli::tr("no TLS library was found that this Qt can use"));
    const store::Driver driver = store::driverFor(storeLocation);
    std::optional<Error> missing;
    if (!driver.isInstalled)
        missing = Error{ErrorKind::StoreUnavailable, {}, {}, {}};
    findings.add(QStringLiteral("driver"), driver.name, missing,
                 Cli::tr("Qt's driver for this database is not installed"));
}

void checkClock(Findings &findings, UtcMs here, UtcMs database)
{
    const qint64 off = std::abs(here - database);
    std::optional<Error> wrong;
    if (off > tolerableMs)
        wrong = Error{ErrorKind::InvalidInput, {}, {}, {}};
    findings.add(QStringLiteral("clock"), timeText(here), wrong,
                 Cli::tr("the database's clock says %1; one of both is wrong").arg(timeText(database)));
}

void checkClockByMail(Findings &findings, UtcMs here, UtcMs newestMail)
{
    if (newestMail <= 0)
        return findings.leaveOpen(QStringLiteral("clock"), timeText(here),
                                  Cli::tr("there is nothing to compare it with until a mail was fetched"));
    std::optional<Error> wrong;
    if (newestMail - here > tolerableMs)
        wrong = Error{ErrorKind::InvalidInput, {}, {}, {}};
    findings.add(
        QStringLiteral("clock"), timeText(here), wrong,
        Cli::tr("the newest mail arrived at %1 by its server's clock; one of both is wrong").arg(timeText(newestMail)));
}

void checkExpiry(Findings &findings, const QString &name, const QString &about, UtcMs goodUntil, UtcMs now)
{
    if (goodUntil <= 0)
        return;
    if (goodUntil <= now)
        return findings.add(name, about, Error{ErrorKind::CredentialsMissing, {}, {}, {}},
                            Cli::tr("it is good no more since %1").arg(timeText(goodUntil)));
    if (runsOutSoon(goodUntil, now))
        return findings.warn(name, about, Cli::tr("it runs out at %1").arg(timeText(goodUntil)));
    findings.add(name, about + QLatin1Char(' ') + timeText(goodUntil), std::nullopt);
}

void checkCertificates(Findings &findings, const domain::Mailbox &mailbox, UtcMs now)
{
    QStringList seen;
    for (const domain::Endpoint *side : {&mailbox.inbound, &mailbox.outbound})
        for (const auto &[name, file] : {std::pair(QStringLiteral("ca file"), side->trustedCaFile),
                                         std::pair(QStringLiteral("certificate"), side->clientCertificateFile)}) {
            if (file.isEmpty() || seen.contains(name + file))
                continue;
            seen << name + file;
            checkFile(findings, name, mailbox.address, file, now);
        }
}

} // namespace liaison::cli
