#pragma once

#include "core/base/result.h"
#include "core/domain/message.h"

#include <QByteArray>

namespace liaison::mime {

/// Limits past which a mail is cut and said to be (domain::ParseHealth::Truncated).
struct ParseLimits {
    int depth = 100;
    int parts = 10'000;
    int headers = 2'000;
    qint64 textChars = 4 * 1024 * 1024; ///< searchable text kept of one mail
};

/// Takes a mail apart. Never fails, never throws, any bytes will do: what no parser takes comes back with
/// health Quarantined, a subject and text made from the raw bytes. Pure; run it in a pool.
domain::ParsedMail parse(const QByteArray &raw, const ParseLimits &limits = {});

} // namespace liaison::mime
