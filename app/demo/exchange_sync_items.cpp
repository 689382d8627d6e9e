#include "app/demo/exchange_item.h"
#include "app/demo/exchange_operations.h"

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr qint64 mostChanges = 512; // t:MaxSyncChangesReturnedType

/// Where a client stands. A first pass goes over the mails by UID; after it changes are told by their mod-sequence.
struct SyncState {
    quint64 generation = 0;
    quint64 folder = 0;
    quint64 uidValidity = 0;
    quint64 since = 0;   ///< changes up to this mod-sequence are known, once the first pass is over
    quint64 first = 1;   ///< 1: the first pass goes on …
    quint64 nextUid = 0; ///< … with this mail; downwards from 2010 SP2 on, 0 is the newest then

    [[nodiscard]] QString text() const { return sealed('S', {generation, folder, uidValidity, since, first, nextUid}); }
};

std::optional<SyncState> readState(const QString &text)
{
    const auto numbers = unsealed('S', text);
    if (!numbers || numbers->size() != 6)
        return std::nullopt;
    return SyncState{numbers->at(0), numbers->at(1), numbers->at(2), numbers->at(3), numbers->at(4), numbers->at(5)};
}

struct Change {
    enum class Kind { Create, Update, Delete, Read };
    Kind kind = Kind::Create;
    quint64 seq = 0;
    quint32 uid = 0;
};

struct Page {
    QList<Change> changes;
    SyncState next;
    bool last = true;
};

Page firstPass(const DemoFolder &folder, SyncState state, qsizetype most, bool newestFirst)
{
    Page page{{}, state, true};
    const auto &mails = folder.mails;
    // Mails that came since the pass began are told behind it.
    const auto known = std::lower_bound(mails.cbegin(), mails.cend(), state.since + 1,
                                        [](const DemoMail &mail, quint64 seq) { return mail.bornSeq < seq; })
        - mails.cbegin();
    const auto place = [&](quint64 uid) {
        const auto at = std::lower_bound(mails.cbegin(), mails.cend(), uid,
                                         [](const DemoMail &mail, quint64 wanted) { return mail.uid < wanted; });
        return at - mails.cbegin();
    };
    if (newestFirst) {
        const auto begin = state.nextUid == 0 ? known : place(state.nextUid + 1);
        const auto end = std::max<qsizetype>(0, begin - most);
        for (qsizetype i = begin; i > end; --i)
            page.changes << Change{Change::Kind::Create, 0, mails.at(i - 1).uid};
        page.last = end == 0;
        page.next.nextUid = page.last ? 0 : mails.at(end - 1).uid;
    } else {
        const auto begin = place(state.nextUid);
        const auto end = std::min(known, begin + most);
        for (qsizetype i = begin; i < end; ++i)
            page.changes << Change{Change::Kind::Create, 0, mails.at(i).uid};
        page.last = end >= known;
        page.next.nextUid = page.last ? 0 : mails.at(end).uid;
    }
    if (page.last)
        page.next.first = 0;
    return page;
}

Page changesSince(const DemoFolder &folder, const SyncState &state, qsizetype most)
{
    Page page{{}, state, true};
    QList<Change> &all = page.changes;
    for (const DemoMail &mail : folder.mails) {
        if (mail.modSeq <= state.since)
            continue;
        const auto kind = mail.bornSeq > state.since ? Change::Kind::Create
            : mail.markSeq > state.since             ? Change::Kind::Update
                                                     : Change::Kind::Read;
        all << Change{kind, mail.modSeq, mail.uid};
    }
    for (auto gone = folder.gone.crbegin(); gone != folder.gone.crend() && gone->modSeq > state.since; ++gone)
        all << Change{Change::Kind::Delete, gone->modSeq, gone->uid};
    std::sort(all.begin(), all.end(), [](const Change &a, const Change &b) { return a.seq < b.seq; });
    page.last = all.size() <= most;
    all = all.mid(0, most);
    if (!all.isEmpty())
        page.next.since = all.last().seq;
    return page;
}

void writeChange(XmlOut &out, const Exchange &exchange, const FolderPlace &place, const Change &change,
                 const ExchangeShape &shape, ews::ServerVersion version)
{
    const ExchangeKey key = exchange.keyOf(place.box, place.folder, change.uid);
    const DemoMail *mail = place.folder.mails->find(change.uid);
    if (change.kind == Change::Kind::Delete || !mail) {
        out.open("t:Delete");
        writeItemId(out, key, change.seq);
    } else if (change.kind == Change::Kind::Read) {
        out.open("t:ReadFlagChange");
        writeItemId(out, key, mail->modSeq);
        out.flag("t:IsRead", mail->flags.contains("\\Seen"));
    } else {
        out.open(change.kind == Change::Kind::Create ? "t:Create" : "t:Update");
        writeItem(out, ExchangeItem({key, place.box, place.folder, mail}), shape, version);
    }
    out.close();
}

/// The state that goes with a request's folder; ErrorInvalidSyncStateData where it is of another one or expired.
Outcome<SyncState> stateFor(const Exchange &exchange, const FolderPlace &place, const QString &given)
{
    const DemoFolder &folder = *place.folder.mails;
    if (given.isEmpty())
        return SyncState{
            exchange.generation(), place.folder.number, folder.uidValidity, place.box->highestModSeq(), 1, 0};
    const auto state = readState(given);
    if (!state || state->generation != exchange.generation() || state->folder != place.folder.number
        || state->uidValidity != folder.uidValidity)
        return refused("ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.");
    return *state;
}

Outcome<void> answer(Exchange &exchange, const ExchangeCall &call, XmlOut &out, ResponseMessages &messages)
{
    const ews::Element &ids = call.body->child("SyncFolderId");
    if (ids.children.empty())
        return refused("ErrorInvalidRequest", "The request is invalid.");
    const auto place = exchange.folder(call, ids.children.front());
    if (!place)
        return tl::unexpected(place.error());
    const qint64 most = call.body->childNumber("MaxChangesReturned");
    if (!place->folder.isMail()) { // a folder in which nothing ever is
        messages.success().text("m:SyncState", sealed('S', {exchange.generation(), place->folder.number, 0, 0, 0, 0}));
        out.flag("m:IncludesLastItemInRange", true).open("m:Changes").close();
        messages.close();
        return {};
    }
    const auto state = stateFor(exchange, *place, call.body->childText("SyncState").trimmed());
    if (!state)
        return tl::unexpected(state.error());
    const bool newestFirst = ews::can(exchange.version().newest, ews::Ability::NewestFirst);
    const Page page = state->first != 0 ? firstPass(*place->folder.mails, *state, most, newestFirst)
                                        : changesSince(*place->folder.mails, *state, most);
    QSet<QString> ignored;
    for (const ews::Element &id : call.body->child("Ignore").children)
        ignored.insert(id.attribute("Id"));
    const ExchangeShape shape = shapeFrom(call.body->child("ItemShape"));
    messages.success().text("m:SyncState", page.next.text());
    out.flag("m:IncludesLastItemInRange", page.last).open("m:Changes");
    for (const Change &change : page.changes)
        if (ignored.isEmpty() || !ignored.contains(idText(exchange.keyOf(place->box, place->folder, change.uid))))
            writeChange(out, exchange, *place, change, shape, call.version);
    out.close();
    messages.close();
    return {};
}

} // namespace

std::optional<Refusal> answerSyncFolderItems(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    const qint64 most = call.body->childNumber("MaxChangesReturned");
    if (most < 1 || most > mostChanges)
        return Refusal{QStringLiteral("ErrorSchemaValidation"),
                       QStringLiteral("The request failed schema validation: The 'MaxChangesReturned' element is "
                                      "invalid - The value is out of its range.")};
    ResponseMessages messages(out, "SyncFolderItems");
    if (const auto done = answer(exchange, call, out, messages); !done)
        messages.refuse(done.error());
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
