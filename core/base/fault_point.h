#pragma once

namespace liaison {

/// A named instant before or after a durable or network step. Does nothing unless an environment variable asks:
///   LIAISON_FAULT_AT   "NAME" or "NAME:n": at the n-th passing of that name the process ends by SIGKILL, as a power
///                      cut would end it
///   LIAISON_FAULT_STOP the same, by SIGSTOP: it stands still until somebody sends SIGCONT
///   LIAISON_FAULT_LOG  a file: each passing is a line in it
/// Tests use it to show that a restart loses and doubles nothing.
void faultPoint(const char *name);

} // namespace liaison
