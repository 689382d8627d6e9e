#pragma once

#include <QJsonObject>

namespace liaison::bench {

struct LoopTally;

/// What was seen of a loop, for a bench's script. Where somebody looked, each block has "places": lists of
/// "FILE OFFSET", innermost first, for addr2line.
QJsonObject toJson(const LoopTally &tally);

} // namespace liaison::bench
