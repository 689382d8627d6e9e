#pragma once

#include <QJsonObject>
#include <QString>

#include <map>

namespace liaison::bench {

/// CPU seconds (user and system) of the threads that live now, by their names; equal names are added up.
std::map<QString, double> threadSeconds();

/// What this process used so far: "user", "system" (CPU seconds), "rss_kib" (the most it ever had in memory).
QJsonObject processUsage();

/// Prints one line of JSON, which is how benches' programs answer their scripts.
void printJson(const QJsonObject &answer);

} // namespace liaison::bench
