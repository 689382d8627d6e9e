#include "ui/admin/mailbox_wizard_test.h"

#include "ui/admin/test_card.h"
#include "ui/common/plain_label.h"
#include "ui/common/side_by_side.h"

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

/// Whether a test would be the same again.
bool isSame(const desk::MailboxDesk::SaveRequest &one, const desk::MailboxDesk::SaveRequest &other)
{
    const bool chosen = one.folders.has_value() == other.folders.has_value()
        && (!one.folders || one.folders->read == other.folders->read);
    return chosen && one.mailbox.address == other.mailbox.address && one.mailbox.inbound == other.mailbox.inbound
        && one.mailbox.outbound == other.mailbox.outbound && one.inboundSecret == other.inboundSecret
        && one.outboundSecret == other.outboundSecret;
}

} // namespace

MailboxWizardTest::MailboxWizardTest(const UiContext &context, MailboxDraft *draft, QWidget *parent)
    : MailboxWizardPage(tr("Test"), draft, parent)
{
    constexpr int gap = 14;
    column()->addWidget(
        paragraph(tr("The tests show whether everything was entered as the servers want it. SAVE then puts "
                     "the secrets into the keychain and keeps the mailbox: all of it, or nothing.")));
    m_sendsMail = new QCheckBox(tr("Send one mail to the mailbox itself"), this);
    m_sendsMail->setToolTip(
        tr("TEST OUTBOUND then waits until it arrives. Without it, it signs in and sends nothing."));
    m_sendsMail->setChecked(true);
    m_sendsMail->setObjectName(QStringLiteral("sendsMail"));
    auto *sides = new SideBySide(gap, this);
    m_inbound = new TestCard(context, domain::TestSide::Inbound, sides);
    m_outbound = new TestCard(context, domain::TestSide::Outbound, sides);
    sides->add(m_inbound);
    sides->add(m_outbound);
    column()->addWidget(m_sendsMail);
    column()->addWidget(sides);
    column()->addStretch(1);
    connect(m_inbound, &TestCard::wanted, this, [this] { m_inbound->start(this->draft().request, false); });
    connect(m_outbound, &TestCard::wanted, this,
            [this] { m_outbound->start(this->draft().request, m_sendsMail->isChecked()); });
    for (TestCard *card : {m_inbound, m_outbound}) {
        connect(card, &TestCard::stateChanged, this, &MailboxWizardTest::showState);
        connect(card, &TestCard::certificateAccepted, this, &MailboxWizardPage::certificateAccepted);
    }
}

void MailboxWizardTest::enter()
{
    if (m_shownFor && isSame(*m_shownFor, draft().request))
        return;
    m_shownFor = draft().request;
    m_inbound->clear();
    m_outbound->clear();
}

void MailboxWizardTest::stop()
{
    for (TestCard *card : {m_inbound, m_outbound}) {
        if (card->isRunning())
            card->clear();
    }
}

bool MailboxWizardTest::leave()
{
    stop();
    return true;
}

void MailboxWizardTest::showState()
{
    draft().tested = m_inbound->passed() && m_outbound->passed();
    m_sendsMail->setEnabled(!m_outbound->isRunning());
    Q_EMIT stateChanged();
}

QWidget *MailboxWizardTest::firstEditor() const
{
    return m_inbound->startButton();
}

} // namespace liaison::ui
