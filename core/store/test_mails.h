#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace liaison::store {

class Session;

/// The mails that connection tests sent to their own mailbox. A mark in the mail alone would let anybody keep a mail
/// from being looked at: only a Message-ID that was remembered here counts, and nobody can guess one.
class TestMails {
public:
    explicit TestMails(Session &session) : m_session(session) { }

    /// A new Message-ID for a test mail, without brackets, from one of mime::newMessageId().
    static QString messageIdFrom(const QString &random);
    /// Whether a Message-ID looks like one, so that it is worth asking.
    static bool mayBe(const QString &messageIdHeader);

    /// To be called before the mail leaves. `address`: the mailbox it is for.
    Result<void> remember(const QString &messageIdHeader, const QString &address);
    /// Whether one of these was remembered. Asks only about those that may be one.
    Result<bool> containsAny(const QStringList &messageIdHeaders);
    /// Whether one that a test sent from this address to itself was read by its feed: sending worked then.
    Result<bool> cameBackTo(const QString &address);

private:
    Session &m_session;
};

} // namespace liaison::store
