#pragma once

#include "app/demo/http_message.h"
#include "app/demo/wire.h"

#include <QTimer>

namespace liaison::demo {

/// What is done to the bytes of answers, so that clients can show what they do then.
struct WireHarm {
    qint64 cutAt = -1; ///< the connection ends after so many bytes of the answer, its head included; -1: never
    int dripBytes = 0; ///< > 0: the answer goes out in pieces of so many bytes …
    int dripMs = 0;    ///< … with so much time between them
};

/// The server's end of an HTTP/1.1 connection: requests one after the other, answers whole or in chunks as they come.
class HttpWire : public Wire {
    Q_OBJECT
public:
    explicit HttpWire(QObject *parent = nullptr);
    void greet() override { }
    void receive(const QByteArray &bytes) override;

protected:
    /// A whole request came. It is to be answered, now or later; the next one waits until then.
    virtual void onRequest(const HttpRequest &request) = 0;
    /// How far this server's clock is ahead of the computer's.
    [[nodiscard]] virtual qint64 clockAheadMs() const { return 0; }
    /// The last byte of the answer in hand is out.
    virtual void onAnswered() { }

    /// For the answer in hand, before its first byte.
    void harm(const WireHarm &harm) { m_harm = harm; }
    /// The answer in hand was longer than its `cutAt`, and the connection ends.
    virtual void onCut() { }
    /// Ends the connection here and now: what was still to be said is not, what still comes is not read.
    void hangUp();
    /// Answers whole.
    void answer(int status, const HttpFields &fields, const QByteArray &body);
    /// Answers in chunks: a head, any number of pieces, then the end.
    void beginChunks(int status, const HttpFields &fields);
    void chunk(const QByteArray &bytes);
    void endChunks();
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    [[nodiscard]] bool isAnswering() const { return m_answering; }

private:
    void next();
    void begin(int status, HttpFields fields);
    void put(const QByteArray &bytes);
    void send(const QByteArray &bytes);
    void drip();
    void finish();

    HttpReader m_reader;
    bool m_inHand = false;    ///< a request is being answered
    bool m_answering = false; ///< its head is out
    bool m_headAlone = false; ///< HEAD: the body is left out
    bool m_keepAlive = true;
    bool m_ended = false; ///< the connection is; nothing more is said
    bool m_complete = false;
    WireHarm m_harm;
    qint64 m_said = 0;    ///< bytes of the answer in hand
    QByteArray m_waiting; ///< to be dripped
    QTimer m_drip;
};

} // namespace liaison::demo
