#pragma once

#include "core/base/result.h"
#include "core/desk/mailbox_desk.h"
#include "core/domain/mailbox.h"

#include <QJsonObject>

namespace liaison::desk {

/// A connection test that another process is asked for: the fields as they are, without secrets.
struct TestErrand {
    domain::Mailbox mailbox;
    MailboxDesk::TestOptions options;
};

QJsonObject toJson(const TestErrand &errand);
/// What has no field is as `saved`. InvalidInput: servers that this version of the program cannot read; testing others
/// in their place would say nothing of what was asked.
Result<TestErrand> testErrandFromJson(const QJsonObject &json, const domain::Mailbox &saved);

} // namespace liaison::desk
