#include "ui/admin/secret_expiry_dialog.h"

#include "core/base/on_done.h"
#include "core/desk/mailbox_desk.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

SecretExpiryDialog::SecretExpiryDialog(const UiContext &context, const domain::FeedReport &report, QWidget *parent)
    : QDialog(parent), m_context(context), m_mailbox(report.mailbox.id), m_bar(new MessageBar(this)),
      m_known(new QCheckBox(tr("Warn two weeks before this day:"), this)), m_date(new QDateEdit(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("secretExpiry"));
    setWindowTitle(tr("Secret's expiry of %1").arg(report.mailbox.address));
    auto *what = new PlainLabel(tr("A client secret or a password that runs out does so without a word of the server. "
                                   "The day is shown where the secret was made, such as the app registration."),
                                this);
    what->setWordWrap(true);
    m_known->setObjectName(QStringLiteral("secretExpiry.known"));
    m_known->setChecked(report.secretGoodUntil > 0);
    m_date->setObjectName(QStringLiteral("secretExpiry.date"));
    m_date->setAccessibleName(tr("Last day of the secret"));
    m_date->setCalendarPopup(true);
    const QDate today = QDateTime::fromMSecsSinceEpoch(context.clock->nowMs()).date();
    m_date->setDateRange(today.addYears(-1), today.addYears(50));
    m_date->setDate(report.secretGoodUntil > 0 ? QDateTime::fromMSecsSinceEpoch(report.secretGoodUntil).date()
                                               : today.addMonths(6));
    m_date->setEnabled(m_known->isChecked());
    connect(m_known, &QCheckBox::toggled, m_date, &QDateEdit::setEnabled);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setObjectName(QStringLiteral("secretExpiry.save"));
    connect(buttons, &QDialogButtonBox::accepted, this, &SecretExpiryDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->addWidget(m_known);
    row->addWidget(m_date);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(what);
    column->addLayout(row);
    column->addWidget(buttons);
}

void SecretExpiryDialog::save()
{
    // The day's end: on its last day a secret is still good.
    const UtcMs goodUntil = m_known->isChecked() ? m_date->date().endOfDay().toMSecsSinceEpoch() : 0;
    onDone(this, desk::MailboxDesk(m_context.desk).noteSecretExpiry(m_mailbox, goodUntil), [this](Result<void> saved) {
        if (saved)
            accept();
        else
            m_bar->showMessage(MessageBar::Kind::Error, errorText(saved.error()));
    });
}

} // namespace liaison::ui
