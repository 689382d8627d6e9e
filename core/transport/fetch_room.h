#pragma once

#include <QtGlobal>

#include <algorithm>

namespace liaison::transport {

/// How many bytes the answers that are under way may bring. A server tells the sizes of its mails beforehand, and one
/// that tells them too small is not to fill our memory: an answer may have so many bytes as follow from what was told,
/// and as many answers go beside each other as fit together.
class FetchRoom {
public:
    /// Larger mails are skipped, as they are over IMAP.
    static constexpr qint64 largestMail = 256LL * 1024 * 1024;

    /// Of an answer with mails that are said to have `told` bytes together. A mail may be base64 of MIME, which may be
    /// base64 of what the server counts.
    static qint64 allowance(qint64 told) { return std::min(largestAnswer(), 3 * told + spareBytes); }
    /// Of an answer with one mail of any size: what it told of it did not suffice.
    static constexpr qint64 largestAnswer() { return largestMail / 2 * 3 + spareBytes; }

    /// For how much room is made at once where one mail comes that is said to have `told` bytes: MIME is a little more
    /// than what the server counts.
    static qint64 likely(qint64 told) { return std::min(largestMail, told + told / 16); }

    /// Whether one more answer may come beside the others; one alone always may.
    [[nodiscard]] bool hasRoomFor(qint64 bytes) const { return m_under == 0 || m_under + bytes <= mostUnderWay; }
    void enter(qint64 bytes) { m_under += bytes; }
    void leave(qint64 bytes) { m_under -= bytes; }

private:
    static constexpr qint64 spareBytes = 4LL * 1024 * 1024;
    static constexpr qint64 mostUnderWay = 64LL * 1024 * 1024;

    qint64 m_under = 0;
};

} // namespace liaison::transport
