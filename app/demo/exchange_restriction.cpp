#include "app/demo/exchange_restriction.h"

namespace liaison::demo {

int compareValues(const QString &a, const QString &b)
{
    bool aIsNumber = false;
    bool bIsNumber = false;
    const qint64 x = a.toLongLong(&aIsNumber);
    const qint64 y = b.toLongLong(&bIsNumber);
    if (aIsNumber && bIsNumber)
        return x < y ? -1 : x > y ? 1 : 0;
    return a.compare(b, Qt::CaseInsensitive);
}

namespace {

bool contains(const QString &value, const ews::Element &expression)
{
    const QString wanted = expression.child("Constant").attribute("Value");
    const QString mode = expression.attribute("ContainmentMode");
    if (mode == QLatin1String("FullString"))
        return value.compare(wanted, Qt::CaseInsensitive) == 0;
    if (mode.startsWith(QLatin1String("Prefix")))
        return value.startsWith(wanted, Qt::CaseInsensitive);
    return value.contains(wanted, Qt::CaseInsensitive);
}

} // namespace

std::optional<bool> meets(const ews::Element &expression, const FieldReader &valueOf)
{
    if (expression.children.empty())
        return std::nullopt;
    if (expression.is("And") || expression.is("Or") || expression.is("Not")) {
        const bool isOr = expression.is("Or");
        bool all = !isOr;
        for (const ews::Element &part : expression.children) {
            const auto one = meets(part, valueOf);
            if (!one)
                return std::nullopt;
            all = isOr ? all || *one : all && *one;
        }
        return expression.is("Not") ? !all : all;
    }
    const QString value = valueOf(expression.children.front());
    if (expression.is("Contains"))
        return contains(value, expression);
    if (expression.is("Exists"))
        return !value.isEmpty();
    const int order = compareValues(value, expression.child("FieldURIOrConstant").child("Constant").attribute("Value"));
    if (expression.is("IsEqualTo"))
        return !value.isEmpty() && order == 0;
    if (expression.is("IsNotEqualTo"))
        return order != 0;
    if (expression.is("IsGreaterThan"))
        return !value.isEmpty() && order > 0;
    if (expression.is("IsGreaterThanOrEqualTo"))
        return !value.isEmpty() && order >= 0;
    if (expression.is("IsLessThan"))
        return !value.isEmpty() && order < 0;
    if (expression.is("IsLessThanOrEqualTo"))
        return !value.isEmpty() && order <= 0;
    return std::nullopt;
}

} // namespace liaison::demo
