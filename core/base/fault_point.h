#pragma once

namespace liaison {

/// A named instant before a durable or network step. Does nothing unless the environment variable
/// LIAISON_FAULT_AT ("NAME" or "NAME:n" for its n-th passing) names it: then the process ends there by
/// SIGKILL, as a power cut would end it. Tests use it to show that a restart loses and doubles nothing.
void faultPoint(const char *name);

} // namespace liaison
