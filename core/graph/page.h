#pragma once

#include "core/graph/service_root.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace liaison::graph {

/// Where a list or delta goes on. Targets for a GET, valid across runs; one of them at most is not empty.
struct Continuation {
    QByteArray next;  ///< @odata.nextLink: there is more now
    QByteArray delta; ///< @odata.deltaLink: the end; what changed since is asked for there later
    friend bool operator==(const Continuation &, const Continuation &) = default;
};

/// A page of a list.
template <class T> struct Page {
    QList<T> items;
    QByteArray next; ///< target of the next page; empty: this was the last
};

/// The items and links of a collection. Fails without a list "value", with a link out of the root or in another form,
/// and for a delta with both links or none.
enum class Collection { List, Delta };
Answer<Continuation> continuationOf(const ServiceRoot &root, const QJsonObject &body, Collection kind);
Answer<QJsonArray> valuesOf(const QJsonObject &body);

/// The page of a list whose items `read` takes one by one.
template <class T>
Answer<Page<T>> listOf(const ServiceRoot &root, const QJsonObject &body, Answer<T> (*read)(const QJsonObject &))
{
    const Answer<QJsonArray> values = valuesOf(body);
    if (!values)
        return failed(values.error());
    const Answer<Continuation> then = continuationOf(root, body, Collection::List);
    if (!then)
        return failed(then.error());
    Page<T> page{{}, then->next};
    for (const auto &value : *values) {
        Answer<T> item = read(value.toObject());
        if (!item)
            return failed(std::move(item.error()));
        page.items << std::move(*item);
    }
    return page;
}

/// What became of an item that a delta has under @removed.
enum class Removal {
    None,
    Changed, ///< "changed": it left the folder, or does not match any more
    Deleted  ///< "deleted"
};
/// Fails where @removed is there and no object. An unknown reason counts as Deleted.
Answer<Removal> removalOf(const QJsonObject &item);

/// The items of a delta's page, each into `member` of a Change, which has `removed` beside it.
template <class T, class Change>
Answer<QList<Change>> changesOf(const QJsonObject &body, Answer<T> (*read)(const QJsonObject &), T Change::*member)
{
    const Answer<QJsonArray> values = valuesOf(body);
    if (!values)
        return failed(values.error());
    QList<Change> changes;
    for (const auto &value : *values) {
        const QJsonObject json = value.toObject();
        const Answer<Removal> removal = removalOf(json);
        Answer<T> item = read(json);
        if (!removal || !item)
            return failed(removal ? item.error() : removal.error());
        Change change;
        change.removed = *removal;
        change.*member = std::move(*item);
        changes << std::move(change);
    }
    return changes;
}

} // namespace liaison::graph
