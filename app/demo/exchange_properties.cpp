#include "app/demo/exchange_properties.h"

namespace liaison::demo {

namespace {

void setFlag(const ItemPlace &place, const QByteArray &flag, bool on)
{
    place.box->changeFlags(place.folder.mails->path, place.key.uid,
                           on ? DemoMailbox::Change::Add : DemoMailbox::Change::Remove, {flag});
}

void setVerb(const ItemPlace &place, const QByteArray &verb)
{
    // The word first: flags that it agrees with make it count.
    place.box->setProperty(place.folder.mails->path, place.key.uid, "0x1081", verb);
    setFlag(place, "\\Answered", verb == "102" || verb == "103");
    setFlag(place, "$Forwarded", verb == "104");
}

} // namespace

void setExtended(const ItemPlace &place, const QByteArray &key, const QByteArray &value)
{
    if (key == "0xe07") {
        setFlag(place, "\\Seen", (value.toInt() & 1) != 0);
        setFlag(place, "\\Draft", (value.toInt() & 8) != 0);
    } else if (key == "0x1081") {
        setVerb(place, value);
    } else if (key == "0x1090") {
        setFlag(place, "\\Flagged", value == "2");
    } else if (key != "0x1080") { // the icon goes with the verb
        place.box->setProperty(place.folder.mails->path, place.key.uid, key, value);
    }
}

void applyProperties(const ItemPlace &place, const ews::Element &message)
{
    for (const ews::Element &property : message.children) {
        if (property.is("IsRead"))
            setFlag(place, "\\Seen", message.childFlag("IsRead"));
        else if (property.is("Flag"))
            setFlag(place, "\\Flagged", property.childText("FlagStatus") == QLatin1String("Flagged"));
        else if (property.is("ExtendedProperty"))
            setExtended(place, extendedFieldFrom(property.child("ExtendedFieldURI")).key,
                        property.childText("Value").toUtf8());
    }
}

void removeProperty(const ItemPlace &place, const ews::Element &field)
{
    if (field.is("ExtendedFieldURI"))
        setExtended(place, extendedFieldFrom(field).key, {});
    else if (field.attribute("FieldURI") == QLatin1String("item:Flag"))
        setFlag(place, "\\Flagged", false);
}

} // namespace liaison::demo
