#pragma once

#include "core/transport/mail_source.h"
#include "tests/support/await.h"

#include <QHash>

namespace liaison::test {

/// "ok", or what kind of error it is.
template <class T> QString kindOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : errorKindName(result.error().kind);
}

/// What a store would know of a folder after taking in pages.
struct MailCopy {
    QByteArray cursor;
    QHash<QString, QByteArray> mails;
    QHash<QString, transport::MailFlags> flags;
    QStringList vanished;
    QStringList order;
    int pages = 0;
    int generations = 0;
    int twice = 0; ///< mails that came again while they were there
    qint64 withheld = 0;

    /// What is not told is as it was.
    static transport::MailFlags toldOf(const transport::MailFlags &before, transport::MailFlags now)
    {
        if (!now.seenTold)
            now.seen = before.seen;
        if (!now.answeredTold) {
            now.answered = before.answered;
            now.forwarded = before.forwarded;
        }
        now.seenTold = now.answeredTold = true;
        return now;
    }

    void take(const transport::ChangePage &page)
    {
        ++pages;
        if (page.generationChanged) {
            ++generations;
            mails.clear();
        }
        for (const transport::RemoteMail &arrived : page.arrived) {
            twice += mails.contains(arrived.remoteId) ? 1 : 0;
            mails.insert(arrived.remoteId, arrived.raw);
            flags.insert(arrived.remoteId, arrived.flags);
            order << arrived.remoteId;
        }
        for (const transport::FlagChange &change : page.flags)
            flags.insert(change.remoteId, toldOf(flags.value(change.remoteId), change.flags));
        for (const QString &gone : page.vanished) {
            mails.remove(gone);
            vanished << gone;
        }
        cursor = page.next;
        withheld = page.withheld;
    }
};

/// Pages of `folder` until there is no more; the first error ends it.
inline Result<void> sync(transport::MailSource &source, const domain::RemoteFolder &folder, MailCopy &copy,
                         qint64 budget = 16 * 1024 * 1024, UtcMs now = 0)
{
    for (int i = 0; i < 1'000; ++i) {
        const auto page = await(source.changes({folder, copy.cursor, budget, now}, {}));
        if (!page)
            return fail(page.error());
        copy.take(*page);
        if (!page->more)
            return {};
    }
    return fail(ErrorKind::Internal, QStringLiteral("endless"));
}

} // namespace liaison::test
