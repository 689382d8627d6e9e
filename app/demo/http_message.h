#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QPair>

#include <optional>

namespace liaison::demo {

using HttpFields = QList<QPair<QByteArray, QByteArray>>;

struct HttpRequest {
    QByteArray method; ///< "POST", as it came
    QByteArray target; ///< with its query
    bool keepAlive = true;
    HttpFields fields;
    QByteArray body; ///< without its transfer coding

    /// The first field of that name in any case; empty where there is none.
    [[nodiscard]] QByteArray field(const char *name) const;
    /// The target's path in lower case: IIS knows no case.
    [[nodiscard]] QByteArray path() const;
};

/// Takes the requests of one connection apart (RFC 9112): any chunks, Content-Length and chunked bodies, several
/// requests in a row. Heads are limited to 64 KiB, bodies to 64 MiB.
class HttpReader {
public:
    void feed(QByteArrayView bytes);
    /// The next whole request, or none yet.
    std::optional<HttpRequest> take();
    /// Once after a head that says `Expect: 100-continue`, as long as its body has not come.
    bool takeExpectation();
    /// Not 0: the status to refuse the connection with; nothing more is read.
    [[nodiscard]] int refusal() const { return m_refusal; }

private:
    enum class Step { Head, Sized, ChunkSize, ChunkData, Trailer, Whole };
    bool advance();
    bool head();
    bool startBody();
    bool sized();
    bool chunkSize();
    bool chunkData();
    bool trailer();
    std::optional<QByteArray> line(qsizetype limit);
    bool refuse(int status);

    QByteArray m_buffer;
    Step m_step = Step::Head;
    HttpRequest m_request;
    qint64 m_wanted = 0; ///< bytes of the body, or of its chunk, still to come
    bool m_expects = false;
    int m_refusal = 0;
};

/// "200 OK"
QByteArray httpStatusLine(int status);

} // namespace liaison::demo
