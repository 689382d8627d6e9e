#pragma once

#include <QByteArray>
#include <QList>

namespace liaison::imap {

/// The flags that Liaison reads (RFC 9051 section 2.3.2).
struct MessageFlags {
    bool seen = false;
    bool answered = false;
    bool forwarded = false; ///< the keyword $Forwarded
    bool draft = false;
    bool deleted = false;
    friend bool operator==(const MessageFlags &, const MessageFlags &) = default;
};

inline MessageFlags flagsFrom(const QList<QByteArray> &names)
{
    MessageFlags flags;
    for (const QByteArray &name : names) {
        const QByteArray lower = name.toLower();
        flags.seen |= lower == "\\seen";
        flags.answered |= lower == "\\answered";
        flags.forwarded |= lower == "$forwarded" || lower == "forwarded";
        flags.draft |= lower == "\\draft";
        flags.deleted |= lower == "\\deleted";
    }
    return flags;
}

} // namespace liaison::imap
