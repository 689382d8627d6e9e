#pragma once

#include "core/ews/failure.h"

namespace liaison::ews {

/// What a m:ResponseCode stands for.
struct Signal {
    Remedy remedy;
    ErrorKind kind;
};

/// The row of a code ("ErrorServerBusy"); none for codes that mean nothing beyond "no" (GiveUp, ServerRefused).
std::optional<Signal> signalFor(const QString &code);

} // namespace liaison::ews
