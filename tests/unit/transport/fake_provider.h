#pragma once

#include "core/transport/token_client.h"
#include "tests/unit/transport/fake_http_server.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <memory>

namespace liaison::test {

/// A token endpoint that answers as it is told, and a clock that stands still.
class FakeProvider {
public:
    FakeProvider()
    {
        server.handler = [this](const SeenRequest &request) { return next(request); };
    }

    ManualClock clock{1'700'000'000'000};
    FakeHttpServer server;
    QStringList trace;
    /// Answers in turn, the last of them for ever; nullopt: hang up; empty: none yet.
    QList<std::optional<QByteArray>> answers;

    std::unique_ptr<transport::TokenClient> client(const Secret &clientSecret = {})
    {
        transport::TokenClientSettings settings;
        settings.endpoints.authorize = server.url(QStringLiteral("/authorize"));
        settings.endpoints.token = server.url(QStringLiteral("/token"));
        settings.endpoints.deviceCode = server.url(QStringLiteral("/device"));
        settings.clientId = QStringLiteral("liaison");
        settings.clientSecret = clientSecret;
        settings.scopes = {QStringLiteral("mail"), QStringLiteral("offline_access")};
        transport::HttpSettings http;
        http.trace = [this](const QString &line) { trace << line; };
        return std::make_unique<transport::TokenClient>(settings, http, &clock);
    }
    [[nodiscard]] int asked() const { return int(server.requests.size()); }

    static QByteArray json(const QJsonObject &object, int status = 200)
    {
        return httpAnswer(status, QJsonDocument(object).toJson(), "Content-Type: application/json\r\n");
    }
    static QByteArray tokens(const char *access, const char *refresh = nullptr, int seconds = 3'600)
    {
        QJsonObject object{{QStringLiteral("access_token"), QString::fromLatin1(access)},
                           {QStringLiteral("token_type"), QStringLiteral("Bearer")},
                           {QStringLiteral("expires_in"), seconds}};
        if (refresh)
            object.insert(QStringLiteral("refresh_token"), QString::fromLatin1(refresh));
        return json(object);
    }
    static QByteArray refusal(const char *error, const char *description = "", int status = 400)
    {
        return json({{QStringLiteral("error"), QString::fromLatin1(error)},
                     {QStringLiteral("error_description"), QString::fromLatin1(description)}},
                    status);
    }

private:
    std::optional<QByteArray> next(const SeenRequest &)
    {
        if (answers.isEmpty())
            return httpAnswer(500, {});
        return answers.size() > 1 ? answers.takeFirst() : answers.first();
    }
};

} // namespace liaison::test
