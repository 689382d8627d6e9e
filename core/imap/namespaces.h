#pragma once

#include "core/imap/command.h"

namespace liaison::imap {

/// Which folders are not the user's own (RFC 2342): prefixes of names, as people read them ("user/", "Public
/// Folders/").
struct Namespaces {
    QStringList foreign;
};

/// NAMESPACE. Where a server says NO, all folders count as the user's own.
class AskNamespaces final : public Command<Namespaces> {
public:
    explicit AskNamespaces(Context &context) : Command(context) { }

private:
    [[nodiscard]] const char *name() const override { return "NAMESPACE"; }
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;

    Namespaces m_found;
};

} // namespace liaison::imap
