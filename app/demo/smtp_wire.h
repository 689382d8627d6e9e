#pragma once

#include "app/demo/post_office.h"
#include "app/demo/wire.h"

namespace liaison::demo {

/// Message submission (RFC 6409) over TLS from the first byte: AUTH PLAIN, PIPELINING, SIZE, 8BITMIME, CHUNKING,
/// DSN, ENHANCEDSTATUSCODES. Hands what it takes to the post office, which sends nothing anywhere.
class SmtpWire : public Wire {
    Q_OBJECT
public:
    explicit SmtpWire(PostOffice *post, QObject *parent = nullptr);
    void greet() override;
    void receive(const QByteArray &bytes) override;

private:
    enum class Expect { Command, Password, Data, Chunk };
    void command(const QByteArray &line);
    void hello(const QByteArray &verb, const QByteArray &argument);
    void authenticate(const QByteArray &argument);
    void credentials(const QByteArray &base64);
    void mailFrom(const QByteArray &argument);
    void rcptTo(const QByteArray &argument);
    void beginData();
    void beginChunk(const QByteArray &argument);
    bool takeData();
    bool takeChunk();
    void accept();
    void forget();
    void reply(const QByteArray &line) { Q_EMIT say(line + "\r\n"); }

    PostOffice *m_post;
    QByteArray m_buffer;
    Expect m_expect = Expect::Command;
    bool m_signedIn = false;
    bool m_greeted = false;
    bool m_hasSender = false;
    qsizetype m_chunk = 0;
    bool m_lastChunk = false;
    Handed m_mail;
};

} // namespace liaison::demo
