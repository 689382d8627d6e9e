#pragma once

#include "core/base/on_done.h"
#include "core/oauth/authorization.h"

#include <QObject>
#include <QPromise>
#include <QTcpServer>
#include <QTimer>
#include <QUrl>

class QTcpSocket;

namespace liaison::transport {

/// What the browser shows once it has brought its answer, in the person's language. Plain text.
struct RedirectPage {
    QString title = QStringLiteral("Liaison");
    QString signedIn = QStringLiteral("You are signed in. You can close this page and go back to Liaison.");
    QString notSignedIn = QStringLiteral("The sign-in was not completed. Go back to Liaison to see why.");
};

/// Waits on 127.0.0.1 for the browser to come back from a sign-in (RFC 8252 section 7.3): a port of the system's
/// choice, open until the one right redirect came, `timeoutMs` have passed or it is deleted. Whatever else comes, from
/// another page of the browser or another program of this machine, is turned away and changes nothing.
class LoopbackRedirect : public QObject {
    Q_OBJECT
public:
    /// `expected.path` is the path of the redirect address.
    explicit LoopbackRedirect(oauth::ExpectedRedirect expected, RedirectPage page = {}, QObject *parent = nullptr);
    ~LoopbackRedirect() override;

    /// Begins to listen and answers the port. Error ConnectionRefused: this machine gives none.
    Result<quint16> listen(int timeoutMs = 120'000);
    /// The code, or what the provider said instead. Error TimedOut: nobody came; Cancelled.
    [[nodiscard]] Future<oauth::Answer<Secret>> answer() const { return m_promise.future(); }

private:
    void onConnection();
    void onReadyRead(QTcpSocket *socket);
    void respond(QTcpSocket *socket, const QByteArray &status, const QString &text);
    void finish(Result<oauth::Answer<Secret>> result);

    oauth::ExpectedRedirect m_expected;
    RedirectPage m_page;
    QTcpServer m_server;
    QTimer m_timeout;
    QPromise<Result<oauth::Answer<Secret>>> m_promise;
};

} // namespace liaison::transport
