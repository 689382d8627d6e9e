#include "tests/support/ntlm_server.h"

#include <QFile>
#include <QFileInfo>

namespace liaison::test {

namespace {

const QString modules = QStringLiteral("/usr/lib/apache2/modules/mod_%1.so");
const char *const needed[] = {"mpm_event", "authn_core", "authz_core", "authz_user", "auth_gssapi", "env",
                              "headers",   "log_config", "lua",        "proxy",      "proxy_http",  "ssl"};

/// Debian builds some of them in.
bool isBuiltIn(const QString &module)
{
    return module == QLatin1String("log_config");
}

/// Runs before the sign-in. gss-ntlmssp compares names in the process's locale, which Apache leaves at "C": nobody
/// whose name has an umlaut could sign in.
const QString localeScript = QStringLiteral(R"(
require "apache2"
function utf8(r)
  os.setlocale("C.UTF-8")
  return apache2.DECLINED
end
)");

const QString echoScript = QStringLiteral(R"(
function handle(r)
  r.content_type = "text/plain; charset=utf-8"
  local body = r:requestbody() or ""
  r:puts(r.user .. " " .. #body)
  return apache2.OK
end
)");

} // namespace

QString NtlmServer::missing()
{
    if (findProgram({QStringLiteral("apache2"), QStringLiteral("httpd")}).isEmpty())
        return QStringLiteral("Apache is not installed");
    for (const char *module : needed) {
        const QString name = QLatin1String(module);
        if (!isBuiltIn(name) && !QFileInfo::exists(modules.arg(name)))
            return QStringLiteral("Apache has no module ") + name;
    }
    if (!QFileInfo::exists(QStringLiteral("/etc/gss/mech.d/mech.ntlmssp.conf")))
        return QStringLiteral("gss-ntlmssp is not installed");
    return {};
}

QString NtlmServer::configuration(const CertificateFiles &certificate, const Backend &backend) const
{
    QString text;
    for (const char *module : needed) {
        const QString name = QLatin1String(module);
        if (!isBuiltIn(name))
            text += QStringLiteral("LoadModule %1_module %2\n").arg(name, modules.arg(name));
    }
    text += QStringLiteral(R"(
ServerRoot %1
PidFile %1/pid
Mutex file:%1
ErrorLog %1/error.log
LogLevel auth_gssapi:debug
LogFormat "%r %>s" line
CustomLog %1/access.log line
ServerName localhost
Listen 127.0.0.1:%2
StartServers 1
SSLEngine On
SSLCertificateFile %3
SSLCertificateKeyFile %4
LuaHookAccessChecker %1/locale.lua utf8 early
# gss-ntlmssp before 1.3 wants the first message's version field, which is optional (MS-NLMP 2.2.1.1): eight zeros more.
RequestHeader edit Authorization "^(NTLM TlRMTVNTUAABAAAA[A-Za-z0-9+/]{24})AAA=$" "$1AAAAAAAAAAAAAA==" early
<Location /EWS>
  AuthType GSSAPI
  AuthName "Exchange"
  GssapiConnectionBound On
  GssapiAllowedMech ntlmssp
  Require valid-user
</Location>
)")
                .arg(m_dir.path())
                .arg(m_port)
                .arg(certificate.certificate, certificate.key);
    if (backend.url.isEmpty())
        return text + QStringLiteral("LuaMapHandler /EWS/Exchange.asmx %1/echo.lua handle\n").arg(m_dir.path());
    text += QStringLiteral("ProxyPass /EWS/ %1/EWS/\n").arg(backend.url);
    text += QStringLiteral("RequestHeader set Authorization \"Basic %1\"\n")
                .arg(QString::fromLatin1(backend.basicLogin.toBase64()));
    return text;
}

bool NtlmServer::write(const QString &name, const QString &text)
{
    QFile file(m_dir.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

bool NtlmServer::start(const QList<User> &users, const CertificateFiles &certificate, const Backend &backend)
{
    m_port = freePort();
    QString list;
    for (const User &user : users)
        list += QStringLiteral("%1:%2:%3\n").arg(user.domain, user.name, user.password);
    const CertificateFiles own{m_dir.filePath(QStringLiteral("server.pem")),
                               m_dir.filePath(QStringLiteral("server.key"))};
    const bool written = QFile::copy(certificate.certificate, own.certificate) && QFile::copy(certificate.key, own.key)
        && write(QStringLiteral("users"), list) && write(QStringLiteral("locale.lua"), localeScript)
        && write(QStringLiteral("echo.lua"), echoScript)
        && write(QStringLiteral("httpd.conf"), configuration(own, backend));
    if (!written) {
        m_failure = QStringLiteral("cannot write the configuration of Apache");
        return false;
    }
    giveToServerUser(m_dir.path());
    const bool up
        = m_server.start(
              findProgram({QStringLiteral("apache2"), QStringLiteral("httpd")}),
              {QStringLiteral("-f"), m_dir.filePath(QStringLiteral("httpd.conf")), QStringLiteral("-DFOREGROUND")},
              m_dir.filePath(QStringLiteral("output")),
              {QStringLiteral("NTLM_USER_FILE=") + m_dir.filePath(QStringLiteral("users")),
               QStringLiteral("NETBIOS_COMPUTER_NAME=EXCHANGE"), QStringLiteral("NETBIOS_DOMAIN_NAME=CORP")})
        && waitForPort(m_port);
    if (!up)
        m_failure = QStringLiteral("Apache did not start: ") + QString::fromUtf8(log(QStringLiteral("output")))
            + QString::fromUtf8(log(QStringLiteral("error.log")));
    return up;
}

QUrl NtlmServer::url() const
{
    return QUrl(QStringLiteral("https://127.0.0.1:%1/EWS/Exchange.asmx").arg(m_port));
}

QByteArray NtlmServer::log(const QString &name) const
{
    QFile file(m_dir.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int NtlmServer::refusals() const
{
    return static_cast<int>(log(QStringLiteral("error.log")).count("GSS ERROR"));
}

int NtlmServer::requests() const
{
    return static_cast<int>(log(QStringLiteral("access.log")).count('\n'));
}

} // namespace liaison::test
