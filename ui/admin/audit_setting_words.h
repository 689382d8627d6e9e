#pragma once

#include <QString>

namespace liaison::ui {

/// A mailbox's setting as the audit log names it ("inbound.host"), in the words of its screen ("Inbound: Host").
/// One that is not known here, as of a newer version, stays as it is.
QString wordForSetting(const QString &key);

} // namespace liaison::ui
