#pragma once

#include "app/demo/exchange_item.h"
#include "app/demo/graph_answer.h"

#include <utility>

namespace liaison::demo {

/// $filter of a list of messages: comparisons joined by "and".
class GraphFilter {
public:
    static GraphOutcome<GraphFilter> parse(const QString &text);

    [[nodiscard]] bool isEmpty() const { return m_clauses.isEmpty(); }
    /// The properties in their order.
    [[nodiscard]] QStringList properties() const;
    [[nodiscard]] bool fits(const ExchangeItem &item) const;
    /// From when on and until before when a mail that fits came, in milliseconds.
    [[nodiscard]] std::pair<UtcMs, UtcMs> span() const;
    /// Whether the mail may fit, by its bytes alone: what saves taking a whole mailbox's headers apart.
    [[nodiscard]] bool mayFit(const DemoMail &mail) const;

private:
    struct Clause {
        QString property;
        QString comparison; ///< "eq"
        QString value;
        UtcMs time = 0; ///< of a property that is one
    };
    /// In whole seconds, as times are shown.
    static bool isInTime(const DemoMail &mail, const Clause &clause);

    QList<Clause> m_clauses;
};

/// $orderby: one property, the newest first by receivedDateTime without one. 400 for another.
struct GraphOrder {
    QString property = QStringLiteral("receivedDateTime");
    bool descending = true;
    static GraphOutcome<GraphOrder> parse(const QString &text);
};

} // namespace liaison::demo
