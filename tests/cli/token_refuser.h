#pragma once

#include "app/demo/http_wire.h"
#include "app/demo/loopback_listener.h"

#include <QSslConfiguration>
#include <QThread>

#include <memory>

namespace liaison::test {

/// A sign-in service that has the same to say to everybody, on a thread of its own.
class TokenRefuser {
public:
    explicit TokenRefuser(const QByteArray &words)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        const auto listen = [this, words] {
            const auto make = [words] { return std::make_unique<Wire>(words); };
            auto *listener = new demo::LoopbackListener(QSslConfiguration(), make, &m_context);
            m_port = listener->listenOnLoopback() ? listener->serverPort() : quint16(0);
        };
        QMetaObject::invokeMethod(&m_context, listen, Qt::BlockingQueuedConnection);
    }
    ~TokenRefuser()
    {
        const auto end = [this] { qDeleteAll(m_context.children()); };
        QMetaObject::invokeMethod(&m_context, end, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] QString host() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

private:
    class Wire final : public demo::HttpWire {
    public:
        explicit Wire(QByteArray words) : m_words(std::move(words)) { }

    protected:
        void onRequest(const demo::HttpRequest &) override
        {
            answer(400, {{"Content-Type", "application/json"}},
                   R"({"error":"invalid_client","error_description":")" + m_words + R"("})");
        }

    private:
        QByteArray m_words;
    };

    QThread m_thread;
    QObject m_context;
    quint16 m_port = 0;
};

} // namespace liaison::test
