#include "tests/support/openid_provider.h"

#include "tests/support/server_process.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUrl>

#include <csignal>
#include <sys/prctl.h>

namespace liaison::test {

namespace {
const QString installed = QStringLiteral(LIAISON_SOURCE_DIR "/build/openid/node_modules");

QString node()
{
    return findProgram({QStringLiteral("node"), QStringLiteral("nodejs")});
}
} // namespace

OpenIdProvider::~OpenIdProvider()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(10'000))
        m_process.kill();
    m_process.waitForFinished(5'000);
}

QString OpenIdProvider::missing()
{
    if (node().isEmpty())
        return QStringLiteral("Node.js is not installed");
    if (!QFileInfo::exists(installed + QStringLiteral("/oidc-provider")))
        return QStringLiteral("the OpenID provider is not installed: packaging/install-openid-provider does it");
    return {};
}

bool OpenIdProvider::start(const QString &certificateFile, const QStringList &scopes, const QStringList &resources)
{
    m_port = freePort();
    const QString log = m_dir.filePath(QStringLiteral("provider.log"));
    m_process.setStandardOutputFile(log);
    m_process.setStandardErrorFile(log);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    QStringList arguments{QStringLiteral(LIAISON_SOURCE_DIR "/tests/servers/openid/provider.mjs"),
                          QString::number(m_port), installed,
                          certificateFile.isEmpty() ? QStringLiteral("-") : certificateFile};
    for (const QString &resource : resources)
        arguments << QStringLiteral("resource:") + resource;
    m_process.start(node(), arguments + scopes);
    if (m_process.waitForStarted(10'000) && waitForPort(m_port))
        return true;
    QFile file(log);
    m_failure = QStringLiteral("the OpenID provider did not start: ");
    if (file.open(QIODevice::ReadOnly))
        m_failure += QString::fromUtf8(file.readAll());
    return false;
}

QString OpenIdProvider::issuer() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

void OpenIdProvider::revoke(const QByteArray &token) const
{
    // The answer is empty, whatever became of it (RFC 7009 section 2.2).
    (void)post(issuer() + QStringLiteral("/token/revocation"), "client_id=desktop&token=" + token.toPercentEncoding());
}

std::unique_ptr<QProcess> OpenIdProvider::browse(const QString &url, const QString &user, bool declines)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::MergedChannels);
    QStringList arguments{QStringLiteral(LIAISON_SOURCE_DIR "/tests/servers/openid/browser.py"), url, user,
                          QStringLiteral("any password")};
    if (declines)
        arguments << QStringLiteral("no");
    process->start(QStringLiteral("python3"), arguments);
    return process;
}

QString OpenIdProvider::introspectionUrl() const
{
    return QStringLiteral("http://mailserver:mailserver-secret@127.0.0.1:%1/token/introspection").arg(m_port);
}

QByteArray OpenIdProvider::post(const QString &url, const QByteArray &body) const
{
    // Python's HTTP client, which is not ours and needs no event loop.
    static const char script[] = R"(
import base64, sys, urllib.parse, urllib.request
url = urllib.parse.urlsplit(sys.argv[1])
bare = url._replace(netloc="%s:%d" % (url.hostname, url.port)).geturl()
request = urllib.request.Request(bare, data=sys.stdin.buffer.read(), method="POST")
if url.username:
    request.add_header("Authorization", "Basic " + base64.b64encode(
        ("%s:%s" % (url.username, url.password)).encode()).decode())
sys.stdout.buffer.write(urllib.request.urlopen(request, timeout=30).read())
)";
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromLatin1(script), url});
    python.write(body);
    python.closeWriteChannel();
    python.waitForFinished(60'000);
    return python.exitCode() == 0 ? python.readAllStandardOutput() : QByteArray();
}

QByteArray OpenIdProvider::tokenFor(const QString &user, int seconds) const
{
    return post(QStringLiteral("http://127.0.0.1:%1/issue?user=%2&ttl=%3")
                    .arg(m_port)
                    .arg(QString::fromLatin1(QUrl::toPercentEncoding(user)))
                    .arg(seconds),
                {});
}

std::optional<QString> OpenIdProvider::ownerOf(const QByteArray &token) const
{
    const QJsonObject said = introspect(token);
    if (!said.value(QLatin1String("active")).toBool())
        return std::nullopt;
    return said.value(QLatin1String("sub")).toString();
}

void OpenIdProvider::forget(const QString &user) const
{
    (void)post(issuer() + QStringLiteral("/forget?user=") + QString::fromLatin1(QUrl::toPercentEncoding(user)), {});
}

bool OpenIdProvider::isActive(const QByteArray &token) const
{
    return introspect(token).value(QLatin1String("active")).toBool();
}

QJsonObject OpenIdProvider::introspect(const QByteArray &token) const
{
    return QJsonDocument::fromJson(post(introspectionUrl(), "token=" + token)).object();
}

} // namespace liaison::test
