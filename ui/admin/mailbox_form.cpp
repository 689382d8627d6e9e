#include "ui/admin/mailbox_form.h"

#include "core/base/on_done.h"
#include "core/desk/feed_desk.h"
#include "ui/admin/form_field.h"
#include "ui/admin/proxy_fields.h"
#include "ui/admin/side_fields.h"
#include "ui/admin/sign_in_dialog.h"
#include "ui/admin/switch_button.h"
#include "ui/admin/usual_endpoint.h"
#include "ui/common/ask.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/words.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDateTime>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace liaison::ui {

MailboxForm::MailboxForm(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this))
{
    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    QWidget *account = makeAccount();
    makeSides();
    QWidget *tests = makeTests();
    QWidget *buttons = makeButtons();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(header);
    column->addWidget(m_bar);
    column->addWidget(account);
    column->addWidget(m_sides);
    column->addWidget(tests);
    column->addWidget(buttons);
    showSides();
    connect(m_context.feeds, &desk::FeedDesk::statusChanged, this, &MailboxForm::showStatus);
    connect(this, &MailboxForm::editingChanged, this, [this](bool editing) {
        if (editing)
            m_asBegun = typed();
    });
}

void MailboxForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_edit)
        setEditing(m_editing); // read-only fields have colours of their own
}

void MailboxForm::editNew(const domain::Mailbox &begun)
{
    domain::Mailbox mailbox;
    mailbox.address = begun.address;
    mailbox.displayName = begun.displayName;
    mailbox.inbound = usualEndpoint(domain::Protocol::Ews, domain::SecretUse::Inbound);
    mailbox.outbound = usualEndpoint(domain::Protocol::Ews, domain::SecretUse::Outbound);
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_context.clock->nowMs()).date();
    mailbox.fetchSince = today.startOfDay().toMSecsSinceEpoch();
    showMailbox(mailbox);
    setEditing(true);
    m_address->setFocus();
}

void MailboxForm::showMailbox(const domain::Mailbox &mailbox)
{
    dropTests();
    m_bar->clear();
    m_mailbox = mailbox;
    m_seen = mailbox;
    setEditing(false);
    showFields();
}

void MailboxForm::showFields()
{
    m_headline->setText(m_mailbox.id ? m_mailbox.address : tr("New mailbox"));
    showType();
    m_enabled->setChecked(m_mailbox.enabled);
    m_address->setText(m_mailbox.address);
    m_displayName->setText(m_mailbox.displayName);
    m_since->setDate(QDateTime::fromMSecsSinceEpoch(m_mailbox.fetchSince).date());
    m_poll->setValue(m_mailbox.pollSeconds);
    m_proxy->show(m_mailbox.inbound.proxy);
    showLogLevel();
    fillSides();
    showSides();
    for (SideFields *side : allSides())
        side->setAddressHint(m_mailbox.address);
    clearProblems();
    showSecretHints();
    showStatus();
}

void MailboxForm::showSecretHints()
{
    for (SideFields *side : allSides())
        side->setSecretHint({});
    if (!m_mailbox.id)
        return;
    using Kept = desk::MailboxDesk::SecretsKept;
    const Kept kept = desk::MailboxDesk(m_context.desk).secretsKept();
    const QString keptText = kept == Kept::InKeychain ? tr("•••••••• kept in the keychain")
        : kept == Kept::InCredentials ? tr("•••••••• given by the service's credentials")
                                      : tr("•••••••• kept until Liaison is closed");
    const auto hint = [this, keptText](domain::SecretUse use, SideFields *fields) {
        if (!fields)
            return;
        onDone(fields, desk::MailboxDesk(m_context.desk).hasSecret(m_mailbox, use),
               [fields, keptText](Result<bool> has) {
                   if (!has)
                       fields->setSecretHint(errorText(has.error()));
                   else
                       fields->setSecretHint(*has ? keptText : tr("Nothing kept yet"));
               });
    };
    hint(domain::SecretUse::Inbound, inbound());
    hint(domain::SecretUse::Outbound, outbound());
}

void MailboxForm::setEditing(bool editing)
{
    if (std::exchange(m_editing, editing) != editing)
        Q_EMIT editingChanged(editing);
    const bool open = editing && !m_saving;
    const QList<QWidget *> editors{m_address, m_displayName, m_since, m_poll};
    for (QWidget *editor : editors)
        setReadOnly(editor, !open);
    setReadOnly(m_logLevel, !open);
    m_proxy->setEditable(open);
    setReadOnly(m_type, !open || m_mailbox.id); // of a mailbox that has mail it is switched, not edited
    for (SideFields *side : allSides())
        side->setEditable(open);
    m_edit->setVisible(!editing);
    m_cancel->setVisible(editing);
    m_save->setVisible(editing);
    showStatus();
}

desk::MailboxDesk::SaveRequest MailboxForm::typed() const
{
    desk::MailboxDesk::SaveRequest request;
    request.mailbox = m_mailbox;
    request.mailbox.address = m_address->text().trimmed();
    request.mailbox.displayName = m_displayName->text().simplified();
    if (QDateTime::fromMSecsSinceEpoch(m_mailbox.fetchSince).date() != m_since->date())
        request.mailbox.fetchSince = m_since->date().startOfDay().toMSecsSinceEpoch();
    request.mailbox.pollSeconds = m_poll->value();
    request.mailbox.verboseUntil = chosenVerboseUntil();
    request.mailbox.inbound = inbound()->endpoint(m_mailbox.inbound);
    // One for both sides here; those of a settings file may differ, and stay so until this one is changed.
    const bool proxyChanged = m_proxy->proxy() != request.mailbox.inbound.proxy;
    request.mailbox.inbound.proxy = m_proxy->proxy();
    request.inboundSecret = inbound()->typedSecret();
    if (SideFields *sending = outbound()) {
        request.mailbox.outbound = sending->endpoint(m_mailbox.outbound);
        request.outboundSecret = sending->typedSecret();
    } else {
        request.mailbox.outbound = followingOutbound(request.mailbox.inbound);
    }
    if (proxyChanged)
        request.mailbox.outbound.proxy = request.mailbox.inbound.proxy;
    return request;
}

void MailboxForm::start()
{
    const std::optional<domain::FeedStatus> now = status();
    if (isTested() || (now && now->lastSuccessAt > 0)) {
        reallyStart();
        return;
    }
    ask(this,
        {tr("START"), tr("Start a mailbox that was not tested?"),
         tr("TEST INBOUND and TEST OUTBOUND tell whether host, port and sign-in are right before mail is fetched."),
         tr("Start anyway")},
        [this] { reallyStart(); });
}

void MailboxForm::reallyStart()
{
    m_bar->clear();
    run(desk::MailboxDesk(m_context.desk).start(m_mailbox.id));
}

/// The box shows what is so: where the store refuses, it goes back.
void MailboxForm::switchOn(bool on)
{
    if (!m_mailbox.id) {
        m_mailbox.enabled = on;
        return;
    }
    const bool focused = m_enabled->hasFocus();
    m_enabled->setEnabled(false);
    onDone(this, desk::MailboxDesk(m_context.desk).setEnabled(m_mailbox.id, on),
           [this, on, focused, id = m_mailbox.id](const Result<void> &result) {
               m_enabled->setEnabled(true);
               if (focused)
                   m_enabled->setFocus(Qt::OtherFocusReason);
               if (m_mailbox.id != id)
                   return; // another mailbox is shown by now
               if (result)
                   m_mailbox.enabled = on;
               else
                   showError(result.error(), tr("That did not work."));
               m_enabled->setChecked(m_mailbox.enabled);
               showStatus();
           });
}

void MailboxForm::run(Future<void> future)
{
    onDone(this, std::move(future), [this](Result<void> result) {
        if (!result)
            showError(result.error(), tr("That did not work."));
        showStatus();
    });
}

std::optional<domain::FeedStatus> MailboxForm::status() const
{
    const QList<domain::FeedStatus> all = m_context.feeds->statuses();
    for (const domain::FeedStatus &each : all) {
        if (each.mailbox == m_mailbox.id)
            return each;
    }
    return std::nullopt;
}

void MailboxForm::showStatus()
{
    const std::optional<domain::FeedStatus> now = m_mailbox.id ? status() : std::nullopt;
    const domain::FeedState state = now ? now->state : domain::FeedState::Stopped;
    QStringList words{m_mailbox.id ? wordFor(state) : tr("Not saved yet")};
    if (now && now->lastSuccessAt > 0)
        words << tr("checked %1").arg(agoText(now->lastSuccessAt, m_context.clock->nowMs()));
    if (now && now->error)
        words << feedErrorText(*now);
    if (now && now->tokenExpiresAt > 0)
        words << tr("access token good until %1").arg(fullTime(now->tokenExpiresAt));
    if (now && now->certificateExpiresAt > 0)
        words << tr("certificate good until %1").arg(fullTime(now->certificateExpiresAt));
    if (m_mailbox.id && !m_mailbox.enabled)
        words << tr("the mailbox is off");
    m_state->setText(words.join(QStringLiteral(", ")));
    const bool usable = m_mailbox.id && m_mailbox.enabled && !m_editing;
    const bool stopped = state == domain::FeedState::Stopped;
    // The button that is no use any more gives the focus to the other one, not to some field.
    const QWidget *focus = QApplication::focusWidget();
    m_stop->setEnabled(usable && !stopped);
    if (focus == m_start && !stopped)
        m_stop->setFocus(Qt::OtherFocusReason);
    m_start->setEnabled(usable && (stopped || state == domain::FeedState::Failed));
    if (focus == m_stop && stopped)
        m_start->setFocus(Qt::OtherFocusReason);
    m_signIn->setVisible(m_mailbox.id && !SignInDialog::sidesOf(m_mailbox).isEmpty());
    m_signIn->setEnabled(!m_editing);
    m_switch->setMailbox(m_mailbox, m_editing);
    m_enabled->setVisible(bool(m_mailbox.id));
    m_start->setVisible(bool(m_mailbox.id));
    m_stop->setVisible(bool(m_mailbox.id));
}

} // namespace liaison::ui
