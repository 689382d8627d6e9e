#pragma once

#include <QLatin1String>
#include <QString>

#include <array>
#include <optional>

namespace liaison::domain {

/// A value of an enumeration and the identifier it has in the store and in JSON. Identifiers never change.
template <class Enum> struct Name {
    Enum value;
    QLatin1String text;
};

/// The identifier of `value`; every value stands in its table.
template <class Enum, size_t Size> QString nameOf(const std::array<Name<Enum>, Size> &table, Enum value)
{
    for (const Name<Enum> &entry : table) {
        if (entry.value == value)
            return entry.text;
    }
    Q_ASSERT_X(false, "nameOf", "an enumerator without a name");
    return {};
}

/// The value that `text` names; nullopt for an identifier nobody knows (a store of a newer program).
template <class Enum, size_t Size>
std::optional<Enum> valueOf(const std::array<Name<Enum>, Size> &table, const QString &text)
{
    for (const Name<Enum> &entry : table) {
        if (entry.text == text)
            return entry.value;
    }
    return std::nullopt;
}

} // namespace liaison::domain
