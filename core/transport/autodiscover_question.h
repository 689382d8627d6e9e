#pragma once

#include "core/domain/autodiscovery.h"
#include "core/ews/autodiscover.h"
#include "core/transport/http_client.h"

#include <optional>

namespace liaison::transport {

/// One step as a request. `signedIn`: with the password, which only POX gets.
HttpRequest autodiscoverQuestion(const ews::AutodiscoverStep &step, const QString &address,
                                 const domain::AutodiscoveryRequest &request, bool signedIn);

/// Why a step that was answered 401 gets no password, whoever it is; nullopt: it may have it where it is trusted. By
/// the scheme that the mailbox is set to, BASIC or NTLM, never by another.
std::optional<Error> whyNotSignIn(const ews::AutodiscoverStep &step, const domain::AutodiscoveryRequest &request,
                                  const ews::HttpHead &head);

} // namespace liaison::transport
