#pragma once

#include <QString>

namespace liaison::domain {

/// The subject without reply and forward prefixes of any language we know (Re:, AW:, WG:, Antw:, SV:, VS:,
/// Re[2]:, 回复:, 转发: …) and without a list's or gateway's leading [EXT]-like marks in front of them.
QString baseSubject(const QString &subject);

/// baseSubject without our tag as well: what a thread is called.
QString threadTitle(const QString &subject);

/// "Re: base" / "Fwd: base" with the incident's tag at the end, exactly once.
QString replySubject(const QString &subject, const QString &tag);
QString forwardSubject(const QString &subject, const QString &tag);
QString taggedSubject(const QString &subject, const QString &tag);

} // namespace liaison::domain
