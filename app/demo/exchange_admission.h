#pragma once

#include "app/demo/exchange.h"

namespace liaison::demo {

/// Checks a request as a whole before it is carried out: the version it claims, whether that version has all that it
/// uses, whom it acts for. `call.user` and `call.box` say who signed in; `call.box` and `call.version` are set.
/// A refusal is answered with a fault.
std::optional<Refusal> admit(const Exchange &exchange, const ews::Element &envelope, ExchangeCall &call);

} // namespace liaison::demo
