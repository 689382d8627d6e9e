#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace liaison::ews::test {

/// The recorded and printed answers of the test data by their file names; empty where they are not present.
QHash<QString, QByteArray> ewsFiles();

} // namespace liaison::ews::test
