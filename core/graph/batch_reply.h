#pragma once

#include "core/graph/failure.h"

#include <QByteArray>
#include <QJsonObject>

namespace liaison::graph {

/// The answer to one request of a batch. An operation reads it by finish(reply), a mail is taken by mime().
struct BatchReply {
    HttpHead head;               ///< with the Date of the whole answer, so that Retry-After can be a date
    QJsonObject json = {};       ///< empty where the body was none or is a mail
    QByteArray mail = {};        ///< of GET …/$value: RFC 5322 bytes
    std::optional<Failure> lost; ///< the reply is missing or garbled (Remedy::AskAlone)

    /// The JSON body, if the part went well.
    [[nodiscard]] Answer<QJsonObject> object() const;
    /// The mail of a GetMime.
    [[nodiscard]] Answer<QByteArray> mime() const;
};

} // namespace liaison::graph
