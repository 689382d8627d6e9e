#pragma once

#include "core/transport/http_client.h"
#include "core/transport/http_upload.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QSslError>
#include <QTimer>

class QAuthenticator;
class QNetworkReply;

namespace liaison::transport {

/// One request and its answer. Deletes itself when it is over; deleted earlier, its future ends as Cancelled.
class HttpExchange final : public QObject {
    Q_OBJECT
public:
    HttpExchange(const HttpSettings &settings, HttpRequest request, std::stop_token stop, HttpClient *client);
    ~HttpExchange() override;

    [[nodiscard]] Future<HttpResponse> future() const { return m_promise.future(); }
    [[nodiscard]] QUrl url() const { return m_request.url; }
    void start(QNetworkAccessManager &manager, const QSslConfiguration &tls);
    void interrupt(Error why);

private:
    QNetworkReply *sendTo(QNetworkAccessManager &manager, const QNetworkRequest &request);
    void onPasswordAsked(const QNetworkReply *reply, QAuthenticator *answer);
    bool mayProve();
    void onStop();
    void onEncrypted();
    void onSslErrors(const QList<QSslError> &errors);
    void onUpload();
    void onHead();
    void onReadyRead();
    void onFinished();
    void takeAll();
    void take(const QByteArray &bytes);
    [[nodiscard]] HttpResponse head() const;
    [[nodiscard]] Error networkError() const;
    [[nodiscard]] bool isProxysFault() const;
    [[nodiscard]] bool mayHaveArrived() const;
    [[nodiscard]] Error certificateRefused(const QList<QSslError> &problems) const;
    void finish(Result<HttpResponse> result);

    HttpClient *m_client;
    HttpSettings m_settings;
    HttpRequest m_request;
    QPromise<Result<HttpResponse>> m_promise;
    QNetworkReply *m_reply = nullptr;
    HttpUpload *m_upload = nullptr; ///< child; none for a request without a body
    bool m_asked = false;           ///< for the password
    bool m_mayProve = false;        ///< it may be given: nobody else tries it
    qint64 m_received = 0;
    QByteArray m_body;
    QTimer m_silence;
    QTimer m_head;
    QTimer m_total;
    QElapsedTimer m_clock;
    bool m_over = false;
    /// Last, so that it goes first: its destructor waits for a callback that runs on another thread.
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
