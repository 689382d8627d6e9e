#include "ui/mails/mail_header.h"

#include "ui/common/formats.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"
#include "ui/mails/mail_words.h"
#include "ui/mails/text_safety.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
PlainLabel *selectableLabel(QWidget *parent)
{
    auto *label = new PlainLabel(parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void paintIn(PlainLabel *label, Tone tone)
{
    QPalette palette; // the application's: the label's own may be the one before
    palette.setColor(label->foregroundRole(), toneColor(palette, tone));
    label->setPalette(palette);
}
} // namespace

MailHeader::MailHeader(UiContext context, QWidget *parent)
    : QWidget(parent), m_context(context), m_name(selectableLabel(this)), m_address(selectableLabel(this)),
      m_new(new PlainLabel(tr("NEW"), this)), m_kind(new PlainLabel(this)), m_time(new PlainLabel(this)),
      m_recipients(new PlainLabel(this)), m_delivery(new PlainLabel(this)), m_why(new QToolButton(this)),
      m_menu(new QToolButton(this)), m_details(selectableLabel(this))
{
    m_name->setBold(true);
    m_new->setBold(true);
    m_address->setElided(true);
    m_recipients->setElided(true);
    m_recipients->setMuted(true);
    m_time->setMuted(true);
    m_kind->setMuted(true);
    m_why->setText(tr("Details"));
    m_why->setAutoRaise(true);
    m_why->setCheckable(true);
    m_why->setAccessibleName(tr("Details: why is it here?"));
    m_why->setFocusPolicy(Qt::StrongFocus);
    m_menu->setText(u"⋯"_s);
    m_menu->setAutoRaise(true);
    m_menu->setFocusPolicy(Qt::StrongFocus);
    m_menu->setAccessibleName(tr("Actions for this mail"));
    m_menu->setToolTip(tr("Actions for this mail"));
    m_details->setWordWrap(true);
    m_details->setMuted(true);
    m_details->hide();
    connect(m_why, &QToolButton::toggled, m_details, &QWidget::setVisible);

    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_name);
    first->addWidget(m_address, 1);
    first->addWidget(m_kind);
    first->addWidget(m_new);
    first->addWidget(m_time);
    first->addWidget(m_menu);
    auto *second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(m_recipients, 1);
    second->addWidget(m_delivery);
    second->addWidget(m_why);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(first);
    layout->addLayout(second);
    layout->addWidget(m_details);
}

void MailHeader::showRow(const store::MailRow &row, bool answered)
{
    m_row = row;
    m_answered = answered;
    showSender(row);
    showStates(row, answered);
    m_recipients->setText(MailWords::recipients(row));
    m_time->setText(MailWords::arrivalTime(row.arrivedAt, m_context.clock->nowMs()));
    m_time->setToolTip(plainToolTip(fullTime(row.arrivedAt)));
    m_why->setToolTip(plainToolTip(tr("Why is it here?") + u'\n' + MailWords::whyHere(row)));
    m_details->setText(details(row));
}

void MailHeader::showSender(const store::MailRow &row)
{
    const QString address = row.from.address.isEmpty() ? tr("no sender address") : visibleLine(row.from.address);
    const bool ours = row.direction == store::Direction::Out;
    const QString name = visibleLine(row.from.name.trimmed());
    const bool nameless = name.isEmpty() || name == address;
    const QString shown = nameless ? address : fontMetrics().elidedText(name, Qt::ElideRight, 260);
    m_name->setText(ours ? tr("%1 (us)").arg(shown) : shown);
    m_name->setToolTip(plainToolTip(name));
    const QString ascii = asciiDomain(row.from.address);
    QString real = nameless ? QString() : u'<' + address + u'>';
    if (!ascii.isEmpty())
        real += u" ("_s + ascii + u')';
    m_address->setText(real.trimmed());
    m_address->setAccessibleName(tr("Sender's address: %1").arg(address));
}

void MailHeader::showStates(const store::MailRow &row, bool answered)
{
    m_new->setVisible(!row.read && row.direction == store::Direction::In);
    paintIn(m_new, Tone::Accent);
    const QString kind = MailWords::kindOf(row.kind);
    m_kind->setText(kind);
    m_kind->setVisible(!kind.isEmpty());
    const QStringList steps = MailWords::deliverySteps(row, answered);
    m_delivery->setText(steps.join(u" → "_s));
    m_delivery->setVisible(!steps.isEmpty());
    const Tone tone = MailWords::deliveryFailed(row) ? Tone::Danger : answered ? Tone::Good : Tone::Muted;
    paintIn(m_delivery, tone);
    QStringList told;
    for (const domain::RecipientDelivery &delivery : row.deliveries.mid(0, 10))
        told << MailWords::deliveryLine(delivery);
    m_delivery->setToolTip(plainToolTip(
        told.isEmpty() ? tr("“Accepted” means that the mail server took it, not that it arrived.") : told.join(u'\n')));
}

QString MailHeader::details(const store::MailRow &row) const
{
    QStringList lines{tr("Why is it here? %1").arg(MailWords::whyHere(row)),
                      tr("From: %1").arg(visibleLine(domain::displayAddress(row.from))),
                      tr("To: %1").arg(visibleLine(peopleText(row.to)))};
    if (!row.cc.isEmpty())
        lines << tr("Cc: %1").arg(visibleLine(peopleText(row.cc)));
    lines << tr("Subject: %1").arg(visibleLine(row.subject));
    lines << tr("Arrived: %1").arg(fullTime(row.arrivedAt));
    if (row.date != 0)
        lines << tr("Dated by its sender: %1").arg(fullTime(row.date));
    lines << tr("Message-ID: %1").arg(visibleLine(row.messageIdHeader)) << tr("Size: %1").arg(sizeText(row.size));
    for (const domain::RecipientDelivery &delivery : row.deliveries) {
        lines << MailWords::deliveryLine(delivery);
        if (!delivery.words.isEmpty())
            lines << tr("The server's words: %1")
                         .arg(visibleLine((delivery.status + u' ' + delivery.words).trimmed().left(500)));
    }
    return lines.join(u'\n');
}

void MailHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showStates(m_row, m_answered);
}

} // namespace liaison::ui
