#pragma once

#include "core/smtp/session.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace liaison::test {

using smtp::Accepted;
using smtp::Action;
using smtp::Mail;
using smtp::OpeningOptions;
using smtp::Session;

/// A dialogue: what the client has to say, and what the server answers to it.
struct Turn {
    QByteArray client; ///< whole lines without the last CRLF; empty: the server speaks first
    QByteArray server; ///< with its line ends
};
using Script = QList<Turn>;

inline const QByteArray tls = "(tls)"; ///< a turn of the client: TLS is made

struct Played {
    std::optional<Result<Accepted>> result;
    QString mismatch; ///< where the client left the script
    QStringList trace;
};

/// What the client says until it waits. A request for TLS reads "(tls)".
inline QByteArray spoken(Session &session)
{
    QByteArray out;
    for (;;) {
        const Action action = session.next();
        if (action.kind == Action::Kind::Send) {
            out += action.bytes;
        } else if (action.kind == Action::Kind::StartTls) {
            return out + tls + "\r\n";
        } else {
            return out;
        }
    }
}

/// Plays the script; the server's bytes come in pieces of `piece` bytes (0: whole).
inline Played play(const Script &script, OpeningOptions options, std::optional<Mail> mail, qsizetype piece)
{
    Session session(std::move(options), std::move(mail));
    Played out;
    for (const Turn &turn : script) {
        const QByteArray said = spoken(session);
        const QByteArray wanted = turn.client.isEmpty() ? QByteArray() : turn.client + "\r\n";
        if (said != wanted) {
            out.mismatch = QStringLiteral("wanted %1, got %2")
                               .arg(QString::fromUtf8(wanted.toPercentEncoding(" <>:@.=")),
                                    QString::fromUtf8(said.toPercentEncoding(" <>:@.=")));
            break;
        }
        if (turn.client == tls)
            session.tlsStarted();
        for (qsizetype i = 0; i<turn.server.size(); i += piece> 0 ? piece : turn.server.size())
            session.receive(turn.server.mid(i, piece > 0 ? piece : -1));
    }
    out.result = session.result();
    out.trace = session.takeTrace();
    return out;
}

inline OpeningOptions relay()
{
    OpeningOptions out;
    out.clientName = "c";
    return out;
}

inline OpeningOptions signedIn(bool startTls = false)
{
    OpeningOptions out = relay();
    out.useStartTls = startTls;
    out.secure = !startTls;
    out.credentials = sasl::Credentials{u"user"_qs, Secret("canary-pw")};
    return out;
}

inline Mail mail(const QStringList &recipients = {u"bu@corp.example"_qs},
                 const QByteArray &raw = "Subject: x\r\n\r\nhi\r\n")
{
    return {u"ir@corp.example"_qs, recipients, raw};
}

inline const Turn greeting{{}, "220 mail ESMTP\r\n"};
inline const Turn ehlo{"EHLO c", "250-mail\r\n250-SIZE 1000\r\n250 8BITMIME\r\n"};
inline const Turn ehloPipelining{"EHLO c", "250-mail\r\n250 PIPELINING\r\n"};
inline const QByteArray plain = "AUTH PLAIN AHVzZXIAY2FuYXJ5LXB3";
inline const QByteArray from = "MAIL FROM:<ir@corp.example> SIZE=18";
inline const QByteArray to = "RCPT TO:<bu@corp.example>";
inline const QByteArray body = "Subject: x\r\n\r\nhi\r\n.";

} // namespace liaison::test

Q_DECLARE_METATYPE(liaison::test::Script)
Q_DECLARE_METATYPE(liaison::smtp::OpeningOptions)
