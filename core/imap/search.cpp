#include "core/imap/search.h"

#include <QLocale>

namespace liaison::imap {

Search::Search(Context &context, SearchFor criteria) : Command(context), m_criteria(std::move(criteria)) { }

void Search::addArguments(CommandWriter &writer)
{
    if (context().capabilities.esearch())
        writer.raw("RETURN (ALL)");
    switch (m_criteria.what) {
    case SearchFor::What::All:
        writer.raw("ALL");
        break;
    case SearchFor::What::Uids:
        writer.raw("UID " + m_criteria.uids.toByteArray());
        break;
    case SearchFor::What::MessageId:
        writer.raw("HEADER Message-ID").astring(m_criteria.header);
        break;
    case SearchFor::What::Since:
        writer.raw("SINCE " + QLocale::c().toString(m_criteria.since, QStringLiteral("d-MMM-yyyy")).toLatin1());
        break;
    }
}

Step Search::onUntagged(const Response &response)
{
    if (const auto *search = std::get_if<SearchData>(&response))
        m_found = m_found.united(search->found);
    else if (const auto *esearch = std::get_if<EsearchData>(&response);
             esearch && esearch->uid && (esearch->tag.isEmpty() || esearch->tag == tag()))
        m_found = m_found.united(esearch->all);
    return {};
}

Step Search::onTagged(const StatusResponse &status)
{
    if (status.status != Status::Ok)
        return finish(fail(errorFrom(status, ErrorKind::ServerRefused)));
    return finish(m_found);
}

} // namespace liaison::imap
