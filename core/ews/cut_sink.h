#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace liaison::ews {

/// Takes the big contents (MimeContent, attachments) that are cut out of an answer while it comes in. They are numbered
/// from 0 in their order; the element is left with its number as its text.
class CutSink {
public:
    virtual ~CutSink() = default;
    virtual void begin(int cut) = 0;
    /// Decoded bytes. False: no more, the answer is given up (Error{LimitExceeded}).
    virtual bool append(int cut, QByteArrayView bytes) = 0;
    /// `intact`: all of it was base64.
    virtual void end(int cut, bool intact) = 0;
};

/// The sink that keeps contents in memory, each once.
class CutBuffers final : public CutSink {
public:
    static constexpr qsizetype largest = 512 * 1024 * 1024; ///< all contents of an answer
    /// `expected`: how large the first content is likely to be, 0 where that is not known. Room for it is made at once,
    /// because a block that grows lies in memory twice for a moment.
    explicit CutBuffers(qsizetype maxBytes = largest, qsizetype expected = 0)
        : m_maxBytes(maxBytes), m_expected(expected)
    {
    }

    void begin(int cut) override;
    bool append(int cut, QByteArrayView bytes) override;
    void end(int cut, bool intact) override;

    /// Whether that content came whole and was base64.
    [[nodiscard]] bool isIntact(int cut) const;
    /// Moves a content out.
    QByteArray take(int cut);

private:
    struct Content {
        QByteArray bytes;
        bool intact = false;
    };
    qsizetype m_maxBytes;
    qsizetype m_expected;
    qsizetype m_total = 0;
    std::vector<Content> m_contents;
};

} // namespace liaison::ews
