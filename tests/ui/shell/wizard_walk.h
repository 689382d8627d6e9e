#pragma once

#include "tests/ui/shell/wizard_world.h"

#include <functional>

namespace liaison::test {

/// Goes through every step of the wizard for a mailbox, with what can go wrong in each, to a saved mailbox over IMAP;
/// `look` is called wherever there is something new to see. Widgets are found by their kind and object name, so that
/// any language does.
void walkThrough(WizardWorld &world, const std::function<void(const QString &state)> &look);

} // namespace liaison::test
