#pragma once

#include <QByteArray>
#include <QStringList>

namespace liaison::desk {

/// The JSON paths of keys that one object has more than once, in the order of the text, at most 100 of them. RFC 8259
/// section 4 leaves open which value counts, and QJsonDocument keeps one silently. `json` is what QJsonDocument has
/// read without error; of anything else the answer is some list.
QStringList keysThereTwice(const QByteArray &json);

} // namespace liaison::desk
