#pragma once

#include <QByteArray>
#include <QString>

namespace liaison::ews {

/// The Message-ID of a mail with its angle brackets, as FindItem compares it; empty where it has none.
QString messageIdOf(const QByteArray &mime);

} // namespace liaison::ews
