#include "core/transport/ews_resolve.h"

#include "core/domain/plain_name.h"
#include "core/ews/resolve_names.h"
#include "core/transport/mail_sink.h"

namespace liaison::transport {

namespace {

constexpr int answerMs = 10'000;
constexpr qint64 mostAnswer = 4 * 1024 * 1024; ///< a hundred people with full contact data

/// What cannot be mailed to is left out: a server's word for it that something is an address counts for little.
domain::Addresses peopleIn(const ews::NameMatches &found)
{
    domain::Addresses people;
    for (const ews::NameMatch &match : found.matches) {
        if (people.size() == MailSink::mostPeople)
            break;
        const QString name = domain::plainName(match.name);
        if (domain::isValidAddress(match.address))
            people.append({name == match.address ? QString() : name, match.address});
    }
    return people;
}

} // namespace

void EwsResolve::start()
{
    EwsCall call;
    call.mostBytes = mostAnswer;
    call.silenceMs = answerMs;
    call.totalMs = 2 * answerMs;
    ask<ews::ResolveNames>(
        [typed = m_typed](const ews::RequestContext &context) { return ews::ResolveNames::request(context, typed); },
        [this](const ews::Answer<ews::NameMatches> &found) {
            if (found)
                finish(peopleIn(*found));
            else
                end(found.error());
        },
        std::move(call));
}

} // namespace liaison::transport
