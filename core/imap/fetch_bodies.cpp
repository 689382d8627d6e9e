#include "core/imap/fetch_bodies.h"

namespace liaison::imap {

FetchBodies::FetchBodies(Context &context, std::vector<UidSet> batches, Bounds bounds) : m_context(context)
{
    m_pages.push_back(pageOf(std::move(batches), bounds));
}

FetchBodies::Page FetchBodies::pageOf(std::vector<UidSet> batches, Bounds bounds)
{
    Page page;
    page.waiting.assign(std::make_move_iterator(batches.begin()), std::make_move_iterator(batches.end()));
    page.bounds = bounds;
    return page;
}

Step FetchBodies::start()
{
    return sendMore();
}

Step FetchBodies::add(std::vector<UidSet> batches, Bounds bounds)
{
    m_pages.push_back(pageOf(std::move(batches), bounds));
    return sendMore();
}

std::optional<FetchedBodies> FetchBodies::takePage()
{
    if (m_pages.size() < 2 || !m_pages.front().isWhole())
        return std::nullopt;
    Page page = std::move(m_pages.front());
    m_pages.pop_front();
    for (const UidSet &left : page.waiting)
        page.fetched.notAsked = page.fetched.notAsked.united(left);
    return std::move(page.fetched);
}

Step FetchBodies::sendMore()
{
    Step step;
    for (Page &page : m_pages) {
        while (page.asksMore() && int(m_flying.size()) < page.bounds.inFlight) {
            const QByteArray tag = m_context.nextTag();
            step.send += tag + " UID FETCH " + page.waiting.front().toByteArray() + " (UID BODY.PEEK[])\r\n";
            m_flying.push_back({tag, std::move(page.waiting.front()), &page});
            page.waiting.pop_front();
            ++page.flying;
        }
    }
    if (m_flying.empty()) { // what may be sent is sent, so all pages are whole
        Page &page = m_pages.back();
        for (const UidSet &left : page.waiting)
            page.fetched.notAsked = page.fetched.notAsked.united(left);
        return finish(std::move(page.fetched));
    }
    return step;
}

Step FetchBodies::feed(const Response &response)
{
    if (const auto *data = std::get_if<FetchData>(&response))
        return onFetch(*data);
    const auto *status = std::get_if<StatusResponse>(&response);
    return status && !status->tag.isEmpty() ? onTagged(*status) : Step{};
}

FetchBodies::Page *FetchBodies::pageThatAskedFor(Uid uid) const
{
    const auto flight
        = std::find_if(m_flying.begin(), m_flying.end(), [uid](const Flight &one) { return one.uids.contains(uid); });
    return flight == m_flying.end() ? nullptr : flight->page;
}

Step FetchBodies::onFetch(const FetchData &data)
{
    if (!data.hasBody || !data.uid)
        return {};
    Page *page = pageThatAskedFor(*data.uid);
    if (!page)
        return {};
    if (!data.body) {
        page->fetched.failed = page->fetched.failed.united(UidSet::single(*data.uid));
        return {};
    }
    page->bytes += data.body->size();
    if (page->bytes > page->bounds.refuseAfter)
        return finish(fail(ErrorKind::LimitExceeded, QStringLiteral("more bytes than asked for")));
    page->fetched.mails[*data.uid] = *data.body;
    return {};
}

Step FetchBodies::onTagged(const StatusResponse &status)
{
    const auto flight
        = std::find_if(m_flying.begin(), m_flying.end(), [&](const Flight &f) { return f.tag == status.tag; });
    if (flight == m_flying.end())
        return finish(fail(unexpected("UID FETCH")));
    const UidSet uids = std::move(flight->uids);
    Page &page = *flight->page;
    --page.flying;
    m_flying.erase(flight);
    if (status.status != Status::Ok) {
        const Error error = errorFrom(status, ErrorKind::ServerRefused);
        if (error.kind == ErrorKind::ServerBusy)
            return finish(fail(error));
        if (uids.count() == 1) {
            page.fetched.failed = page.fetched.failed.united(uids);
        } else {
            for (const Uid uid : uids.descending()) {
                if (!page.fetched.mails.contains(uid))
                    page.waiting.push_back(UidSet::single(uid));
            }
        }
    }
    return sendMore();
}

} // namespace liaison::imap
