#include "core/transport/sync_known.h"

#include <algorithm>

namespace liaison::transport {

bool SyncKnown::contains(const QString &folder, const QString &id) const
{
    const size_t hash = hashOf(folder, id);
    const QList<Page> pages = m_pages.value(folder);
    return m_stored.contains(hash)
        || std::any_of(pages.cbegin(), pages.cend(), [hash](const Page &page) { return page.mails.contains(hash); });
}

size_t SyncKnown::hashOf(const QString &folder, const QString &id)
{
    return qHashMulti(0, folder, id);
}

void SyncKnown::gone(const QString &folder, const QString &id)
{
    const size_t hash = hashOf(folder, id);
    m_stored.remove(hash);
    const auto pages = m_pages.find(folder);
    if (pages == m_pages.end())
        return;
    for (Page &page : *pages)
        page.mails.remove(hash);
}

void SyncKnown::asked(const QString &folder, const QByteArray &cursor)
{
    QList<Page> &pages = m_pages[folder];
    if (!pages.isEmpty() && pages.last().more && pages.last().next == cursor)
        return; // asked for ahead: it goes on, stored or not
    // A pass begins with the cursor that is stored.
    const bool isLast = !pages.isEmpty() && pages.last().next == cursor;
    const auto lost = isLast
        ? pages.cend()
        : std::find_if(pages.cbegin(), pages.cend(), [&cursor](const Page &page) { return page.cursor == cursor; });
    const bool isOne = isLast || lost != pages.cend();
    for (auto page = pages.cbegin(); isOne && page != lost; ++page)
        m_stored += page->mails;
    m_pages.remove(folder);
}

void SyncKnown::handedOut(const QString &folder, const QByteArray &cursor, const QByteArray &next, bool more,
                          const QSet<size_t> &mails)
{
    m_pages[folder].append({cursor, next, more, mails});
}

void SyncKnown::forget(const QString &folder)
{
    m_stored.clear();
    m_pages.remove(folder);
}

} // namespace liaison::transport
