#pragma once

#include "core/imap/response.h"

namespace liaison::imap {

class FrameReader;

/// The "(…)" of "* n FETCH (…)" (RFC 9051 section 7.5.2). The reader fails on what does not fit; an INTERNALDATE
/// that is no date is left out, because one odd mail must not end the connection.
FetchData readFetch(FrameReader &in, quint32 sequence);

} // namespace liaison::imap
