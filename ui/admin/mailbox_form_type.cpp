// The account type, a preset over the two endpoints, and which fields they have; the log level.
#include "ui/admin/mailbox_form.h"

#include "core/desk/proposed_hosts.h"
#include "ui/admin/endpoint_fields.h"
#include "ui/admin/graph_fields.h"
#include "ui/admin/usual_endpoint.h"
#include "ui/common/formats.h"

#include <QComboBox>

namespace liaison::ui {

using domain::Protocol;
using domain::SignIn;

namespace {

/// The protocols of both sides in a number, for the list of types.
int typeOf(Protocol inbound, Protocol outbound)
{
    return static_cast<int>(inbound) * 16 + static_cast<int>(outbound);
}

QString wordFor(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Imap:
        return QStringLiteral("IMAP");
    case Protocol::Smtp:
        return QStringLiteral("SMTP");
    case Protocol::Ews:
        return MailboxForm::tr("Exchange Web Services");
    case Protocol::Graph:
        return MailboxForm::tr("Microsoft Graph");
    }
    return {};
}

QString wordFor(Protocol inbound, Protocol outbound)
{
    return inbound == outbound ? wordFor(inbound) : QStringLiteral("%1 + %2").arg(wordFor(inbound), wordFor(outbound));
}

} // namespace

bool MailboxForm::sendsAsGraphReads() const
{
    return readsByGraph() && m_mailbox.outbound.protocol == Protocol::Graph
        && m_mailbox.outbound.signIn == SignIn::AsInbound;
}

/// Sending that went where reading goes goes on to do so when reading is moved. What stays is left as it is: whom a
/// secret is for is a matter of its letters.
domain::Endpoint MailboxForm::followingOutbound(const domain::Endpoint &inbound) const
{
    const auto isAt = [](const domain::Endpoint &one, const domain::Endpoint &other) {
        return one.host == other.host && one.port == other.port;
    };
    const domain::Endpoint &now = m_mailbox.outbound;
    if (!isAt(now, m_mailbox.inbound) || isAt(inbound, m_mailbox.inbound))
        return now;
    return usualEndpoint(Protocol::Graph, domain::SecretUse::Outbound);
}

/// Those that a new mailbox can have, and the one that this mailbox has.
void MailboxForm::showType()
{
    m_type->clear();
    const auto offer = [this](Protocol inbound, Protocol outbound) {
        if (m_type->findData(typeOf(inbound, outbound)) < 0)
            m_type->addItem(wordFor(inbound, outbound), typeOf(inbound, outbound));
    };
    offer(Protocol::Imap, Protocol::Smtp);
    offer(Protocol::Graph, Protocol::Graph);
    offer(Protocol::Graph, Protocol::Smtp);
    offer(m_mailbox.inbound.protocol, m_mailbox.outbound.protocol);
    m_type->setCurrentIndex(m_type->findData(typeOf(m_mailbox.inbound.protocol, m_mailbox.outbound.protocol)));
}

void MailboxForm::showLogLevel()
{
    const UtcMs now = m_context.clock->nowMs();
    m_shownVerbose = domain::isVerbose(m_mailbox, now);
    m_logLevel->clear();
    m_logLevel->addItem(tr("Low"), false);
    m_logLevel->addItem(m_shownVerbose ? tr("Verbose, low again %1").arg(agoText(m_mailbox.verboseUntil, now))
                                       : tr("Verbose for 24 hours"),
                        true);
    m_logLevel->setCurrentIndex(m_shownVerbose ? 1 : 0);
}

UtcMs MailboxForm::chosenVerboseUntil() const
{
    const bool verbose = m_logLevel->currentData().toBool();
    if (verbose == m_shownVerbose)
        return m_mailbox.verboseUntil; // it may have run out meanwhile: another field's change does not renew it
    return verbose ? m_context.clock->nowMs() + domain::verboseLogMs : 0;
}

void MailboxForm::onTypeChosen()
{
    const int type = m_type->currentData().toInt();
    const auto inbound = static_cast<Protocol>(type / 16);
    const auto outbound = static_cast<Protocol>(type % 16);
    m_checkPassed = false;
    if (inbound != m_mailbox.inbound.protocol)
        m_mailbox.inbound = usualEndpoint(inbound, domain::SecretUse::Inbound);
    else // what was typed stays
        m_mailbox.inbound
            = readsByGraph() ? m_graph->endpoint(m_mailbox.inbound) : m_inbound->endpoint(m_mailbox.inbound);
    m_mailbox.outbound = usualEndpoint(outbound, domain::SecretUse::Outbound);
    clearProblems();
    showSides();
}

void MailboxForm::showSides()
{
    const bool both = sendsAsGraphReads();
    if (readsByGraph())
        m_graph->setEndpoint(m_mailbox.inbound);
    else
        m_inbound->setEndpoint(m_mailbox.inbound);
    // A token of Graph is nothing to SMTP.
    m_outbound->setAsInboundOffered(!readsByGraph() || m_mailbox.outbound.protocol != Protocol::Smtp);
    if (!both)
        m_outbound->setEndpoint(m_mailbox.outbound);
    m_graph->setSends(both);
    m_graph->setVisible(readsByGraph());
    m_inbound->setVisible(!readsByGraph());
    m_outbound->setVisible(!both);
    showProposedHosts();
}

desk::MailboxDesk::SaveRequest MailboxForm::request() const
{
    desk::MailboxDesk::SaveRequest request = typed();
    request.mailbox = desk::withProposedHosts(request.mailbox);
    request.seen = m_seen;
    return request;
}

void MailboxForm::showProposedHosts()
{
    const domain::Mailbox mailbox = typed().mailbox;
    m_inbound->setProposedHost(desk::proposedHost(mailbox, domain::SecretUse::Inbound));
    m_outbound->setProposedHost(desk::proposedHost(mailbox, domain::SecretUse::Outbound));
}

} // namespace liaison::ui
