#pragma once

#include "ui/admin/mailbox_wizard_page.h"
#include "ui/common/ui_context.h"

class QCheckBox;

namespace liaison::ui {

class TestCard;

/// Last step before SAVE: both tests, side by side, with what is in the fields. A mailbox may be saved untested.
class MailboxWizardTest : public MailboxWizardPage {
    Q_OBJECT
public:
    MailboxWizardTest(const UiContext &context, MailboxDraft *draft, QWidget *parent = nullptr);

    void enter() override;
    bool leave() override;
    void stop() override;
    [[nodiscard]] QWidget *firstEditor() const override;

private:
    void showState();

    std::optional<desk::MailboxDesk::SaveRequest> m_shownFor; ///< what the tests that are shown were made with
    TestCard *m_inbound = nullptr;
    TestCard *m_outbound = nullptr;
    QCheckBox *m_sendsMail = nullptr;
};

} // namespace liaison::ui
