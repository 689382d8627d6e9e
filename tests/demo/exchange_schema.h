#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace liaison::test {

/// What of these SOAP envelopes, requests and answers, does not fit the schema of the Exchange ("Exchange2019"); empty:
/// all do, or there is no data to hold them against. `checked` tells how many were looked at; faults have no schema.
QByteArray schemaFaults(const QList<QByteArray> &envelopes, const QString &version, int *checked = nullptr);

} // namespace liaison::test
