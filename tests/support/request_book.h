#pragma once

#include "tests/support/graph_answer_book.h"
#include "tests/support/graph_request_book.h"

#include <QByteArray>
#include <QHash>
#include <QList>

namespace liaison::test {

/// The requests to Exchange that a test binary's adapters made, to be held against Exchange's own schemas at the end.
/// Lives on the test's thread.
class RequestBook {
public:
    /// The one of this process.
    static RequestBook &shared();

    /// SOAP envelopes as they came to the server.
    void add(const QList<QByteArray> &envelopes);
    /// Asks the test data's validate_body.py whether each kind of request fits the schema of the version that it
    /// claims; what does not, or an empty array. Where there is no test data nothing is checked, which is a fault where
    /// CI is set.
    QByteArray faults();
    /// How many were looked at by the last faults(): those that differ in more than ids and contents.
    [[nodiscard]] qsizetype checked() const { return m_checked; }

private:
    QHash<QByteArray, QByteArray> m_byShape;
    qsizetype m_checked = 0;
};

} // namespace liaison::test

/// In cleanupTestCase(): what the adapters asked of Exchange fits its schemas, and what they asked of Graph and were
/// answered by it its description.
#define REQUESTS_FIT_SCHEMAS()                                                                                         \
    do {                                                                                                               \
        const QByteArray requestFaults = liaison::test::RequestBook::shared().faults();                                \
        QVERIFY2(requestFaults.isEmpty(), requestFaults);                                                              \
        const QByteArray graphFaults = liaison::test::GraphRequestBook::shared().faults();                             \
        QVERIFY2(graphFaults.isEmpty(), graphFaults);                                                                  \
        const QByteArray answerFaults = liaison::test::GraphAnswerBook::shared().faults();                             \
        QVERIFY2(answerFaults.isEmpty(), answerFaults);                                                                \
        qDebug("%lld kinds of request fit Exchange's schemas, %lld and %lld of answer Graph's description",            \
               qint64(liaison::test::RequestBook::shared().checked()),                                                 \
               qint64(liaison::test::GraphRequestBook::shared().checked()),                                            \
               qint64(liaison::test::GraphAnswerBook::shared().checked()));                                            \
    } while (false)
