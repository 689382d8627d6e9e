#pragma once

#include "core/graph/failure.h"

namespace liaison::graph {

/// What an error's code stands for.
struct Signal {
    Remedy remedy;
    ErrorKind kind;
    Reason reason = Reason::Other;
};

/// The row of a code ("ErrorItemNotFound", in any case); none for codes that mean nothing beyond their status.
std::optional<Signal> signalFor(const QString &code);

} // namespace liaison::graph
