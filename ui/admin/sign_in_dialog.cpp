#include "ui/admin/sign_in_dialog.h"

#include "core/base/on_done.h"
#include "core/desk/sign_in_desk.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/errand_text.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QClipboard>
#include <QDateTime>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

using domain::SecretUse;
using domain::SignInOutcome;
using domain::SignInPrompt;
using domain::SignInWay;

namespace {

QLineEdit *readOnlyLine(QWidget *parent, const QString &name)
{
    auto *line = new QLineEdit(parent);
    line->setReadOnly(true);
    line->setAccessibleName(name);
    return line;
}

} // namespace

SignInDialog::SignInDialog(const UiContext &context, const domain::Mailbox &mailbox, QWidget *parent, Opener opener,
                           QList<SecretUse> sides)
    : QDialog(parent), m_context(context), m_mailbox(mailbox), m_opener(std::move(opener)), m_sides(std::move(sides)),
      m_bar(new MessageBar(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    if (!m_opener)
        m_opener = &QDesktopServices::openUrl;
    build();
    beginSide();
}

QList<SecretUse> SignInDialog::sidesOf(const domain::Mailbox &mailbox)
{
    QList<SecretUse> sides;
    if (domain::personSignsIn(mailbox, SecretUse::Inbound))
        sides << SecretUse::Inbound;
    if (mailbox.outbound.signIn != domain::SignIn::AsInbound && domain::personSignsIn(mailbox, SecretUse::Outbound))
        sides << SecretUse::Outbound;
    return sides;
}

void SignInDialog::beginSide()
{
    const SecretUse side = m_sides.constFirst();
    const bool inbound = side == SecretUse::Inbound;
    setWindowTitle((inbound ? tr("Sign in to %1") : tr("Sign in to %1, for sending")).arg(m_mailbox.address));
    const auto flow = domain::signInEndpoint(m_mailbox, side).oauth.flow;
    begin(flow == domain::OAuthFlow::DeviceCode ? SignInWay::DeviceCode : SignInWay::Browser);
}

SignInDialog::~SignInDialog()
{
    m_stop.request_stop();
}

void SignInDialog::openFor(const UiContext &context, MailboxId id, QWidget *parent)
{
    const auto read = [id](store::Session &session) { return store::Mailboxes(session).find(id); };
    onDone(parent, context.store->read(read), [context, parent](const Result<domain::Mailbox> &mailbox) {
        if (!mailbox)
            return;
        QList<SecretUse> sides = sidesOf(*mailbox);
        if (sides.isEmpty()) // changed meanwhile: the dialog says so
            sides << SecretUse::Inbound;
        (new SignInDialog(context, *mailbox, parent, {}, sides))->open();
    });
}

void SignInDialog::build()
{
    m_bar->setClosable(false);
    m_what = new PlainLabel(this);
    m_what->setWordWrap(true);
    m_what->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_what->setMinimumHeight(2 * m_what->fontMetrics().lineSpacing()); // every text of it fits
    m_address = readOnlyLine(this, tr("Address to sign in at"));
    m_copyAddress = new QPushButton(icon(QStringLiteral("link")), tr("Copy address"), this);
    m_open = new QPushButton(tr("Open browser"), this);
    m_codeLabel = new PlainLabel(tr("Code"), this);
    m_code = readOnlyLine(this, tr("Code to type there"));
    makeHeading(m_code, 1.5);
    m_copyCode = new QPushButton(tr("Copy code"), this);
    m_waiting = new PlainLabel(this);
    m_waiting->setMuted(true);
    auto *grid = new QGridLayout;
    auto *addressLabel = new PlainLabel(tr("Address"), this);
    grid->addWidget(addressLabel, 0, 0);
    grid->addWidget(m_address, 0, 1);
    grid->addWidget(m_copyAddress, 0, 2);
    grid->addWidget(m_open, 0, 3);
    grid->addWidget(m_codeLabel, 1, 0);
    grid->addWidget(m_code, 1, 1);
    grid->addWidget(m_copyCode, 1, 2);
    auto *buttons = new QDialogButtonBox(this);
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_otherWay = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_again = buttons->addButton(tr("Try again"), QDialogButtonBox::ActionRole);
    m_again->setIcon(icon(QStringLiteral("retry")));
    buttons->setFocusProxy(nullptr); // by it Qt leads Tab from the last action back to the first, for ever
    m_cancel->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(m_bar);
    column->addWidget(m_what);
    column->addLayout(grid);
    column->addWidget(m_waiting);
    column->addStretch(1);
    column->addWidget(buttons);
    constexpr int width = 620;
    setMinimumWidth(width);
    connect(m_copyAddress, &QPushButton::clicked, this, [this] { copy(m_address->text()); });
    connect(m_copyCode, &QPushButton::clicked, this, [this] { copy(m_code->text()); });
    connect(m_open, &QPushButton::clicked, this, [this] { m_opener(QUrl(m_address->text())); });
    connect(m_again, &QPushButton::clicked, this, [this] { begin(m_way); });
    connect(m_otherWay, &QPushButton::clicked, this,
            [this] { begin(m_way == SignInWay::Browser ? SignInWay::DeviceCode : SignInWay::Browser); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SignInDialog::begin(SignInWay way)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_way = way;
    m_host.clear();
    m_bar->clear();
    arrange(way);
    desk::SignInDesk::Options options;
    options.use = m_sides.constFirst();
    options.way = way;
    options.signedIn = tr("You are signed in. You can close this page and go back to Liaison.");
    options.notSignedIn = tr("The sign-in was not completed. Go back to Liaison to see why.");
    const int run = ++m_run;
    options.carriedOutOn = [dialog = QPointer<SignInDialog>(this), run](const QString &host) {
        if (dialog && run == dialog->m_run)
            dialog->carriedOutOn(host);
    };
    onDone(this,
           desk::SignInDesk(m_context.desk)
               .signIn(
                   m_mailbox, options, this,
                   [this, run](const SignInPrompt &prompt) {
                       if (run == m_run)
                           show(prompt);
                   },
                   m_stop.get_token()),
           [this, run](const Result<SignInOutcome> &outcome) {
               if (run == m_run)
                   ended(outcome);
           });
}

/// Nothing to show yet, of either way.
void SignInDialog::arrange(SignInWay way)
{
    const bool browser = way == SignInWay::Browser;
    m_what->setText(m_host.isEmpty() ? tr("Asking the sign-in service…")
                                     : tr("Asking %1, where the mailbox is read…").arg(m_host));
    m_waiting->setText({});
    m_address->clear();
    m_code->clear();
    for (QWidget *each :
         {static_cast<QWidget *>(m_codeLabel), static_cast<QWidget *>(m_code), static_cast<QWidget *>(m_copyCode)})
        each->setVisible(!browser);
    enableCopying(false);
    m_otherWay->setText(browser ? tr("Use a code instead") : tr("Use the browser instead"));
    m_otherWay->setVisible(m_host.isEmpty()); // a browser over there is nobody's
    m_again->hide();
}

void SignInDialog::carriedOutOn(const QString &host)
{
    m_host = host;
    arrange(host.isEmpty() ? m_way : SignInWay::DeviceCode);
    fit();
}

void SignInDialog::enableCopying(bool enabled)
{
    for (QPushButton *each : {m_copyAddress, m_open, m_copyCode})
        each->setEnabled(enabled);
}

void SignInDialog::show(const SignInPrompt &prompt)
{
    const bool browser = prompt.way == SignInWay::Browser;
    m_address->setText(prompt.address.toString(QUrl::FullyEncoded));
    m_address->setCursorPosition(0);
    m_code->setText(prompt.code);
    enableCopying(true);
    const QString until
        = QLocale().toString(QDateTime::fromMSecsSinceEpoch(prompt.expiresAt).time(), QLocale::ShortFormat);
    m_waiting->setText(tr("Waiting until %1.").arg(until));
    if (!browser) {
        const QString how = tr("Open this address on any device, type the code, and sign in there.");
        m_what->setText(m_host.isEmpty() ? how
                                         : tr("The sign-in is carried out on %1, where the mailbox is read, and kept "
                                              "there.")
                                               .arg(m_host)
                                + QLatin1Char('\n') + how);
        m_code->setFocus(Qt::OtherFocusReason);
        return fit();
    }
    m_what->setText(m_opener(prompt.address)
                        ? tr("Sign in in the browser window that was opened. If there is none, open this address in a "
                             "browser on this computer.")
                        : tr("No browser could be opened. Open this address in a browser on this computer, or use a "
                             "code on another device."));
    fit();
}

void SignInDialog::ended(const Result<SignInOutcome> &outcome)
{
    if (outcome && !outcome->refusal) {
        m_sides.removeFirst();
        m_keptOne = true;
        if (!m_sides.isEmpty())
            return beginSide();
        Q_EMIT signedIn();
        return m_host.isEmpty() ? accept() : signedInOn();
    }
    if (!outcome)
        return fails(errandErrorText(outcome.error(), m_host), errorDetails(outcome.error()));
    const domain::SignInRefusal &refusal = *outcome->refusal;
    const QString words
        = refusal.error.serverWords.isEmpty() ? QString() : QLatin1Char('\n') + refusal.error.serverWords;
    fails(adviceText(refusal.advice), refusal.problem + QLatin1Char(' ') + refusal.code + words);
}

/// It is read by the one who sits here, who may wonder why this computer has nothing of it.
void SignInDialog::signedInOn()
{
    m_bar->showMessage(MessageBar::Kind::Success, tr("Signed in on %1. The sign-in is kept there.").arg(m_host));
    m_what->setText({});
    m_waiting->setText({});
    m_address->clear();
    m_code->clear();
    enableCopying(false);
    m_cancel->setText(tr("Close"));
    m_cancel->setFocus(Qt::OtherFocusReason);
    fit();
}

void SignInDialog::fails(const QString &text, const QString &details)
{
    m_bar->showMessage(MessageBar::Kind::Error, text);
    m_bar->addDetails(details);
    const QString nothing = m_keptOne ? tr("The sign-in for reading is kept. Nobody was signed in for sending.")
                                      : tr("Nobody was signed in, and nothing has changed.");
    m_what->setText(m_host.isEmpty() ? nothing
                                     : tr("The sign-in was tried on %1, where the mailbox is read.").arg(m_host)
                            + QLatin1Char('\n') + nothing);
    m_waiting->setText({});
    enableCopying(false);
    m_again->show();
    m_again->setFocus(Qt::OtherFocusReason);
    fit();
}

/// What is shown changes; it is never cut.
void SignInDialog::fit()
{
    layout()->activate();
    const int wide = std::max(width(), sizeHint().width());
    const int needed = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide) : sizeHint().height();
    if (width() < wide || height() < needed)
        resize(wide, std::max(height(), needed));
}

void SignInDialog::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

} // namespace liaison::ui
