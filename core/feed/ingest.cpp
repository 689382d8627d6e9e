#include "core/feed/ingest.h"

#include "core/feed/judge.h"
#include "core/store/links.h"
#include "core/store/mailboxes.h"

namespace liaison::feed {

using store::Direction;
using store::IncomingMail;
using store::Triage;

namespace {

/// Stores one mail; what is to be judged goes into `toJudge`.
Result<void> storeMail(store::Session &session, IncomingMail mail, IngestSummary &summary, QList<MessageId> &toJudge)
{
    // What we sent ourselves is never for somebody to look at.
    if (mail.direction == Direction::Out)
        mail.triageIfUnlinked = Triage::Older;
    store::Messages messages(session);
    const auto stored = messages.store(mail);
    if (!stored)
        return fail(stored.error());
    summary.ids.append(stored->id);
    if (mail.direction == Direction::Out) {
        if (auto done = noteSentCopy(session, mail.parsed.facts.messageIdHeader); !done)
            return done;
    }
    if (stored->isNew) {
        ++summary.stored;
        toJudge.append(stored->id);
        return {};
    }
    ++summary.copies;
    if (mail.triageIfUnlinked != Triage::Unmatched)
        return {};
    const auto row = messages.row(stored->id, {});
    if (!row)
        return fail(row.error());
    if (row->triage != Triage::Junk)
        return {};
    // A copy outside Junk: somebody, or the server, thinks better of it.
    toJudge.append(stored->id);
    return messages.setTriage(stored->id, Triage::Unmatched);
}

Result<void> count(store::Session &session, const QList<MessageId> &judged, IngestSummary &summary)
{
    store::Messages messages(session);
    const auto rows = messages.rows(judged, {});
    if (!rows)
        return fail(rows.error());
    for (const store::MailRow &row : *rows) {
        if (row.incident)
            ++summary.matched;
        else if (row.direction == Direction::In && row.triage == Triage::Unmatched
                 && row.kind == domain::MailKind::Human)
            ++summary.unmatched;
    }
    return {};
}

Result<void> judgeAll(store::Session &session, const QList<MessageId> &ids)
{
    Judge judge(session);
    for (const MessageId id : ids) {
        if (auto done = judge.arrived(id); !done)
            return done;
    }
    return judge.finish();
}

/// What the server says of mails that were stored before.
Result<void> applyRemoteChanges(store::Session &session, const IngestPage &page)
{
    store::Messages messages(session);
    for (const IngestPage::Flags &flags : page.flags) {
        if (auto done = messages.setRemoteFlags(page.folder, flags.remoteId, flags.seen, flags.answered); !done)
            return done;
    }
    if (!page.vanished.isEmpty()) {
        if (auto done = messages.noteVanished(page.folder, page.vanished); !done)
            return done;
    }
    return page.nextCursor.isEmpty() ? Result<void>() : store::Folders(session).setCursor(page.folder, page.nextCursor);
}

} // namespace

Result<IngestSummary> ingest(store::Session &session, const IngestPage &page)
{
    if (page.generationChanged && page.folder) {
        if (auto done = store::Messages(session).forgetRemoteIds(page.folder); !done)
            return fail(done.error());
    }
    IngestSummary summary;
    QList<MessageId> toJudge;
    for (const IncomingMail &mail : page.mails) {
        if (auto done = storeMail(session, mail, summary, toJudge); !done)
            return fail(done.error());
    }
    if (page.folder) {
        if (auto done = applyRemoteChanges(session, page); !done)
            return fail(done.error());
    }
    if (auto done = judgeAll(session, toJudge); !done)
        return fail(done.error());
    if (auto done = count(session, toJudge, summary); !done)
        return fail(done.error());
    return summary;
}

} // namespace liaison::feed
