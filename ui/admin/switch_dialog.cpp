#include "ui/admin/switch_dialog.h"

#include "core/base/log.h"
#include "core/base/on_done.h"
#include "core/store/leases.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/sign_in_dialog.h"
#include "ui/admin/switch_table.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/test_text.h"

#include <QLineEdit>
#include <QPushButton>

namespace liaison::ui {

using domain::Mailbox;
using domain::SwitchReport;

namespace {

/// What is known once something went wrong.
struct Aftermath {
    Mailbox mailbox;
    std::optional<store::Lease> holder;
};

Result<Aftermath> lookAt(store::Session &session, MailboxId id)
{
    const auto mailbox = store::Mailboxes(session).find(id);
    const auto holder = mailbox ? store::Leases(session).holder(id) : fail(mailbox.error());
    return holder ? Result<Aftermath>({*mailbox, *holder}) : fail(holder.error());
}

int mailsOf(const SwitchReport &report, int domain::SwitchedFolder::*count)
{
    int mails = 0;
    for (const domain::SwitchedFolder &folder : report.folders)
        mails += folder.*count;
    return mails;
}

} // namespace

SwitchDialog::SwitchDialog(const UiContext &context, const Mailbox &mailbox, QWidget *parent, Run run)
    : QDialog(parent), m_context(context), m_mailbox(mailbox),
      m_to(desk::SwitchDesk::otherWay(mailbox).value_or(domain::Protocol::Graph)), m_run(std::move(run))
{
    setAttribute(Qt::WA_DeleteOnClose);
    if (!m_run)
        m_run = [this](const Mailbox &from, const desk::SwitchDesk::Options &options, std::stop_token stop,
                       desk::SwitchDesk::Progress progress) {
            return desk::SwitchDesk(m_context.desk).run(from, options, std::move(stop), this, std::move(progress));
        };
    build();
    setState(State::Idle);
}

SwitchDialog::~SwitchDialog()
{
    m_stop.request_stop();
}

void SwitchDialog::openFor(const UiContext &context, MailboxId id, QWidget *parent)
{
    const auto read = [id](store::Session &session) { return store::Mailboxes(session).find(id); };
    onDone(parent, context.store->read(read), [context, parent](const Result<Mailbox> &mailbox) {
        if (mailbox && desk::SwitchDesk::otherWay(*mailbox))
            (new SwitchDialog(context, *mailbox, parent))->open();
    });
}

void SwitchDialog::reject()
{
    // Until a comparison has ended it may renew what a sign-in brought.
    m_leaving = m_state == State::Comparing && !m_signedIn.isEmpty();
    if (m_state != State::Switching && !m_leaving) {
        forgetSignIns();
        return QDialog::reject();
    }
    m_stop.request_stop(); // what became of it is shown when it is known
    m_close->setEnabled(false);
}

/// The vault goes on with it when the dialog is gone.
void SwitchDialog::forgetSignIns()
{
    for (const Mailbox &other : std::as_const(m_signedIn))
        desk::SwitchDesk(m_context.desk).forgetSignIn(other);
    m_signedIn.clear();
}

desk::SwitchDesk::Options SwitchDialog::options(bool dryRun) const
{
    return {m_to, m_host->text().trimmed(), dryRun};
}

/// With the mailbox as it is saved now: a sign-in, or another window, may have changed it.
void SwitchDialog::begin(bool dryRun)
{
    m_bar->clear();
    m_possible = false;
    m_stop = std::stop_source();
    setState(dryRun ? State::Comparing : State::Switching);
    const auto read = [id = m_mailbox.id](store::Session &session) { return store::Mailboxes(session).find(id); };
    onDone(this, m_context.store->read(read), [this, dryRun](const Result<Mailbox> &mailbox) {
        if (!mailbox)
            return failed(dryRun, mailbox.error());
        m_mailbox = *mailbox;
        start(dryRun);
    });
}

void SwitchDialog::start(bool dryRun)
{
    const auto target = desk::SwitchDesk::target(m_mailbox, options(dryRun));
    if (!target && target.error().kind == ErrorKind::InvalidInput && !m_host->text().trimmed().isEmpty()) {
        setState(State::Idle);
        m_bar->showMessage(MessageBar::Kind::Error,
                           tr("“%1” is no host. It looks like graph.corp.example, or graph.corp.example:8443.")
                               .arg(m_host->text().trimmed()));
        m_host->setFocus(Qt::OtherFocusReason);
        return fit();
    }
    onDone(
        this,
        m_run(m_mailbox, options(dryRun), m_stop.get_token(), [this](const auto &progress) { showProgress(progress); }),
        [this, dryRun](const Result<SwitchReport> &result) { ended(dryRun, result); });
}

void SwitchDialog::ended(bool dryRun, const Result<SwitchReport> &result)
{
    if (m_leaving) {
        m_state = State::Idle;
        return reject();
    }
    if (!result)
        return failed(dryRun, result.error());
    if (!result->done)
        return showReport(*result);
    setState(State::Over);
    const int known = mailsOf(*result, &domain::SwitchedFolder::recognised);
    const int toFetch = mailsOf(*result, &domain::SwitchedFolder::toFetch);
    const bool both = m_mailbox.outbound.protocol == m_mailbox.inbound.protocol;
    QString text = (both ? tr("%1 is read and sent by %2 from now on.") : tr("%1 is read by %2 from now on."))
                       .arg(m_mailbox.address, wayName(m_to));
    text += QLatin1Char(' ') + tr("%n stored mails were recognised there.", nullptr, known);
    if (toFetch > 0)
        text += QLatin1Char(' ') + tr("%n more will be fetched.", nullptr, toFetch);
    m_bar->showMessage(MessageBar::Kind::Success, text);
    fit();
    Q_EMIT switched();
}

/// Of a comparison, or of a switch that something stood in the way of.
void SwitchDialog::showReport(const SwitchReport &report)
{
    m_possible = report.possible();
    m_table->showReport(report);
    setState(State::Compared);
    const QString unchanged = QLatin1Char(' ') + tr("Nothing has been changed so far.");
    if (const domain::TestStep *refusal = report.refusal()) {
        showRefusal(*refusal);
    } else if (const QStringList missing = report.missingFolders(); !missing.isEmpty()) {
        m_bar->showMessage(
            MessageBar::Kind::Error,
            tr("Folders that are read are not there by %1, so the mailbox stays as it is: %2. Take their "
               "check marks off, or make them there, then compare again.")
                .arg(wayName(m_to), printable(missing.join(QStringLiteral(", ")).toUtf8())));
    } else if (report.hereError) {
        m_bar->showMessage(
            MessageBar::Kind::Info,
            tr("%1 gave no answer, so what is stored was compared. The switch is possible.").arg(wayName(report.from))
                + unchanged);
        addDetails(errorText(*report.hereError) + QStringLiteral("\n\n") + errorDetails(*report.hereError));
    } else if (report.same()) {
        m_bar->showMessage(MessageBar::Kind::Success, tr("Both ways show the same.") + unchanged);
    } else {
        m_bar->showMessage(MessageBar::Kind::Warning,
                           tr("The ways differ as shown below. A mail that is not there by %1 stays stored, and is not "
                              "followed on the server any more.")
                                   .arg(wayName(m_to))
                               + unchanged);
    }
    fit();
}

void SwitchDialog::showRefusal(const domain::TestStep &refusal)
{
    const QString headline = tr("%1 cannot be used for this mailbox, which stays as it is.").arg(wayName(m_to));
    m_bar->showMessage(MessageBar::Kind::Error, headline + QLatin1Char('\n') + testReasonText(refusal));
    const auto target = desk::SwitchDesk::target(m_mailbox, options(true));
    const bool person = target && domain::personSignsIn(*target, domain::SecretUse::Inbound);
    if (person && (refusal.kind == domain::TestStepKind::Token || refusal.kind == domain::TestStepKind::SignIn))
        m_bar->addAction(tr("S&ign in…"), [this] { signIn(); });
    if (refusal.error)
        addDetails(errorDetails(*refusal.error));
}

/// A person consents to what the new way needs.
void SwitchDialog::signIn()
{
    const auto target = desk::SwitchDesk::target(m_mailbox, options(true));
    if (!target)
        return;
    auto *dialog = new SignInDialog(m_context, *target, this);
    connect(dialog, &SignInDialog::signedIn, this, [this, to = *target] {
        m_signedIn << to;
        begin(true);
    });
    dialog->open();
}

void SwitchDialog::failed(bool dryRun, const Error &error)
{
    const auto read = [id = m_mailbox.id](store::Session &session) { return lookAt(session, id); };
    onDone(this, m_context.store->read(read), [this, dryRun, error](const Result<Aftermath> &now) {
        QString text = tr("%1 was not switched and is as it was.").arg(m_mailbox.address);
        if (dryRun)
            text = tr("The comparison came to no end. Nothing was changed.");
        else if (!now)
            text = tr("It cannot be read whether %1 was switched.").arg(m_mailbox.address);
        else if (now->mailbox.inbound.protocol == m_to)
            text = tr("%1 was switched, although something went wrong behind it.").arg(m_mailbox.address);
        if (error.kind == ErrorKind::Busy && now && now->holder)
            text += QLatin1Char('\n')
                + tr("It is held by host %1, process %2. Stop it there, then try again.")
                      .arg(now->holder->host, QString::number(now->holder->pid));
        else if (error.kind != ErrorKind::Cancelled)
            text += QLatin1Char('\n') + errorText(error);
        else if (!dryRun)
            text = tr("The switch was cancelled.") + QLatin1Char(' ') + text;
        const bool over = !dryRun && now && now->mailbox.inbound.protocol == m_to;
        setState(over ? State::Over : State::Idle);
        m_bar->showMessage(over ? MessageBar::Kind::Warning : MessageBar::Kind::Error, text);
        addDetails(errorDetails(error));
        fit();
    });
}

} // namespace liaison::ui
