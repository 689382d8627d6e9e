#include "ui/mails/mail_notices.h"

#include "core/domain/address.h"
#include "ui/common/message_bar.h"
#include "ui/mails/mail_words.h"
#include "ui/mails/text_safety.h"

#include <QAbstractButton>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
QWidget *bars(QWidget *parent)
{
    auto *widget = new QWidget(parent);
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    widget->hide();
    return widget;
}

QVBoxLayout *emptied(QWidget *widget)
{
    qDeleteAll(widget->findChildren<MessageBar *>(QString(), Qt::FindDirectChildrenOnly));
    widget->hide();
    return static_cast<QVBoxLayout *>(widget->layout());
}
} // namespace

MailNotices::MailNotices(QWidget *parent) : QWidget(parent), m_rowBars(bars(this)), m_bodyBars(bars(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_rowBars);
    layout->addWidget(m_bodyBars);
    hide();
}

MessageBar *MailNotices::add(QVBoxLayout *layout, int kind, const QString &text)
{
    auto *bar = new MessageBar(layout->parentWidget());
    bar->setClosable(false);
    bar->showMessage(static_cast<MessageBar::Kind>(kind), text);
    layout->addWidget(bar);
    layout->parentWidget()->show();
    show();
    return bar;
}

void MailNotices::addOutsider(const store::MailRow &row)
{
    using Decision = desk::MailDesk::SenderDecision;
    MessageBar *bar = add(static_cast<QVBoxLayout *>(m_rowBars->layout()), int(MessageBar::Kind::Warning),
                          tr("Nobody expected %1 in this thread.").arg(visibleLine(row.from.address)));
    const auto offer = [this, bar](const QString &label, Decision decision) {
        m_gate.guard(bar->addAction(label, [this, decision] { Q_EMIT senderDecided(decision); }),
                     domain::Permission::UpdateIncidents);
    };
    offer(tr("Accept once"), Decision::AcceptOnce);
    offer(tr("Accept and remember"), Decision::AcceptAndRemember);
    offer(tr("Dismiss"), Decision::Dismiss);
}

/// Whom a mail of ours did not reach (yet), and why; the servers' words behind "Details".
void MailNotices::addDeliveries(const store::MailRow &row)
{
    using domain::DeliveryState;
    constexpr qsizetype most = 3;
    for (const DeliveryState state : {DeliveryState::Failed, DeliveryState::Delayed}) {
        QStringList lines;
        QStringList words;
        for (const domain::RecipientDelivery &delivery : row.deliveries) {
            if (delivery.state != state)
                continue;
            lines << MailWords::deliveryLine(delivery);
            if (!delivery.words.isEmpty())
                words << visibleLine(delivery.address + u": "_s + delivery.words);
        }
        if (lines.isEmpty())
            continue;
        QString text = lines.mid(0, most).join(u'\n');
        if (lines.size() > most)
            text += u'\n' + tr("… and %n more", nullptr, int(lines.size() - most));
        const auto kind = state == DeliveryState::Failed ? MessageBar::Kind::Error : MessageBar::Kind::Warning;
        add(static_cast<QVBoxLayout *>(m_rowBars->layout()), int(kind), text)->addDetails(words.join(u'\n'));
    }
}

void MailNotices::showRow(const store::MailRow &row)
{
    QVBoxLayout *layout = emptied(m_rowBars);
    if (row.outsider)
        addOutsider(row);
    addDeliveries(row);
    if (row.afterClosing)
        add(layout, int(MessageBar::Kind::Warning),
            tr("Mail after closing: the incident was closed when this mail came. Only a person reopens it."));
    if (row.dmarcFailed)
        add(layout, int(MessageBar::Kind::Error),
            tr("The sender's domain says this mail is not from there (DMARC failed). The address may be forged."));
    if (row.duplicateId)
        add(layout, int(MessageBar::Kind::Warning),
            tr("Another mail with other content uses the same Message-ID. One of them may be forged."));
    if (mixesScripts(row.from.address.section(u'@', -1)))
        add(layout, int(MessageBar::Kind::Error),
            tr("The sender's domain mixes letters of several scripts and only looks like another: it is %1.")
                .arg(domain::domainOf(row.from.address)));
    if (hasHiddenCharacters(row.from.name + row.from.address + row.subject))
        add(layout, int(MessageBar::Kind::Warning),
            tr("The sender or the subject holds invisible characters; they are written out as ⟦…⟧: %1")
                .arg(visibleLine(row.subject)));
    const QString protection = MailWords::protectionNote(row.protection);
    if (!protection.isEmpty()) {
        const bool readable
            = row.protection == domain::Protection::SmimeSigned || row.protection == domain::Protection::PgpSigned;
        add(layout, int(readable ? MessageBar::Kind::Info : MessageBar::Kind::Warning), protection);
    }
    if (const QString health = MailWords::healthNote(row.health); !health.isEmpty())
        add(layout, int(MessageBar::Kind::Info), health);
    setVisible(!texts().isEmpty());
}

void MailNotices::addBlocked(const mime::MailBody &body)
{
    int blocked = 0;
    QStringList what;
    for (const mime::MailBody::Section &section : body.sections) {
        blocked += section.html.blockedCount;
        what += section.html.blockedRemote;
    }
    if (blocked == 0)
        return;
    const QString text = blocked == 1 ? tr("1 remote item blocked") : tr("%n remote items blocked", nullptr, blocked);
    MessageBar *bar = add(static_cast<QVBoxLayout *>(m_bodyBars->layout()), int(MessageBar::Kind::Info), text);
    QStringList shown{tr("Nothing was asked for and nothing was loaded. The mail wanted:")};
    for (const QString &url : std::as_const(what))
        shown << visibleLine(url);
    bar->addDetails(shown.join(u'\n'));
}

void MailNotices::showBody(const mime::MailBody &body)
{
    QVBoxLayout *layout = emptied(m_bodyBars);
    addBlocked(body);
    int hidden = 0;
    for (const mime::MailBody::Section &section : body.sections)
        hidden += section.html.hiddenTexts;
    if (hidden > 0)
        add(layout, int(MessageBar::Kind::Warning),
            hidden == 1 ? tr("1 text that the sender had hidden is shown, marked")
                        : tr("%n texts that the sender had hidden are shown, marked", nullptr, hidden));
}

QStringList MailNotices::texts() const
{
    QStringList texts;
    for (const QWidget *group : {m_rowBars, m_bodyBars}) {
        const auto shown = group->findChildren<MessageBar *>(QString(), Qt::FindDirectChildrenOnly);
        for (const MessageBar *bar : shown)
            texts << bar->text();
    }
    return texts;
}

} // namespace liaison::ui
