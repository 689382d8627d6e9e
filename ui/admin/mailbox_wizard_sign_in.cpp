#include "ui/admin/mailbox_wizard_sign_in.h"

#include "core/desk/found_exchange.h"
#include "core/desk/proposed_hosts.h"
#include "core/domain/address.h"
#include "ui/admin/endpoint_fields.h"
#include "ui/admin/exchange_fields.h"
#include "ui/admin/form_field.h"
#include "ui/admin/graph_fields.h"
#include "ui/admin/sign_in_dialog.h"
#include "ui/admin/usual_endpoint.h"
#include "ui/common/plain_label.h"
#include "ui/common/side_by_side.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

using domain::Mailbox;
using domain::Protocol;
using domain::SecretUse;
using Type = MailboxDraft::Type;

MailboxWizardSignIn::MailboxWizardSignIn(const UiContext &context, MailboxDraft *draft, QWidget *parent)
    : MailboxWizardPage(tr("Sign-in"), draft, parent), m_context(context)
{
    build();
}

void MailboxWizardSignIn::build()
{
    constexpr int gap = 14;
    m_exchange = new ExchangeFields(SecretUse::Inbound, this); // made in the order in which Tab goes through them
    m_graph = new GraphFields(SecretUse::Inbound, this);
    m_sides = new SideBySide(gap, this);
    m_sides->setRoomy(); // ways to sign in have long names
    m_inbound = new EndpointFields(SecretUse::Inbound, m_sides);
    m_outbound = new EndpointFields(SecretUse::Outbound, m_sides);
    m_sides->add(m_inbound);
    m_sides->add(m_outbound);
    m_person
        = paragraph(tr("“Next” asks the person to sign in, in the browser or with a code. What the sign-in brings is "
                       "kept in the keychain, and forgotten again if the mailbox is not saved."));
    column()->addWidget(m_exchange);
    column()->addWidget(m_graph);
    column()->addWidget(m_sides);
    column()->addWidget(m_person);
    column()->addStretch(1);
    m_exchange->setEndpoint(desk::exchangeAt({}));
    m_graph->setEndpoint(usualEndpoint(Protocol::Graph, SecretUse::Inbound));
    m_inbound->setEndpoint(usualEndpoint(Protocol::Imap, SecretUse::Inbound));
    m_outbound->setEndpoint(usualEndpoint(Protocol::Smtp, SecretUse::Outbound));
    m_exchange->setEditable(true);
    m_graph->setEditable(true);
    m_inbound->setEditable(true);
    m_outbound->setEditable(true);
    connect(m_graph, &GraphFields::edited, this, [this] {
        m_graphEdited = true;
        showPerson();
    });
    connect(m_exchange, &ExchangeFields::edited, this, [this] {
        showProposedHosts();
        showPerson();
    });
    for (EndpointFields *side : {m_inbound, m_outbound})
        connect(side, &EndpointFields::edited, this, [this] {
            showProposedHosts();
            showPerson();
        });
}

void MailboxWizardSignIn::enter()
{
    const QString &address = mailbox().address;
    m_exchange->setAddressHint(address);
    m_graph->setAddressHint(address);
    m_inbound->setAddressHint(address);
    m_outbound->setAddressHint(address);
    proposeExchange();
    proposeGraph();
    m_exchange->setVisible(draft().type == Type::Exchange);
    m_graph->setVisible(draft().type == Type::Graph);
    m_sides->setVisible(draft().type == Type::ImapSmtp);
    showProposedHosts();
    showPerson();
}

/// A server that was found is filled in once; what a person typed since stays until another one is found.
void MailboxWizardSignIn::proposeExchange()
{
    const std::optional<domain::Autodiscovery> &found = draft().found;
    if (!found || found->error || found->ewsUrl.isEmpty())
        return;
    if (std::exchange(m_proposed, found->ewsUrl) != found->ewsUrl)
        m_exchange->setEndpoint(desk::exchangeAt(found->ewsUrl));
    m_exchange->offerSignIn(draft().lookedAs, draft().lookedWith);
}

/// The tenant is known by its domains, and the cloud by where Exchange was found.
void MailboxWizardSignIn::proposeGraph()
{
    const QString of
        = mailbox().address + QLatin1Char(' ') + (draft().found ? draft().found->ewsUrl.toString() : QString());
    if (m_graphEdited || std::exchange(m_proposedFor, of) == of)
        return;
    domain::Endpoint endpoint = usualEndpoint(Protocol::Graph, SecretUse::Inbound);
    const std::optional<domain::Autodiscovery> &found = draft().found;
    if (const auto cloud = found && !found->error ? desk::exchangeOnline(*found) : std::nullopt) {
        endpoint.oauth.tenantId = domain::domainOf(mailbox().address);
        endpoint.oauth.cloud = *cloud;
    }
    m_graph->setEndpoint(endpoint);
}

void MailboxWizardSignIn::showProposedHosts()
{
    Mailbox entered = mailbox();
    entered.inbound = m_exchange->endpoint({});
    m_exchange->setProposedHost(desk::proposedHost(entered, SecretUse::Inbound));
    entered.inbound = m_inbound->endpoint(usualEndpoint(Protocol::Imap, SecretUse::Inbound));
    entered.outbound = m_outbound->endpoint(usualEndpoint(Protocol::Smtp, SecretUse::Outbound));
    m_inbound->setProposedHost(desk::proposedHost(entered, SecretUse::Inbound));
    m_outbound->setProposedHost(desk::proposedHost(entered, SecretUse::Outbound));
    m_outbound->setInbound(entered.inbound);
}

void MailboxWizardSignIn::take()
{
    desk::MailboxDesk::SaveRequest &request = draft().request;
    request.outboundSecret.reset();
    switch (draft().type) {
    case Type::Exchange:
        request.mailbox.inbound = m_exchange->endpoint({});
        request.mailbox.outbound = desk::exchangeSending(request.mailbox.inbound);
        request.inboundSecret = m_exchange->typedSecret();
        break;
    case Type::Graph:
        request.mailbox.inbound = m_graph->endpoint(usualEndpoint(Protocol::Graph, SecretUse::Inbound));
        request.mailbox.outbound = usualEndpoint(Protocol::Graph, SecretUse::Outbound);
        request.inboundSecret = m_graph->typedSecret();
        break;
    case Type::ImapSmtp:
        request.mailbox.inbound = m_inbound->endpoint(usualEndpoint(Protocol::Imap, SecretUse::Inbound));
        request.mailbox.outbound = m_outbound->endpoint(usualEndpoint(Protocol::Smtp, SecretUse::Outbound));
        request.inboundSecret = m_inbound->typedSecret();
        request.outboundSecret = m_outbound->typedSecret();
        break;
    }
    // The vault's names hold the hosts: from here on they are those that will be saved.
    request.mailbox = desk::withProposedHosts(request.mailbox);
}

bool MailboxWizardSignIn::leave()
{
    take();
    if (FormField *first = markProblems()) {
        first->focusEditor();
        return false;
    }
    const std::optional<SecretUse> missing = missingSignIn();
    if (missing)
        signIn(*missing);
    return !missing;
}

void MailboxWizardSignIn::showPerson()
{
    Mailbox entered = mailbox();
    entered.inbound = draft().type == Type::Graph ? m_graph->endpoint({})
        : draft().type == Type::ImapSmtp          ? m_inbound->endpoint({})
                                                  : m_exchange->endpoint({});
    entered.outbound = {}; // which no person signs in for
    if (draft().type == Type::ImapSmtp)
        entered.outbound = m_outbound->endpoint({});
    m_person->setVisible(!SignInDialog::sidesOf(entered).isEmpty());
}

/// For exactly these servers, this application and this tenant.
bool MailboxWizardSignIn::isSignedIn(SecretUse use) const
{
    const auto key = domain::neededSecret(mailbox(), use);
    const QList<Mailbox> &made = use == SecretUse::Inbound ? draft().signedIn : draft().signedInToSend;
    return std::any_of(made.begin(), made.end(), [&](const Mailbox &each) {
        return domain::neededSecret(each, use) == key
            && domain::signInName(each, use) == domain::signInName(mailbox(), use);
    });
}

std::optional<SecretUse> MailboxWizardSignIn::missingSignIn() const
{
    const QList<SecretUse> sides = SignInDialog::sidesOf(mailbox());
    for (const SecretUse use : sides) {
        if (!isSignedIn(use))
            return use;
    }
    return std::nullopt;
}

/// One after the other: what somebody signed in for stays known where the next one is left.
void MailboxWizardSignIn::signIn(SecretUse use)
{
    const Mailbox asked = mailbox();
    auto *dialog = new SignInDialog(m_context, asked, this, {}, {use});
    connect(dialog, &SignInDialog::signedIn, this, [this, asked, use] {
        (use == SecretUse::Inbound ? draft().signedIn : draft().signedInToSend) << asked;
        const std::optional<SecretUse> missing = missingSignIn();
        if (!missing) {
            Q_EMIT goOn();
            return;
        }
        // Once this dialog has closed.
        QMetaObject::invokeMethod(
            this, [this, next = *missing] { signIn(next); }, Qt::QueuedConnection);
    });
    dialog->open();
}

bool MailboxWizardSignIn::acceptCertificate(const CertificateSummary &certificate)
{
    const auto isAt = [&certificate](const domain::Endpoint &endpoint) { return namesServerOf(endpoint, certificate); };
    if (draft().type == Type::Exchange && isAt(mailbox().inbound))
        m_exchange->acceptCertificate(certificate.sha256);
    else if (draft().type == Type::Graph && isAt(mailbox().inbound))
        m_graph->acceptCertificate(certificate.sha256);
    else if (draft().type == Type::ImapSmtp && isAt(mailbox().inbound))
        m_inbound->acceptCertificate(certificate.sha256);
    else if (draft().type == Type::ImapSmtp && isAt(mailbox().outbound))
        m_outbound->acceptCertificate(certificate.sha256);
    else
        return false;
    take();
    return true;
}

QWidget *MailboxWizardSignIn::firstEditor() const
{
    QWidget *group = draft().type == Type::Exchange ? static_cast<QWidget *>(m_exchange)
        : draft().type == Type::Graph               ? static_cast<QWidget *>(m_graph)
                                                    : m_inbound;
    for (QWidget *each = group->nextInFocusChain(); each && each != group; each = each->nextInFocusChain()) {
        if (group->isAncestorOf(each) && each->isVisible() && (each->focusPolicy() & Qt::TabFocus) != 0)
            return each;
    }
    return nullptr;
}

} // namespace liaison::ui
