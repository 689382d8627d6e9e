// ImapLook: what a connection test wants to know of a folder.
#include "core/imap/fetch_bodies.h"
#include "core/imap/fetch_summaries.h"
#include "core/imap/search.h"
#include "core/transport/imap_tasks.h"

#include <algorithm>

namespace liaison::transport {

namespace {
constexpr quint64 newestMails = 20; ///< the smallest of so many is read
} // namespace

void ImapLook::work()
{
    const auto opened = [this, keep = self<ImapLook>()](const Result<imap::SelectedMailbox> &box) {
        if (settled())
            return;
        if (!box)
            return end(box.error());
        FolderLook found;
        found.mails = box->exists;
        if (m_what == Look::Rights)
            found.writable = !box->readOnly;
        if (m_what != Look::OneMail || box->exists == 0)
            return succeed(found);
        ask(std::make_unique<imap::Search>(session().context(), imap::SearchFor{}),
            [this](const imap::UidSet &all) { chooseAmong(all.highestMembers(newestMails)); });
    };
    if (m_what == Look::Rights)
        session().select(m_folder, {}, opened);
    else
        session().examine(m_folder, opened);
}

void ImapLook::chooseAmong(const imap::UidSet &newest)
{
    using Summaries = std::map<imap::Uid, imap::MailSummary>;
    ask(std::make_unique<imap::FetchSummaries>(session().context(), newest), [this](const Summaries &mails) {
        const auto smallest = std::min_element(
            mails.begin(), mails.end(), [](const auto &a, const auto &b) { return a.second.size < b.second.size; });
        if (smallest == mails.end()) // they went meanwhile
            return succeed(FolderLook{});
        read(smallest->first);
    });
}

void ImapLook::read(imap::Uid uid)
{
    ask(std::make_unique<imap::FetchBodies>(session().context(), std::vector{imap::UidSet::single(uid)},
                                            imap::FetchBodies::Bounds{}),
        [this](const imap::FetchedBodies &bodies) {
            if (bodies.mails.empty() && !bodies.failed.isEmpty())
                return end(Error{ErrorKind::ServerRefused, QStringLiteral("the mail is not given out"), {}, {}});
            FolderLook found;
            if (!bodies.mails.empty())
                found.bytes = bodies.mails.begin()->second.size();
            succeed(found);
        });
}

} // namespace liaison::transport
