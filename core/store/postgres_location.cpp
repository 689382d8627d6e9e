#include "core/store/postgres_location.h"

#include "core/domain/mailbox.h"

#include <QStringList>
#include <QUrl>
#include <QUrlQuery>

namespace liaison::store {

namespace {

/// A value as libpq's connection strings quote it. QPSQL splits options at semicolons before libpq sees them.
Result<QString> quoted(const QString &key, QString value)
{
    if (value.contains(QLatin1Char(';')) || value.contains(QChar(0)))
        return fail(ErrorKind::InvalidInput, QStringLiteral("the value of %1 cannot be passed on").arg(key));
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QStringLiteral("%1='%2'").arg(key, value);
}

const QStringList &passedOn()
{
    static const QStringList names{QStringLiteral("sslmode"),         QStringLiteral("sslrootcert"),
                                   QStringLiteral("sslcert"),         QStringLiteral("sslkey"),
                                   QStringLiteral("sslcrl"),          QStringLiteral("connect_timeout"),
                                   QStringLiteral("channel_binding"), QStringLiteral("gssencmode"),
                                   QStringLiteral("krbsrvname"),      QStringLiteral("target_session_attrs"),
                                   QStringLiteral("keepalives_idle")};
    return names;
}

bool isLocal(const QString &host)
{
    return host.isEmpty() || host.startsWith(QLatin1Char('/')) || domain::isLoopbackHost(host);
}

} // namespace

bool isPostgresLocation(const QString &location)
{
    return location.startsWith(QLatin1String("postgresql://"), Qt::CaseInsensitive)
        || location.startsWith(QLatin1String("postgres://"), Qt::CaseInsensitive);
}

bool isUnknownLocation(const QString &location)
{
    return location.contains(QLatin1String("://")) && !isPostgresLocation(location);
}

Result<PostgresLocation> parsePostgresLocation(const QString &location)
{
    const QUrl url(location, QUrl::StrictMode);
    if (!url.isValid() || !isPostgresLocation(location))
        return fail(ErrorKind::InvalidInput, QStringLiteral("not a PostgreSQL URL"));
    if (!url.password().isEmpty())
        return fail(ErrorKind::InvalidInput, QStringLiteral("the URL holds a password; it belongs into the keychain"));
    PostgresLocation result;
    result.host = url.host();
    result.port = url.port(5432);
    result.user = url.userName(QUrl::FullyDecoded);
    result.database = url.path(QUrl::FullyDecoded).mid(1);
    if (result.database.isEmpty() || result.database.contains(QLatin1Char('/')))
        return fail(ErrorKind::InvalidInput, QStringLiteral("the URL names no database"));
    QStringList options;
    bool hasSslMode = false;
    bool hasTimeout = false;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &item : items) {
        if (item.first == QLatin1String("host")) {
            result.host = item.second;
            continue;
        }
        if (!passedOn().contains(item.first))
            return fail(ErrorKind::InvalidInput, QStringLiteral("unknown option %1").arg(item.first));
        auto option = quoted(item.first, item.second);
        if (!option)
            return fail(option.error());
        hasSslMode = hasSslMode || item.first == QLatin1String("sslmode");
        hasTimeout = hasTimeout || item.first == QLatin1String("connect_timeout");
        options.append(*option);
    }
    if (!hasSslMode && !isLocal(result.host))
        options.append(QStringLiteral("sslmode='verify-full'"));
    if (!hasTimeout)
        options.append(QStringLiteral("connect_timeout='10'"));
    options.append(QStringLiteral("application_name='liaison'"));
    result.connectOptions = options.join(QLatin1Char(';'));
    return result;
}

} // namespace liaison::store
