#pragma once

#include "core/ews/operation.h"

namespace liaison::ews {

/// The answer to a request that has nothing to tell beyond "done".
struct Done { };

/// Unsubscribe from a Pull or streaming subscription.
class Unsubscribe final : public SingleOperation<Done> {
public:
    static QByteArray request(const RequestContext &context, const QString &subscriptionId);

private:
    Answer<Done> read(const Element &) override { return Done(); }
};

} // namespace liaison::ews
