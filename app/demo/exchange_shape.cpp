#include "app/demo/exchange_shape.h"

namespace liaison::demo {

namespace {

/// Tags are written "0x0E23", "0xe23" and "3619".
QByteArray tagKey(const QString &tag)
{
    bool ok = false;
    const uint number = tag.trimmed().toUInt(&ok, 0);
    return ok ? "0x" + QByteArray::number(number, 16) : tag.toUtf8();
}

} // namespace

ExtendedField extendedFieldFrom(const ews::Element &uri)
{
    ExtendedField field;
    field.name = uri.attributes;
    field.type = uri.attribute("PropertyType");
    const QString tag = uri.attribute("PropertyTag");
    if (!tag.isEmpty()) {
        field.key = tagKey(tag);
        for (ews::Element::Attribute &attribute : field.name)
            if (attribute.name == QLatin1String("PropertyTag"))
                attribute.value = QString::fromLatin1(field.key); // without leading zeros, as servers write it
        return field;
    }
    field.key = (uri.attribute("DistinguishedPropertySetId") + uri.attribute("PropertySetId")).toUtf8().toLower() + '/'
        + (uri.attribute("PropertyName") + uri.attribute("PropertyId")).toUtf8().toLower();
    return field;
}

void writeExtendedUri(XmlOut &out, const ExtendedField &field)
{
    out.open("t:ExtendedFieldURI");
    for (const ews::Element::Attribute &attribute : field.name)
        out.attr(attribute.name.toLatin1().constData(), attribute.value);
    out.close();
}

bool ExchangeShape::wants(const char *field, bool inDefault) const
{
    return base == QLatin1String("AllProperties") || (inDefault && base == QLatin1String("Default"))
        || fields.contains(QLatin1String(field));
}

ExchangeShape shapeFrom(const ews::Element &element)
{
    ExchangeShape shape;
    shape.base = element.childText("BaseShape").trimmed();
    shape.mime = element.childFlag("IncludeMimeContent");
    shape.bodyType = element.childText("BodyType").trimmed();
    for (const ews::Element &property : element.child("AdditionalProperties").children) {
        if (property.is("FieldURI"))
            shape.fields.insert(property.attribute("FieldURI"));
        else if (property.is("ExtendedFieldURI"))
            shape.extended << extendedFieldFrom(property);
    }
    return shape;
}

} // namespace liaison::demo
