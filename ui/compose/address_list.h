#pragma once

#include "core/domain/address.h"

#include <QString>
#include <QStringList>

namespace liaison::ui {

/// What stands in an address field, taken apart.
struct AddressList {
    domain::Addresses addresses;
    QStringList invalid; ///< pieces that are no mail address, as typed
};

/// Reads `Name <a@b>, "Last, First" <c@d>; e@f`: commas and semicolons part, quotation marks and angle brackets
/// keep together. Line ends count as blanks.
AddressList parseAddressList(const QString &text);

/// The text that parseAddressList() reads back to the same addresses.
QString addressListText(const domain::Addresses &addresses);

} // namespace liaison::ui
