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

/// The piece of a list that an address is being written in.
struct AddressPiece {
    qsizetype start = 0; ///< in the text, blanks before and behind it left out
    qsizetype length = 0;
    QString text;
};
/// Where `cursor` stands between two commas; a comma in quotation marks parts nothing.
AddressPiece addressPieceAt(const QString &text, qsizetype cursor);

/// The text that parseAddressList() reads back to the same addresses.
QString addressListText(const domain::Addresses &addresses);

} // namespace liaison::ui
