// The account type, a preset over the two endpoints, and which fields they have; the log level.
#include "ui/admin/mailbox_form.h"

#include "core/desk/found_exchange.h"
#include "core/desk/proposed_hosts.h"
#include "core/desk/settings_endpoint.h"
#include "ui/admin/endpoint_fields.h"
#include "ui/admin/exchange_fields.h"
#include "ui/admin/graph_fields.h"
#include "ui/admin/usual_endpoint.h"
#include "ui/common/formats.h"

#include <QComboBox>

namespace liaison::ui {

using domain::Protocol;
using domain::SecretUse;
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

SideFields *MailboxForm::fieldsOf(SecretUse use, Protocol protocol) const
{
    const bool inbound = use == SecretUse::Inbound;
    switch (protocol) {
    case Protocol::Ews:
        return inbound ? m_exchange : m_exchangeSending;
    case Protocol::Graph:
        return inbound ? m_graph : m_graphSending;
    case Protocol::Imap:
    case Protocol::Smtp:
        break;
    }
    return inbound ? m_imap : m_smtp;
}

QList<SideFields *> MailboxForm::allSides() const
{
    return {m_exchange, m_graph, m_imap, m_smtp, m_exchangeSending, m_graphSending};
}

SideFields *MailboxForm::inbound() const
{
    return fieldsOf(SecretUse::Inbound, m_mailbox.inbound.protocol);
}

SideFields *MailboxForm::outbound() const
{
    return sendsAsItReads() ? nullptr : fieldsOf(SecretUse::Outbound, m_mailbox.outbound.protocol);
}

/// Exchange has fields of its own for sending where anything of them differs from those of reading.
bool MailboxForm::sendsAsItReads() const
{
    const domain::Endpoint &inbound = m_mailbox.inbound;
    const domain::Endpoint &outbound = m_mailbox.outbound;
    if (inbound.protocol != outbound.protocol || outbound.signIn != SignIn::AsInbound)
        return false;
    if (inbound.protocol == Protocol::Graph)
        return true;
    return inbound.protocol == Protocol::Ews && outbound.host.compare(inbound.host, Qt::CaseInsensitive) == 0
        && outbound.port == inbound.port && outbound.security == inbound.security
        && outbound.trustedCaFile == inbound.trustedCaFile && outbound.pinnedSha256 == inbound.pinnedSha256
        && outbound.exchange == inbound.exchange;
}

/// Sending that went where reading goes goes on to do so when reading is moved. What stays is left as it is: whom a
/// secret is for is a matter of its letters.
domain::Endpoint MailboxForm::followingOutbound(const domain::Endpoint &inbound) const
{
    const auto isAt = [](const domain::Endpoint &one, const domain::Endpoint &other) {
        return one.host == other.host && one.port == other.port;
    };
    const domain::Endpoint &now = m_mailbox.outbound;
    if (inbound.protocol == Protocol::Ews)
        return inbound == m_mailbox.inbound ? now : desk::exchangeSending(inbound);
    if (!isAt(now, m_mailbox.inbound) || isAt(inbound, m_mailbox.inbound))
        return now;
    return usualEndpoint(Protocol::Graph, SecretUse::Outbound);
}

/// Those that a new mailbox can have, and the one that this mailbox has.
void MailboxForm::showType()
{
    m_type->clear();
    const auto offer = [this](Protocol inbound, Protocol outbound) {
        if (m_type->findData(typeOf(inbound, outbound)) < 0)
            m_type->addItem(wordFor(inbound, outbound), typeOf(inbound, outbound));
    };
    offer(Protocol::Ews, Protocol::Ews);
    offer(Protocol::Imap, Protocol::Smtp);
    offer(Protocol::Graph, Protocol::Graph);
    offer(Protocol::Ews, Protocol::Smtp); // the mixes
    offer(Protocol::Graph, Protocol::Smtp);
    offer(Protocol::Ews, Protocol::Graph);
    offer(Protocol::Graph, Protocol::Ews);
    offer(Protocol::Imap, Protocol::Ews);
    offer(Protocol::Imap, Protocol::Graph);
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
    outdateTests();
    if (inbound != m_mailbox.inbound.protocol)
        m_mailbox.inbound = usualEndpoint(inbound, SecretUse::Inbound);
    if (outbound != m_mailbox.outbound.protocol || inbound == outbound)
        m_mailbox.outbound = usualEndpoint(outbound, SecretUse::Outbound);
    if (inbound == Protocol::Ews && outbound == Protocol::Ews)
        m_mailbox.outbound = desk::exchangeSending(m_mailbox.inbound);
    clearProblems();
    showSides();
}

void MailboxForm::fillSides()
{
    const auto fill = [this](SecretUse use, Protocol protocol, const domain::Endpoint &kept) {
        SideFields *fields = fieldsOf(use, protocol);
        fields->setAsInboundOffered(true); // until followFields() knows better
        fields->setEndpoint(kept.protocol == protocol ? kept : usualEndpoint(protocol, use));
    };
    for (const Protocol protocol : {Protocol::Ews, Protocol::Graph, Protocol::Imap})
        fill(SecretUse::Inbound, protocol, m_mailbox.inbound);
    for (const Protocol protocol : {Protocol::Ews, Protocol::Graph, Protocol::Smtp})
        fill(SecretUse::Outbound, protocol, m_mailbox.outbound);
}

void MailboxForm::showSides()
{
    SideFields *const reading = inbound();
    SideFields *const sending = outbound();
    for (SideFields *side : allSides())
        side->setVisible(side == reading || (sending && side == sending));
    reading->setSends(!sending);
    followFields();
}

desk::MailboxDesk::SaveRequest MailboxForm::request() const
{
    desk::MailboxDesk::SaveRequest request = typed();
    request.mailbox = desk::withProposedHosts(request.mailbox);
    request.seen = m_seen;
    return request;
}

void MailboxForm::followFields()
{
    domain::Mailbox mailbox = typed().mailbox;
    inbound()->setProposedHost(desk::proposedHost(mailbox, SecretUse::Inbound));
    SideFields *const sending = outbound();
    if (!sending)
        return;
    sending->setProposedHost(desk::proposedHost(mailbox, SecretUse::Outbound));
    sending->setInbound(mailbox.inbound);
    mailbox.outbound.signIn = SignIn::AsInbound;
    sending->setAsInboundOffered(desk::canSignInAsInbound(mailbox));
}

} // namespace liaison::ui
