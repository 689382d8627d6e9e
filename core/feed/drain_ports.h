#pragma once

#include "core/feed/feed_context.h"
#include "core/store/leases.h"

#include <functional>

namespace liaison::transport {
class MailSink;
class MailSource;
} // namespace liaison::transport

namespace liaison::feed {

/// What the drains of one mailbox borrow from its feed. `lease` answers null once the mailbox may not be touched.
struct DrainPorts {
    const FeedContext *shared = nullptr;
    MailboxId mailbox;
    std::function<const store::Lease *()> lease;
    std::function<Result<transport::MailSource *>()> source;
    std::function<Result<transport::MailSink *>()> sink;
};

} // namespace liaison::feed
