#pragma once

#include "core/base/clock.h"
#include "core/desk/desk.h"
#include "core/domain/business_unit.h"
#include "core/domain/incident.h"
#include "core/domain/mailbox.h"
#include "core/store/messages.h"
#include "core/store/store.h"
#include "tests/support/await.h"

#include <QTemporaryDir>

namespace liaison::test {

/// A real store with one mailbox, one business unit and two incidents, into which tests put mail as a feed would.
class MailWorld {
public:
    MailWorld();
    bool open();

    /// Parses and ingests a mail of the Inbox; a null id where that failed. `arrivedAt` by the server's clock, 0: now.
    MessageId receive(const QByteArray &raw, UtcMs arrivedAt = 0);
    /// A mail of the unit in the first incident.
    MessageId incoming();
    store::MailRow row(MessageId id);
    /// Actions of the audit log, newest first.
    QStringList audit();
    template <class F> auto write(F f) { return await(store.write(std::move(f))); }
    template <class F> auto read(F f) { return await(store.read(std::move(f))); }
    [[nodiscard]] desk::Context context();

    QTemporaryDir dir;
    SystemClock clock;
    store::Store store;
    domain::Mailbox mailbox;
    FolderId inbox;
    domain::BusinessUnit unit;
    domain::Incident incident;
    domain::Incident other;

private:
    int m_received = 0;
};

/// A plain mail from the business unit.
QByteArray unitMail(const QByteArray &messageId, const QByteArray &subject, const QByteArray &moreHeaders = {},
                    const QByteArray &text = "We took it off the net.\r\n");

} // namespace liaison::test
