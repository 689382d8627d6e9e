#pragma once

#include "core/graph/http_head.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace liaison::graph::test {

/// An answer as the test data has it.
struct RecordedAnswer {
    HttpHead head;
    QByteArray body;
};

/// The recorded and printed answers of the test data by their paths ("docs-examples/message-move/1-response.http");
/// empty where they are not present.
QMap<QString, RecordedAnswer> recordedAnswers();

/// Every file of the test data by its path.
QMap<QString, QByteArray> graphFiles();

} // namespace liaison::graph::test
