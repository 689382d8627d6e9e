#pragma once

#include "core/domain/autodiscovery.h"
#include "core/ews/autodiscover.h"

#include <QUrl>

#include <optional>

namespace liaison::transport {

/// What was tried to find the Exchange of an address and what came of it, and which hosts may be followed and told a
/// password.
class AutodiscoverFindings {
public:
    explicit AutodiscoverFindings(const domain::AutodiscoveryRequest &request);

    /// Whether a place is of the mailbox's domain, of Exchange Online, or one that a person agreed to. Others are kept
    /// for a person to decide.
    bool isTrusted(const QUrl &url);

    void passed(const ews::AutodiscoverStep &step, const QString &detail);
    void failed(const ews::AutodiscoverStep &step, Error error);
    void tried(const domain::AutodiscoveryTrial &trial) { m_found.trials << trial; }
    void found(const ews::AutodiscoverResult &result);

    /// Of all that went wrong what a person can do something about, else that nobody knows the address.
    [[nodiscard]] Error whyNothing(const QString &address) const;
    /// Everything, once. `address`: the last one that was asked for.
    domain::Autodiscovery take(const QString &address, std::optional<Error> error);

private:
    QString m_address;
    QStringList m_trustedHosts;
    domain::Autodiscovery m_found;
};

} // namespace liaison::transport
