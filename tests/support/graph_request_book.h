#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

namespace liaison::test {

/// The requests to Microsoft Graph that a test binary's adapters made, to be held against Microsoft's description at
/// the end. Lives on the test's thread.
class GraphRequestBook {
public:
    struct Request {
        QByteArray method;
        QByteArray target; ///< "/v1.0/users/…"; what is not below /v1.0 is not Graph's to describe
        QByteArray contentType;
        QByteArray body;
    };

    /// The one of this process.
    static GraphRequestBook &shared();

    void add(const QList<Request> &requests);
    /// What of each kind of request does not fit the description, or an empty array. Where that is not to be had
    /// nothing is checked, which is a fault where CI is set.
    QByteArray faults();
    /// How many were looked at by the last faults(): those that differ in more than ids and contents.
    [[nodiscard]] qsizetype checked() const { return m_checked; }

private:
    QHash<QByteArray, Request> m_byShape;
    qsizetype m_checked = 0;
};

} // namespace liaison::test
