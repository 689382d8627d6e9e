#pragma once

#include "core/ews/operation.h"

#include <QList>

namespace liaison::ews {

/// Somebody in the directory or the contacts.
struct NameMatch {
    QString name;
    QString address;     ///< SMTP
    bool isList = false; ///< a distribution list
    friend bool operator==(const NameMatch &, const NameMatch &) = default;
};

struct NameMatches {
    QList<NameMatch> matches; ///< at most 100; those without an SMTP address are left out
    bool more = false;        ///< the server knows others
};

/// ResolveNames: completes recipients. No match is an empty list, no failure.
class ResolveNames final : public Operation<NameMatches> {
public:
    /// `entry`: the first letters of a name or address; not empty.
    static QByteArray request(const RequestContext &context, const QString &entry);

private:
    void onMessage(const ResponseMessage &message) override;
    Answer<NameMatches> result() override { return std::move(m_result); }

    Answer<NameMatches> m_result;
};

} // namespace liaison::ews
