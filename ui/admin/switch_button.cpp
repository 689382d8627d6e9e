#include "ui/admin/switch_button.h"

#include "core/desk/switch_desk.h"
#include "ui/admin/switch_dialog.h"
#include "ui/common/icons.h"

namespace liaison::ui {

SwitchButton::SwitchButton(const UiContext &context, QWidget *parent) : QPushButton(parent), m_context(context)
{
    hide(); // nothing is shown yet
    setIcon(ui::icon(QStringLiteral("forward")));
    m_context.gate.guard(this, domain::Permission::UpdateConfigurations);
    connect(this, &QPushButton::clicked, this, [this] { SwitchDialog::openFor(m_context, m_mailbox, window()); });
}

QString SwitchButton::textFor(domain::Protocol to)
{
    return to == domain::Protocol::Ews ? tr("Switch to Exchange Web Services…") : tr("Switch to Microsoft Graph…");
}

void SwitchButton::setMailbox(const domain::Mailbox &mailbox, bool editing)
{
    m_mailbox = mailbox.id;
    const auto to = desk::SwitchDesk::otherWay(mailbox);
    setVisible(mailbox.id && to);
    if (!to)
        return;
    const bool can = desk::SwitchDesk::signsInAlike(mailbox);
    setText(textFor(*to));
    setEnabled(can && !editing);
    QString why = tr("Compares both ways to the mailbox first. All that is stored of it stays.");
    if (!can)
        why = tr(
            "Only a mailbox that signs in with OAUTH2.0 can be switched, for sending as well: Microsoft Graph takes "
            "no passwords.");
    else if (editing)
        why = tr("Save or cancel the change first.");
    setAccessibleDescription(why);
    setToolTip(why); // last: where the permission lacks, its event has the gate say so in both
}

} // namespace liaison::ui
