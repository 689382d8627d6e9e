#include "ui/incidents/outbox_page.h"

#include "core/desk/compose_desk.h"
#include "ui/common/ask.h"
#include "ui/common/delivery_text.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/hold_watch.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/incidents/outbox_model.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace liaison::ui {

OutboxPage::OutboxPage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(new OutboxModel(context, this)), m_bar(new MessageBar(this)),
      m_view(new QTreeView(this)), m_stack(new QStackedWidget(this))
{
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setAccessibleName(tr("Outbox"));
    m_view->header()->setStretchLastSection(true);
    const int letter = m_view->fontMetrics().averageCharWidth();
    m_view->header()->resizeSection(OutboxModel::State, 20 * letter);
    m_view->header()->resizeSection(OutboxModel::To, 29 * letter);
    m_view->header()->resizeSection(OutboxModel::Subject, 37 * letter);
    m_view->header()->resizeSection(OutboxModel::When, 24 * letter);
    keepColumns(m_view->header());
    m_stack->addWidget(m_view);
    m_stack->addWidget(new EmptyState(QStringLiteral("outbox"), tr("The outbox is empty"),
                                      tr("Everything that was written has been accepted by the mail server."), this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(makeTop());
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    column->addWidget(makeActions());

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &OutboxPage::updateActions);
    connect(m_model, &OutboxModel::failed, this,
            [this](const Error &error) { m_bar->showMessage(MessageBar::Kind::Error, errorText(error)); });
    connect(m_model, &OutboxModel::loaded, this, [this] {
        m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
        if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0, 0));
        updateActions();
    });
    updateActions();
}

QWidget *OutboxPage::makeTop()
{
    auto *top = new QWidget(this);
    m_withSent = new QCheckBox(tr("Show accepted mails too"), top);
    m_hold = new QCheckBox(tr("Hold all sending"), top);
    m_hold->setToolTip(tr("Nothing leaves the outbox, on whichever computer, until the hold is taken off."));
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_withSent);
    row->addStretch(1);
    row->addWidget(m_hold);
    connect(m_withSent, &QCheckBox::toggled, m_model, &OutboxModel::setWithSent);
    m_context.gate.guard(m_hold, domain::Permission::RunFeeds);
    auto *held = new HoldWatch(m_context, this);
    held->follow(m_hold);
    connect(held, &HoldWatch::failed, this,
            [this](const Error &error) { m_bar->showMessage(MessageBar::Kind::Error, errorText(error)); });
    return top;
}

QWidget *OutboxPage::makeActions()
{
    auto *bottom = new QWidget(this);
    const auto button = [bottom](const QString &iconName, const QString &label) {
        return new QPushButton(icon(iconName), label, bottom);
    };
    m_explain = new PlainLabel(bottom);
    m_explain->setWordWrap(true);
    m_retry = button(QStringLiteral("retry"), tr("Retry now"));
    m_cancel = button(QStringLiteral("dismiss"), tr("Cancel sending"));
    m_arrived = button(QStringLiteral("ok"), tr("It arrived"));
    m_again = button(QStringLiteral("send"), tr("Send again…"));
    auto *row = new QHBoxLayout(bottom);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_explain, 1);
    for (QPushButton *each : {m_arrived, m_again, m_retry, m_cancel}) {
        row->addWidget(each);
        m_context.gate.guard(each, domain::Permission::ReplyToMail);
    }
    const auto compose = [this] { return desk::ComposeDesk(m_context.desk); };
    connect(m_retry, &QPushButton::clicked, this, [this, compose] { run(compose().retry(current()->id)); });
    connect(m_cancel, &QPushButton::clicked, this, [this, compose] { run(compose().cancel(current()->id)); });
    connect(m_arrived, &QPushButton::clicked, this,
            [this, compose] { run(compose().resolveUncertain(current()->id, true)); });
    connect(m_again, &QPushButton::clicked, this, &OutboxPage::sendAgain);
    return bottom;
}

void OutboxPage::focusList()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

const domain::OutboxMail *OutboxPage::current() const
{
    return m_model->rowAt(m_view->currentIndex());
}

void OutboxPage::updateActions()
{
    const domain::OutboxMail *mail = current();
    const auto in = [mail](domain::OutboxState state) { return mail && mail->state == state; };
    const bool waiting = in(domain::OutboxState::Queued);
    const bool failed = in(domain::OutboxState::Failed);
    const bool uncertain = in(domain::OutboxState::Uncertain);
    m_retry->setVisible(failed || (waiting && mail->attempts > 0));
    m_cancel->setVisible(failed || waiting);
    m_arrived->setVisible(uncertain);
    m_again->setVisible(uncertain);
    if (uncertain)
        m_explain->setText(tr("No answer of the server told whether it took this mail. Look into Sent Items or ask the "
                              "recipient, then decide."));
    else if (failed)
        m_explain->setText(explain(*mail));
    else
        m_explain->clear();
}

/// A refusal in words of ours, and what the server said.
QString OutboxPage::explain(const domain::OutboxMail &mail)
{
    const QString reason = deliveryReason(mail.serverWords);
    const QString sentence
        = reason.isEmpty() ? tr("The server refused this mail for good.") : tr("Refused for good. %1").arg(reason);
    return mail.serverWords.isEmpty() ? sentence
                                      : sentence + u'\n' + tr("The server's words: %1").arg(mail.serverWords);
}

void OutboxPage::run(Future<void> future)
{
    onDone(this, std::move(future), [this](Result<void> result) {
        focusList(); // the button goes from sight
        if (result)
            return;
        const bool needless = result.error().kind == ErrorKind::AlreadyExists;
        m_bar->showMessage(MessageBar::Kind::Error,
                           needless ? tr("This notification is not sent again: a later one went out after it, or an "
                                         "answer has come. Cancel sending to give it up.")
                                    : errorText(result.error()));
        m_bar->addDetails(errorDetails(result.error()));
    });
}

void OutboxPage::sendAgain()
{
    const OutboxId id = current()->id;
    ask(this,
        {tr("Send again"), tr("Send this mail again?"),
         tr("If the server has accepted it already, the recipients get it twice."), tr("Send again")},
        [this, id] { run(desk::ComposeDesk(m_context.desk).resolveUncertain(id, false)); });
}

} // namespace liaison::ui
