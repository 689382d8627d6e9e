#pragma once

#include "core/graph/failure.h"

#include <QByteArray>
#include <QSet>

#include <optional>

namespace liaison::transport {

/// Where the pages of one list or delta have led so far. A server may answer pages without anything in them, and each
/// may name another; one that never comes to an end would keep us asking for ever.
class PageTrail {
public:
    /// In a row. A delta that skips much that was moved gives some of them.
    static constexpr int mostEmptyPages = 100;

    /// Takes what a page told: whether it was empty and where the list goes on. A failure: that page is not to be
    /// asked for, because it was before, or because too many had nothing.
    std::optional<graph::Failure> refuse(bool empty, const QByteArray &next)
    {
        m_empty = empty ? m_empty + 1 : 0;
        if (m_seen.contains(next))
            return graph::lacking(QStringLiteral("the end of a list whose pages lead back to each other"));
        if (m_empty >= mostEmptyPages)
            return graph::lacking(QStringLiteral("the end of a list of empty pages"));
        m_seen.insert(next);
        return std::nullopt;
    }

private:
    QSet<QByteArray> m_seen;
    int m_empty = 0;
};

} // namespace liaison::transport
