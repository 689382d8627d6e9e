#include "core/feed/ingest.h"

#include "core/feed/judge.h"
#include "core/store/links.h"
#include "core/store/mailboxes.h"
#include "core/store/test_mails.h"

#include <algorithm>

namespace liaison::feed {

using store::Direction;
using store::IncomingMail;
using store::Triage;

namespace {

/// What is to be judged once the whole page is stored.
struct Judgeable {
    QList<MessageId> fresh;
    QList<MessageId> copies; ///< of mails we have: found in Sent or moved out of Junk, they may read differently
};

/// Whether a tag or a Message-ID of ours proves that the mail belongs to an incident.
Result<bool> isNamed(store::Session &session, const domain::MailFacts &facts)
{
    const auto evidence = store::Links(session).evidenceFor(facts);
    if (!evidence)
        return fail(evidence.error());
    const auto match = domain::correlate(facts, *evidence);
    return match && match->reason != domain::LinkReason::Reference;
}

/// The mail of a connection test, or what a machine says of one: a bounce, an absence note.
Result<bool> isOfTest(store::Session &session, const domain::MailFacts &facts)
{
    QStringList ids{facts.messageIdHeader, facts.reportedMessageId};
    if (facts.kind != domain::MailKind::Human)
        ids += facts.inReplyTo;
    return store::TestMails(session).containsAny(ids);
}

/// The mails of the page that are to be stored.
Result<QList<IncomingMail>> wantedMails(store::Session &session, const IngestPage &page)
{
    QList<IncomingMail> wanted;
    wanted.reserve(page.mails.size());
    for (IncomingMail mail : page.mails) {
        if (auto done = resolveEnvelope(session, mail.parsed.facts); !done)
            return fail(done.error());
        const auto named = page.onlyNamed ? isNamed(session, mail.parsed.facts) : Result<bool>(true);
        if (!named)
            return fail(named.error());
        if (!*named)
            continue;
        // What we sent ourselves is never for somebody to look at.
        if (mail.direction == Direction::Out)
            mail.triageIfUnlinked = Triage::Older;
        const auto ofTest = isOfTest(session, mail.parsed.facts);
        if (!ofTest)
            return fail(ofTest.error());
        if (*ofTest)
            mail.triageIfUnlinked = Triage::Older;
        wanted.append(std::move(mail));
    }
    return wanted;
}

Result<void> storeMails(store::Session &session, const IngestPage &page, IngestSummary &summary, Judgeable &judgeable)
{
    const auto mails = wantedMails(session, page);
    if (!mails)
        return fail(mails.error());
    const auto stored = store::Messages(session).store(*mails);
    if (!stored)
        return fail(stored.error());
    for (qsizetype i = 0; i < mails->size(); ++i) {
        const store::StoredMail &one = stored->at(i);
        summary.ids.append(one.id);
        ++(one.isNew ? summary.stored : summary.copies);
        (one.isNew ? judgeable.fresh : judgeable.copies).append(one.id);
        // Only the server's Sent folder proves that a mail left; a file that somebody imports does not.
        if (!page.folder || mails->at(i).direction != Direction::Out)
            continue;
        if (auto done = noteSentCopy(session, mails->at(i).parsed.facts.messageIdHeader); !done)
            return done;
    }
    return {};
}

Result<int> linkedCount(store::Session &session, const QList<MessageId> &ids)
{
    int linked = 0;
    for (const MessageId id : ids) {
        const auto link = store::Links(session).find(id);
        if (!link)
            return fail(link.error());
        linked += link->has_value() ? 1 : 0;
    }
    return linked;
}

Result<void> judgeAll(store::Session &session, const QList<MessageId> &ids)
{
    Judge judge(session);
    return judge.arrived(ids).and_then([&judge] { return judge.finish(); });
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
    Judgeable judgeable;
    if (auto done = storeMails(session, page, summary, judgeable); !done)
        return fail(done.error());
    if (page.folder) {
        if (auto done = applyRemoteChanges(session, page); !done)
            return fail(done.error());
    }
    const auto before = linkedCount(session, judgeable.copies);
    if (!before)
        return fail(before.error());
    if (auto done = judgeAll(session, judgeable.fresh + judgeable.copies); !done)
        return fail(done.error());
    const auto after = linkedCount(session, judgeable.copies);
    if (!after)
        return fail(after.error());
    summary.matched = std::max(0, *after - *before);
    const auto standing = store::Messages(session).standing(judgeable.fresh);
    if (!standing)
        return fail(standing.error());
    summary.matched += standing->linked;
    summary.unmatched += standing->unmatched;
    return summary;
}

} // namespace liaison::feed
