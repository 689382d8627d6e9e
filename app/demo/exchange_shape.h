#pragma once

#include "app/demo/exchange_answer.h"
#include "core/ews/element.h"

#include <QSet>

namespace liaison::demo {

/// A MAPI property as t:ExtendedFieldURI names it.
struct ExtendedField {
    QList<ews::Element::Attribute> name; ///< the attributes, to be said back
    QByteArray key;                      ///< the same in one word: "0xe23", "common/0x8570"
    QString type;                        ///< "Integer"
};
ExtendedField extendedFieldFrom(const ews::Element &uri);
void writeExtendedUri(XmlOut &out, const ExtendedField &field);

/// m:ItemShape or m:FolderShape.
struct ExchangeShape {
    QString base; ///< "IdOnly", "Default", "AllProperties"
    bool mime = false;
    QString bodyType;     ///< "Best", "HTML", "Text"
    QSet<QString> fields; ///< "item:Subject"
    QList<ExtendedField> extended;

    /// Whether it asks for a field that "Default" or only "AllProperties" has.
    [[nodiscard]] bool wants(const char *field, bool inDefault = false) const;
};
ExchangeShape shapeFrom(const ews::Element &element);

} // namespace liaison::demo
