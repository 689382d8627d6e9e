#include "core/ews/element.h"

namespace liaison::ews {

const Element &Element::child(const char *local) const
{
    static const Element none;
    const QLatin1String wanted(local);
    for (const Element &element : children)
        if (element.name == wanted)
            return element;
    return none;
}

QString Element::attribute(const char *local) const
{
    const QLatin1String wanted(local);
    for (const Attribute &attribute : attributes)
        if (attribute.name == wanted)
            return attribute.value;
    return {};
}

bool Element::childFlag(const char *local, bool otherwise) const
{
    const QString value = childText(local).trimmed();
    if (value == QLatin1String("true") || value == QLatin1String("1"))
        return true;
    if (value == QLatin1String("false") || value == QLatin1String("0"))
        return false;
    return otherwise;
}

qint64 Element::childNumber(const char *local) const
{
    bool ok = false;
    const qint64 value = childText(local).trimmed().toLongLong(&ok);
    return ok && value >= 0 ? value : -1;
}

std::optional<qint64> timeFrom(const QString &text)
{
    QDateTime time = QDateTime::fromString(text.trimmed(), Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}

} // namespace liaison::ews
