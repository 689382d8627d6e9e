// mailFolders/ID/messages/delta.
#include "app/demo/graph_delta.h"
#include "app/demo/graph_filter.h"
#include "app/demo/graph_message.h"
#include "app/demo/graph_operations.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr qsizetype usualPage = 10;
constexpr std::array<const char *, 3> changeTypes{"created", "updated", "deleted"};

struct Change {
    enum class Kind { Whole, ReadFlag, Removed };
    Kind kind = Kind::Whole;
    quint64 seq = 0;
    quint32 uid = 0;
    quint64 serial = 0;
};

struct Page {
    QList<Change> changes;
    DeltaState next;
    bool last = true;
};

bool isWanted(const DeltaState &state, const DemoMail &mail)
{
    return state.floor == 0 || static_cast<quint64>(mail.internalDate / 1'000) >= state.floor;
}

bool wantsType(const DeltaState &state, std::size_t type)
{
    return state.created == 0 || (state.created >> type & 1U) != 0;
}

/// The newest first. Mails that came since the round began are told of behind it.
Page firstRound(const DemoFolder &folder, const DeltaState &state, qsizetype most)
{
    Page page{{}, state, true};
    const auto &mails = folder.mails;
    const auto behind = [&](auto isBefore) { return std::partition_point(mails.cbegin(), mails.cend(), isBefore); };
    auto at = state.nextUid == 0 ? behind([&](const DemoMail &mail) { return mail.bornSeq <= state.since; })
                                 : behind([&](const DemoMail &mail) { return mail.uid <= state.nextUid; });
    while (at != mails.cbegin() && page.changes.size() < most) {
        --at;
        if (isWanted(state, *at))
            page.changes << Change{Change::Kind::Whole, 0, at->uid, at->serial};
    }
    page.last = at == mails.cbegin();
    page.next.first = page.last ? 0 : 1;
    page.next.nextUid = page.last ? 0 : (at - 1)->uid;
    return page;
}

Page changesSince(const DemoFolder &folder, const DeltaState &state, qsizetype most)
{
    Page page{{}, state, true};
    QList<Change> &all = page.changes;
    for (const DemoMail &mail : folder.mails) {
        if (mail.modSeq <= state.since || !isWanted(state, mail))
            continue;
        const bool isNew = mail.bornSeq > state.known;
        if (wantsType(state, isNew ? 0 : 1))
            all << Change{isNew || mail.markSeq > state.since ? Change::Kind::Whole : Change::Kind::ReadFlag,
                          mail.modSeq, mail.uid, mail.serial};
    }
    for (auto gone = folder.gone.crbegin(); gone != folder.gone.crend() && gone->modSeq > state.since; ++gone)
        if (wantsType(state, 2))
            all << Change{Change::Kind::Removed, gone->modSeq, gone->uid, gone->serial};
    std::sort(all.begin(), all.end(), [](const Change &a, const Change &b) { return a.seq < b.seq; });
    page.last = all.size() <= most;
    all = all.mid(0, most);
    if (!all.isEmpty())
        page.next.since = all.last().seq;
    // Before the round is over, a mail that came in it and was marked meanwhile may not have been told of.
    if (page.last)
        page.next.known = page.next.since;
    return page;
}

/// A mail that was removed can be had again where it is in the mailbox still.
QJsonObject removedJson(const DemoMailbox &box, const Change &change)
{
    const bool elsewhere = box.place(change.serial).has_value();
    return {
        {QStringLiteral("@removed"),
         QJsonObject{{QStringLiteral("reason"), elsewhere ? QStringLiteral("changed") : QStringLiteral("deleted")}}}};
}

QByteArray changeJson(const Graph &graph, const GraphCall &call, const ExchangeFolder &folder, const Change &change,
                      const MessageShape &shape)
{
    const ExchangeKey key = graph.exchange()->keyOf(call.box, folder, change.uid);
    const DemoMail *mail = change.kind == Change::Kind::Removed ? nullptr : folder.mails->find(change.uid);
    QJsonObject json;
    if (!mail) {
        json = removedJson(*call.box, change);
    } else if (change.kind == Change::Kind::Whole) {
        json = messageJson(graph, call, {key, call.box, folder, mail}, shape);
    } else { // what has not changed is left out
        json.insert(QStringLiteral("@odata.etag"), etagOf(*mail));
        json.insert(QStringLiteral("isRead"), mail->flags.contains("\\Seen"));
    }
    json.insert(QStringLiteral("@odata.type"), QStringLiteral("#microsoft.graph.message"));
    json.insert(QStringLiteral("id"), graph.messageId(call, key, change.serial));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

/// What may be said in the beginning: the time of the oldest mail that is wanted, and what kinds of changes are.
GraphOutcome<void> readWishes(const GraphQuery &query, DeltaState &state)
{
    static const QRegularExpression since(QStringLiteral("^\\s*receivedDateTime\\s+(ge|gt)\\s+(\\S+)\\s*$"));
    const auto match = since.match(query.option("$filter"));
    const QDateTime time = QDateTime::fromString(match.captured(2), Qt::ISODateWithMs);
    const bool ordered = query.has("$orderby") && query.option("$orderby") != QLatin1String("receivedDateTime desc");
    if (query.has("$search") || ordered || (query.has("$filter") && !time.isValid()))
        return refusedByGraph(400, "ErrorInvalidUrlQuery",
                              "The query is not supported: messages/delta filters by receivedDateTime alone.");
    if (time.isValid())
        state.floor
            = static_cast<quint64>(time.toSecsSinceEpoch()) + (match.captured(1) == QLatin1String("gt") ? 1 : 0);
    if (!query.has("changetype"))
        return {};
    for (std::size_t i = 0; i < changeTypes.size(); ++i)
        if (query.option("changetype") == QLatin1String(changeTypes.at(i)))
            state.created = quint64(1) << i;
    if (state.created == 0)
        return badQuery(QStringLiteral("Invalid value '%1' for changeType.").arg(query.option("changetype")));
    return {};
}

} // namespace

GraphResult messagesDelta(Graph &graph, const GraphCall &call)
{
    if (call.query.has("$expand")) // that is what the service does with it
        return refusedByGraph(500, "ErrorInternalServerError",
                              "An internal server error occurred. The operation failed.");
    const auto folder = graph.folder(call, call.keys.first());
    const auto select = messageSelection(call.query.selected());
    if (!folder)
        return tl::unexpected(folder.error());
    if (!select)
        return tl::unexpected(select.error());
    const QString path = QStringLiteral("/mailFolders('%1')/messages").arg(graph.folderId(call.box, folder->number));
    const quint64 uidValidity = folder->mails ? folder->mails->uidValidity : 0;
    auto state = deltaStateOf(graph, call, folder->number, uidValidity, *select);
    if (!state)
        return tl::unexpected(state.error());
    if (state->first != 0 && state->nextUid == 0)
        if (const auto read = readWishes(call.query, *state); !read)
            return tl::unexpected(read.error());
    if (!folder->mails) // a folder in which nothing ever is
        return deltaReply(call, QStringLiteral("message"), path, *state, true, {});
    const qsizetype wished = state->page > 0 ? static_cast<qsizetype>(state->page) : usualPage;
    const qsizetype most = std::min<qsizetype>(wished, graph.options().largestDeltaPage);
    const Page page
        = state->first != 0 ? firstRound(*folder->mails, *state, most) : changesSince(*folder->mails, *state, most);
    const MessageShape shape{state->select};
    QByteArrayList items;
    for (const Change &change : page.changes)
        items << changeJson(graph, call, *folder, change, shape);
    return deltaReply(call, QStringLiteral("message"), path, page.next, page.last, items);
}

} // namespace liaison::demo
