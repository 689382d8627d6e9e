#pragma once

#include "core/base/clock.h"
#include "core/domain/business_unit.h"
#include "core/domain/mail_template.h"
#include "core/domain/mailbox.h"
#include "core/domain/notification.h"
#include "core/domain/unit_name.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QUuid>

#include <optional>

namespace liaison::desk {

/// What a settings file holds: mailboxes, business units, what these are called, templates, and how units are notified,
/// never a secret. Ids are
/// null: rows are found by UUID, else by address, title or name.
struct Settings {
    QList<domain::Mailbox> mailboxes;
    QList<domain::BusinessUnit> businessUnits;
    QList<domain::MailTemplate> templates;
    QHash<QUuid, QString> unitLanguages;        ///< by the unit's UUID; units that are not named keep theirs
    std::optional<QString> teamSignature;       ///< none: as it was
    std::optional<domain::UnitNames> unitNames; ///< what units are called; nullopt: the file says nothing of it
    std::optional<domain::NotificationProcess> notificationProcess; ///< likewise; templates by their UUID in the file
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
/// what occurs twice (keys, mailboxes, units, templates). A mailbox that does not say since when mail is fetched has
/// fetchSince -1; one whose log level is verbose has verboseUntil -1, since a file says not until when.
SettingsReading settingsFromJson(const QByteArray &json);

} // namespace liaison::desk
