#pragma once

#include "core/base/clock.h"
#include "core/domain/business_unit.h"
#include "core/domain/mailbox.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace liaison::desk {

/// What a settings file holds: mailboxes and business units, never a secret. Ids are null: rows are found by UUID, else
/// by address or title.
struct Settings {
    QList<domain::Mailbox> mailboxes;
    QList<domain::BusinessUnit> businessUnits;
};

/// One thing that is wrong with a settings file.
struct SettingsFault {
    QString path;    ///< where, as a JSON path: "$.mailboxes[0].inbound.port"
    QString problem; ///< English, one clause
    friend bool operator==(const SettingsFault &, const SettingsFault &) = default;
};

struct SettingsReading {
    Settings settings;
    QList<SettingsFault> faults; ///< empty: the file can be used
};

/// The version of the format that is written; older ones are read, newer ones refused.
inline constexpr int settingsVersion = 1;
/// A settings file larger than this is not read.
inline constexpr qint64 mostSettingsBytes = 4 * 1024 * 1024;

/// The schema is in docs/command-line.md. Keys in a fixed order, indented.
QByteArray settingsToJson(const Settings &settings);

/// Reads a settings file and finds all that is wrong with it: syntax, version, unknown keys, types, sizes, values, and
/// what occurs twice (keys, mailboxes, units). A mailbox that does not say since when mail is fetched has fetchSince
/// -1.
SettingsReading settingsFromJson(const QByteArray &json);

} // namespace liaison::desk
