#pragma once

#include "app/demo/exchange.h"
#include "app/demo/exchange_shape.h"

namespace liaison::demo {

/// Sets what a t:Message element says of a mail that is there: read flag, t:Flag and extended properties. Flags that
/// other protocols know, too, become their flags.
void applyProperties(const ItemPlace &place, const ews::Element &message);
/// Sets one by its key (ExtendedField::key); an empty value takes it away.
void setExtended(const ItemPlace &place, const QByteArray &key, const QByteArray &value);
/// Takes a field away that t:DeleteItemField names.
void removeProperty(const ItemPlace &place, const ews::Element &field);

} // namespace liaison::demo
