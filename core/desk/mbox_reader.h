#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QIODevice>

#include <optional>

namespace liaison::desk {

/// A mail out of an mbox.
struct MboxMail {
    QByteArray raw;       ///< without its From_ line; empty where `tooLarge`
    UtcMs fromLineAt = 0; ///< the time in the From_ line; 0 where it cannot be read
    qint64 offset = 0;    ///< of the From_ line, for people to find the mail
    bool tooLarge = false;
};

/// Reads an mbox (RFC 4155; mboxrd and mboxo) one mail at a time, so that memory holds one mail however large the file
/// is. A mail begins at a From_ line that stands at the start or behind an empty line and names a time; one '>' is
/// taken from lines such as ">From " and ">>From ", as mboxrd quotes them.
class MboxReader {
public:
    /// `device` is open for reading and outlives the reader. A mail of more than `mostBytes` is skipped and marked.
    explicit MboxReader(QIODevice *device, qint64 mostBytes);

    /// The next mail; nullopt at the end or when reading fails (see failed()).
    std::optional<MboxMail> next();
    [[nodiscard]] bool failed() const { return m_failed; }

    /// Whether `line` may begin a mail.
    static bool isFromLine(const QByteArray &line);

private:
    QByteArray readLine();
    void append(MboxMail &mail, QByteArray line);

    QIODevice *m_device;
    qint64 m_most;
    qint64 m_offset = 0; ///< of what readLine() gives next
    QByteArray m_fromLine;
    qint64 m_fromOffset = 0;
    QByteArray m_block;
    qsizetype m_at = 0;
    bool m_started = false;
    bool m_failed = false;
};

} // namespace liaison::desk
