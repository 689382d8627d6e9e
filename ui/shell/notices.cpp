#include "ui/shell/notices.h"

#include "core/desk/feed_desk.h"
#include "ui/admin/switch_button.h"
#include "ui/common/certificate_offer.h"
#include "ui/common/error_text.h"
#include "ui/common/hold_watch.h"
#include "ui/common/message_bar.h"

#include <QAbstractButton>
#include <QBoxLayout>

namespace liaison::ui {

Notices::Notices(const UiContext &context, QBoxLayout *column, QWidget *window)
    : QObject(window), m_context(context), m_window(window), m_mailboxBar(new MessageBar(window)),
      m_feedBar(new MessageBar(window)), m_holdBar(new MessageBar(window)), m_hold(new HoldWatch(context, this))
{
    m_mailboxBar->setClosable(false);
    m_holdBar->setClosable(false);
    for (MessageBar *bar : {m_mailboxBar, m_feedBar, m_holdBar})
        column->addWidget(bar);
    connect(context.feeds, &desk::FeedDesk::statusChanged, this, &Notices::onFeedStatus);
    connect(m_hold, &HoldWatch::changed, this, &Notices::showHold);
    connect(m_hold, &HoldWatch::failed, this, [this](const Error &error) { showError(errorText(error)); });
}

void Notices::setMailboxMissing(bool missing)
{
    m_mailboxBar->clear();
    if (!missing)
        return;
    m_mailboxBar->showMessage(MessageBar::Kind::Info,
                              tr("No mailbox is connected yet: mail can neither be read nor sent."));
    m_context.gate.guard(m_mailboxBar->addAction(tr("Connect a mailbox"), [this] { Q_EMIT connectMailboxWanted(); }),
                         domain::Permission::UpdateConfigurations);
}

void Notices::showError(const QString &text)
{
    m_troubled = {};
    m_feedBar->showMessage(MessageBar::Kind::Error, text);
}

void Notices::showDone(const QString &text)
{
    m_troubled = {};
    m_feedBar->showMessage(MessageBar::Kind::Success, text);
}

void Notices::onFeedStatus(const domain::FeedStatus &status)
{
    const bool trouble = status.state == domain::FeedState::NeedsSignIn || status.state == domain::FeedState::Failed;
    if (!trouble) {
        if (m_troubled == status.mailbox) {
            m_troubled = {};
            m_feedBar->clear();
        }
        return;
    }
    m_troubled = status.mailbox;
    const bool wantsPerson = signInHelps(status);
    const QString reason = status.error ? feedErrorText(status) : tr("It does not run.");
    QString text = QStringLiteral("%1: %2").arg(status.address, reason);
    if (status.error && status.error->certificate)
        text += QLatin1Char('\n') + certificateText(*status.error);
    m_feedBar->showMessage(MessageBar::Kind::Error, text);
    const auto forAdministrators
        = [this](QAbstractButton *button) { m_context.gate.guard(button, domain::Permission::UpdateConfigurations); };
    if (wantsPerson)
        forAdministrators(
            m_feedBar->addAction(tr("Sign in…"), [this, id = status.mailbox] { Q_EMIT signInWanted(id); }));
    if (switchHelps(status))
        forAdministrators(m_feedBar->addAction(SwitchButton::textFor(domain::Protocol::Graph),
                                               [this, id = status.mailbox] { Q_EMIT switchWanted(id); }));
    m_feedBar->addAction(tr("Open the mailbox"), [this, id = status.mailbox] { Q_EMIT mailboxWanted(id); });
    if (!status.error)
        return;
    if (QAbstractButton *offer = offerCertificate(m_feedBar, m_window, *status.error,
                                                  [this, id = status.mailbox](const CertificateSummary &accepted) {
                                                      Q_EMIT certificateAccepted(id, accepted);
                                                  }))
        forAdministrators(offer);
    m_feedBar->addDetails(errorDetails(*status.error));
}

/// Who held it is told, so that nobody wonders why no mail leaves.
void Notices::showHold()
{
    const QString text = m_hold->text();
    if (text.isEmpty()) {
        m_holdBar->clear();
        m_toldHold.clear();
        return;
    }
    const QString told = tr("%1 Nothing leaves the outbox, on whichever computer.").arg(text);
    if (told == m_toldHold) // the button keeps its focus
        return;
    m_toldHold = told;
    m_holdBar->clear();
    m_holdBar->showMessage(MessageBar::Kind::Warning, told);
    m_context.gate.guard(m_holdBar->addAction(tr("Send again"), [this] { m_hold->set(false); }),
                         domain::Permission::RunFeeds);
}

} // namespace liaison::ui
