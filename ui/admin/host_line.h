#pragma once

#include "core/domain/mailbox.h"

#include <QString>

namespace liaison::ui {

/// "graph.corp.example:8443": one line for what an endpoint keeps in three.
QString hostText(const domain::Endpoint &endpoint);
/// What is no plain authority stays as it was typed, for domain::validate() to mark.
void takeHost(domain::Endpoint &endpoint, const QString &text);
/// Whether it is a host, with a port or as an address that begins with https://; in clear only on this machine. Nothing
/// is one, too: the usual host.
bool isHostLine(const QString &text);

} // namespace liaison::ui
