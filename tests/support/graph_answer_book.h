#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>

namespace liaison::test {

/// What the demo's Microsoft Graph answered in a test binary's runs, its batches included, to be held against
/// Microsoft's description at the end. Lives on the test's thread.
class GraphAnswerBook {
public:
    struct Answer {
        QByteArray method;
        QByteArray target; ///< "/v1.0/users/…"; what is not below /v1.0 is not Graph's to describe
        int status = 0;
        QByteArray type; ///< empty: no body
        QByteArray body;
        QByteArray request; ///< the body of the request: what a batch asked for
    };

    /// The one of this process.
    static GraphAnswerBook &shared();

    void add(const QHash<QByteArray, Answer> &byShape);
    /// What of each kind of answer does not fit the description, or an empty array. Where that is not to be had nothing
    /// is checked, which is a fault where CI is set.
    QByteArray faults();
    /// How many were looked at by the last faults(): those that differ in more than ids and contents.
    [[nodiscard]] qsizetype checked() const { return m_checked; }
    /// The answer with ids, texts and numbers made equal, and what a list has more than once told once. From any
    /// thread.
    static QByteArray shapeOf(const Answer &answer);

private:
    QHash<QByteArray, Answer> m_byShape;
    qsizetype m_checked = 0;
};

} // namespace liaison::test
