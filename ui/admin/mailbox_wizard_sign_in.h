#pragma once

#include "ui/admin/mailbox_wizard_page.h"
#include "ui/common/ui_context.h"

#include <QUrl>

#include <optional>

namespace liaison::ui {

class EndpointFields;
class ExchangeFields;
class FormField;
class GraphFields;
class SideBySide;
class SideFields;

/// Third step: where the servers are and who signs in, as the type needs it. The fields are those of the mailbox's
/// form, with its rules; each type keeps its own while another is tried. A person who signs in does so when the step is
/// left.
class MailboxWizardSignIn : public MailboxWizardPage {
    Q_OBJECT
public:
    MailboxWizardSignIn(const UiContext &context, MailboxDraft *draft, QWidget *parent = nullptr);

    void enter() override;
    bool leave() override;
    [[nodiscard]] QWidget *firstEditor() const override;
    /// Fills a certificate that was refused into the side it was met at. False: no side names that server any more.
    bool acceptCertificate(const CertificateSummary &certificate);

private:
    // mailbox_wizard_sign_in.cpp
    void build();
    void proposeExchange();
    void proposeGraph();
    void showProposedHosts();
    /// Puts what is in the fields into the draft.
    void take();
    void showPerson();
    [[nodiscard]] bool isSignedIn(domain::SecretUse use) const;
    /// The first side that a person signs in for, and nobody has yet.
    [[nodiscard]] std::optional<domain::SecretUse> missingSignIn() const;
    void signIn(domain::SecretUse use);
    // mailbox_wizard_sign_in_check.cpp
    /// Marks what is wrong; the first such field, or null.
    FormField *markProblems();
    void mark(SideFields *side, domain::SecretUse use);
    void clearProblems();

    UiContext m_context;
    QUrl m_proposed;       ///< where Autodiscover found the Exchange that the fields begin with
    QString m_proposedFor; ///< the address that the fields of Graph begin with
    bool m_graphEdited = false;
    ExchangeFields *m_exchange = nullptr;
    GraphFields *m_graph = nullptr;
    SideBySide *m_sides = nullptr;
    EndpointFields *m_inbound = nullptr;
    EndpointFields *m_outbound = nullptr;
    PlainLabel *m_person = nullptr;
};

} // namespace liaison::ui
