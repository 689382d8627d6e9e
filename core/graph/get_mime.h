#pragma once

#include "core/graph/failure.h"
#include "core/graph/limits.h"
#include "core/graph/request.h"

#include <QByteArrayView>

#include <functional>

namespace liaison::graph {

/// GET messages/{id}/$value: the mail itself, RFC 5322 bytes. The answer is no JSON unless it is an error.
class GetMime {
public:
    using Value = QByteArray;
    /// Takes bytes as they come; false: no more.
    using Sink = std::function<bool(QByteArrayView)>;

    static Request request(const MailboxRef &mailbox, const QString &id);

    /// Without a sink the mail is gathered, up to `mostBytes`; with one the value is empty. `expectedBytes`: how large
    /// the mail is likely to be, 0 where that is not known. Room for it is made at once, because a block that grows
    /// lies in memory twice for a moment.
    explicit GetMime(qsizetype mostBytes = largestMail, Sink sink = {}, qsizetype expectedBytes = 0);

    void begin(const HttpHead &head);
    /// False: nothing more is taken, finish() says why.
    bool feed(QByteArrayView bytes);
    /// NotGraph where a web page came in the mail's place, Unreadable where nothing or less than was announced came,
    /// Error{LimitExceeded} for what is larger than is taken.
    Answer<QByteArray> finish();

private:
    [[nodiscard]] bool isMail() const;

    qsizetype m_mostBytes;
    Sink m_sink;
    qsizetype m_expected;
    HttpHead m_head;
    qint64 m_received = 0;
    bool m_overflow = false;
    QByteArray m_bytes; ///< the mail, or the beginning of what came instead
};

/// Whether a media type is one that a mail can come under; a web page is none.
bool mayBeMail(const QByteArray &mediaType);

} // namespace liaison::graph
