#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QLatin1String>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace liaison::ews {

/// One element of an answer with all that is in it: a response message, a SOAP fault, a header. Names are local names;
/// prefixes vary from server to server. An element that is not there reads as an empty one.
class Element {
public:
    struct Attribute {
        QString name;
        QString value;
    };

    QString name;
    QList<Attribute> attributes;
    QString text; ///< its own characters, without those of its children
    std::vector<Element> children;

    [[nodiscard]] bool exists() const { return !name.isEmpty(); }
    [[nodiscard]] bool is(const char *local) const { return name == QLatin1String(local); }
    /// The first child of that name, or an element that does not exist.
    [[nodiscard]] const Element &child(const char *local) const;
    [[nodiscard]] QString attribute(const char *local) const;
    [[nodiscard]] QString childText(const char *local) const { return child(local).text; }
    /// xs:boolean; `otherwise` where it is missing or neither.
    [[nodiscard]] bool childFlag(const char *local, bool otherwise = false) const;
    /// Whole numbers that are not negative; -1 where it is missing or none.
    [[nodiscard]] qint64 childNumber(const char *local) const;
};

/// xs:dateTime in milliseconds of UTC; a time without a zone is taken for UTC. None where it is unreadable.
std::optional<qint64> timeFrom(const QString &text);

} // namespace liaison::ews
