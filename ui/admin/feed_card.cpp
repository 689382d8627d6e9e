#include "ui/admin/feed_card.h"

#include "ui/admin/feed_text.h"
#include "ui/common/certificate_offer.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace liaison::ui {

using domain::FeedCondition;
using domain::FeedReport;
using domain::FeedTally;

FeedCard::FeedCard(const PermissionGate &gate, QWidget *parent)
    : QWidget(parent), m_gate(gate), m_headline(new PlainLabel(this)), m_trouble(new MessageBar(this)),
      m_warning(new MessageBar(this))
{
    m_headline->setObjectName(QStringLiteral("feeds.headline"));
    m_headline->setBold(true);
    m_trouble->setObjectName(QStringLiteral("feeds.trouble"));
    m_warning->setObjectName(QStringLiteral("feeds.warning"));
    m_trouble->setClosable(false);
    m_warning->setClosable(false);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(4);
    m_account = addLine(form, tr("Account"), "feeds.account");
    m_folders = addLine(form, tr("Folders"), "feeds.folders");
    m_worked = addLine(form, tr("Worked by"), "feeds.workedBy");
    m_synced = addLine(form, tr("Last sync"), "feeds.lastSync");
    m_arrived = addLine(form, tr("Last mail"), "feeds.lastMail");
    m_good = addLine(form, tr("Sign-in"), "feeds.goodUntil");
    m_outbox = addLine(form, tr("Outbox"), "feeds.outbox");
    m_asked = addLine(form, tr("Get mail"), "feeds.asked");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addWidget(m_headline);
    column->addWidget(m_trouble);
    column->addWidget(m_warning);
    column->addLayout(form);
    column->addStretch(1);
    clear();
}

PlainLabel *FeedCard::addLine(QFormLayout *form, const QString &name, const char *objectName)
{
    auto *title = new PlainLabel(name, this);
    title->setMuted(true);
    auto *value = new PlainLabel(this);
    value->setObjectName(QLatin1String(objectName));
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title->setBuddy(value);
    form->addRow(title, value);
    return value;
}

void FeedCard::clear()
{
    m_report = {};
    setVisible(false);
}

void FeedCard::showFeed(const FeedReport &report, const FeedTally &tally, UtcMs now)
{
    m_report = report;
    m_tally = tally;
    m_now = now;
    setVisible(true);
    const auto none = [](const QString &text) { return text.isEmpty() ? tr("nothing known") : text; };
    m_headline->setText(QStringLiteral("%1  %2").arg(report.mailbox.address, stateText(report, now)));
    m_account->setText(accountTypeText(report.mailbox));
    m_folders->setText(report.folders.isEmpty() ? tr("none yet; they are read at the first sign-in")
                                                : report.folders.join(QStringLiteral(", ")));
    m_worked->setText(workedByText(report));
    const QString lag = lagText(report, now);
    QString synced = report.status.lastSuccessAt > 0 ? fullTime(report.status.lastSuccessAt) : tr("never");
    if (!lag.isEmpty())
        synced += tr("; lag: %1").arg(lag);
    m_synced->setText(synced);
    m_arrived->setText(tally.lastMailAt > 0
                           ? tr("%1; %2").arg(fullTime(tally.lastMailAt), agoText(tally.lastMailAt, now))
                           : tr("none in eight weeks"));
    QStringList good;
    if (const QString expiry = expiryText(report, now); !expiry.isEmpty())
        good << expiry;
    if (report.status.tokenExpiresAt > 0)
        good << tr("access token until %1, renewed by itself").arg(fullTime(report.status.tokenExpiresAt));
    m_good->setText(none(good.join(QStringLiteral("; "))));
    m_outbox->setText(tr("%n mails wait to be sent", nullptr, report.waiting));
    const QString asked = askedText(report, now);
    m_asked->setText(asked.isEmpty()
                         ? tr("at once; otherwise every %1").arg(durationText(report.mailbox.pollSeconds * 1'000LL))
                         : asked);
    showTrouble(report, now);
    showWarnings(warningTexts(report, tally, now));
}

void FeedCard::showTrouble(const FeedReport &report, UtcMs now)
{
    const QString text = troubleText(report, now);
    if (text.isEmpty()) {
        m_troubleKey.clear();
        m_trouble->clear();
        return;
    }
    const FeedCondition condition = domain::conditionOf(report);
    const bool stands = condition == FeedCondition::NeedsSignIn || condition == FeedCondition::Failed;
    const QString key = QStringLiteral("%1 %2 %3 %4")
                            .arg(report.mailbox.id.value)
                            .arg(static_cast<int>(condition))
                            .arg(static_cast<int>(report.status.error->kind))
                            .arg(report.refusedAt);
    if (key == m_troubleKey) {
        m_trouble->updateText(text);
        return;
    }
    m_troubleKey = key;
    m_trouble->showMessage(stands ? MessageBar::Kind::Error : MessageBar::Kind::Warning, text);
    const auto add = [this](const QString &label, const char *name, std::function<void()> handler) {
        QAbstractButton *button = m_trouble->addAction(label, std::move(handler));
        button->setObjectName(QLatin1String(name));
        return button;
    };
    if (signInHelps(report.status))
        m_gate.guard(add(tr("Sign in…"), "feeds.trouble.signIn", [this] { Q_EMIT signInWanted(); }),
                     domain::Permission::UpdateConfigurations);
    if (stands)
        m_gate.guard(add(tr("Try again"), "feeds.trouble.tryAgain", [this] { Q_EMIT tryAgainWanted(); }),
                     domain::Permission::UpdateConfigurations);
    add(tr("Open the mailbox"), "feeds.trouble.open", [this] { Q_EMIT mailboxWanted(); });
    QString details = errorDetails(*report.status.error);
    if (report.status.error->certificate)
        details = certificateText(*report.status.error) + QStringLiteral("\n\n") + details;
    m_trouble->addDetails(details.trimmed());
    add(tr("Copy"), "feeds.trouble.copy", [this] { copy(); });
}

void FeedCard::showWarnings(const QStringList &texts)
{
    const QString text = texts.join(QLatin1Char('\n'));
    if (text.isEmpty()) {
        m_warning->clear();
    } else if (m_warningText.isEmpty()) {
        m_warning->showMessage(MessageBar::Kind::Warning, text);
        m_warning->addAction(tr("Open the mailbox"), [this] { Q_EMIT mailboxWanted(); });
        m_warning->addAction(tr("Copy"), [this] { copy(); });
    } else if (text != m_warningText) {
        m_warning->updateText(text);
    }
    m_warningText = text;
}

void FeedCard::copy()
{
    QGuiApplication::clipboard()->setText(copyText(m_report, m_tally, m_now));
}

} // namespace liaison::ui
