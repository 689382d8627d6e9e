#include "ui/mails/business_unit_mails.h"

#include "core/store/store.h"
#include "core/store/threads.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/letters.h"
#include "ui/common/message_bar.h"
#include "ui/compose/composer.h"
#include "ui/mails/conversation.h"
#include "ui/mails/incident_chooser.h"
#include "ui/mails/thread_list.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

BusinessUnitMails::BusinessUnitMails(UiContext context, QWidget *parent)
    : QWidget(parent), m_context(context), m_panes(new QSplitter(Qt::Horizontal, this)),
      m_threads(new ThreadList(context, this)), m_conversation(new Conversation(context, this)),
      m_nothing(new EmptyState(u"mailbox"_s, tr("No thread chosen"),
                               tr("Choose a thread on the left to read its mails, or write a new one."), this)),
      m_bar(new MessageBar(this)), m_undoBars(new QWidget(this)), m_composeBox(new QWidget(this)),
      m_right(new QSplitter(Qt::Vertical, this))
{
    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(0);
    buildRight(rightLayout);
    m_panes->addWidget(m_threads);
    m_panes->addWidget(right);
    m_panes->setStretchFactor(0, 2);
    m_panes->setStretchFactor(1, 5);
    m_panes->setChildrenCollapsible(false);
    constexpr int leastCharacters = 46; // two filters beside each other
    Letters::follow(m_threads, [this] {
        m_threads->setMinimumWidth(std::max(260, leastCharacters * fontMetrics().averageCharWidth()));
    });
    m_panes->setSizes({400, 760});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panes);

    connect(m_threads, &ThreadList::currentChanged, this, [this] {
        m_draftResumed = false;
        loadThread();
    });
    connect(m_threads, &ThreadList::rowsLoaded, this, &BusinessUnitMails::loadThread);
    connect(m_threads, &ThreadList::opened, this, [this] { m_conversation->setFocus(Qt::TabFocusReason); });
    connect(m_threads, &ThreadList::unreadChanged, this, &BusinessUnitMails::unreadChanged);
    connect(m_threads, &ThreadList::loadFailed, this, &BusinessUnitMails::report);
    connect(m_threads, &ThreadList::newMailWanted, this, &BusinessUnitMails::newMail);
    connect(m_conversation, &Conversation::actionWanted, this, &BusinessUnitMails::act);
    connect(m_conversation, &Conversation::draftWanted, this, [this] { resumeDraft(m_shown); });
    connect(m_conversation, &Conversation::mailsRead, this,
            [this](const QList<MessageId> &mails) { setRead(mails, true); });
}

BusinessUnitMails::~BusinessUnitMails() = default;

void BusinessUnitMails::buildRight(QVBoxLayout *layout)
{
    auto *undoLayout = new QVBoxLayout(m_undoBars);
    undoLayout->setContentsMargins(8, 0, 8, 4);
    m_undoBars->hide();
    auto *composeLayout = new QVBoxLayout(m_composeBox);
    composeLayout->setContentsMargins(8, 0, 8, 8);
    m_composeBox->hide();
    m_right->addWidget(m_conversation);
    m_right->addWidget(m_composeBox);
    m_right->setStretchFactor(0, 3);
    m_right->setStretchFactor(1, 2);
    m_right->setChildrenCollapsible(false);
    m_conversation->setMinimumHeight(120);
    layout->addWidget(m_bar);
    layout->addWidget(m_right, 1);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_undoBars);
    m_right->hide();
}

Composer *BusinessUnitMails::composer() const
{
    return m_composer;
}

bool BusinessUnitMails::hasMail() const
{
    return !m_conversation->currentMail().isNull();
}

void BusinessUnitMails::setIncident(IncidentId incident)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    m_wantedMail.reset();
    m_bar->clear();
    closeComposer();
    m_threads->setIncident(incident);
}

void BusinessUnitMails::openThread(ThreadId thread, std::optional<MessageId> mail)
{
    m_wantedMail = mail;
    if (thread == m_shown && mail.has_value() && m_conversation->rowOf(*mail) != nullptr) {
        m_conversation->showMail(*mail);
        m_wantedMail.reset();
    }
    m_threads->select(thread);
}

void BusinessUnitMails::loadThread()
{
    const ThreadId thread = m_threads->current();
    const int generation = ++m_generation;
    if (thread != m_shown)
        closeComposer();
    m_nothing->setVisible(thread.isNull());
    m_right->setVisible(!thread.isNull());
    if (thread.isNull()) {
        m_conversation->clear();
        m_shown = {};
        Q_EMIT hasMailChanged();
        return;
    }
    auto reading = m_context.store->read([thread, person = m_context.person](store::Session &session) {
        return store::Threads(session).mails(thread, person);
    });
    onDone<QList<store::MailRow>>(this, reading, [this, generation](Result<QList<store::MailRow>> mails) {
        if (generation != m_generation)
            return;
        if (mails.has_value())
            showThread(*mails);
        else
            report(mails.error());
    });
}

void BusinessUnitMails::showThread(const QList<store::MailRow> &mails)
{
    if (const store::ThreadRow *current = m_threads->currentRow(); current != nullptr)
        m_row = *current;
    if (m_row.thread.id == m_shown && !m_wantedMail.has_value()) {
        m_conversation->refresh(m_row, mails);
        return;
    }
    m_shown = m_row.thread.id;
    m_conversation->setThread(m_row, mails, std::exchange(m_wantedMail, std::nullopt));
    m_conversation->setActionsVisible(m_composer == nullptr);
    Q_EMIT hasMailChanged();
    if (m_row.draft && !m_draftResumed) {
        m_draftResumed = true;
        resumeDraft(m_shown);
    }
}

void BusinessUnitMails::reply()
{
    act(MailAction::Reply, m_conversation->currentMail());
}

void BusinessUnitMails::replyAll()
{
    act(MailAction::ReplyAll, m_conversation->currentMail());
}

void BusinessUnitMails::forward()
{
    act(MailAction::Forward, m_conversation->currentMail());
}

void BusinessUnitMails::newMail()
{
    if (!m_incident.isNull())
        resumeDraft(std::nullopt);
}

void BusinessUnitMails::toggleRead()
{
    act(MailAction::ToggleRead, m_conversation->currentMail());
}

void BusinessUnitMails::act(MailAction action, MessageId mail)
{
    if (mail.isNull())
        return;
    if (isBeingWritten(action, mail)) {
        if (m_composer != nullptr)
            m_composer->focusText();
        return;
    }
    desk::ComposeDesk compose(m_context.desk);
    switch (action) {
    case MailAction::Reply:
        begin(action, mail, compose.reply(mail, false));
        break;
    case MailAction::ReplyAll:
        begin(action, mail, compose.reply(mail, true));
        break;
    case MailAction::Forward:
        begin(action, mail, compose.forward(mail));
        break;
    case MailAction::ToggleRead:
        if (const store::MailRow *row = m_conversation->rowOf(mail); row != nullptr)
            setRead({mail}, !row->read);
        break;
    case MailAction::Move:
        moveMail(mail);
        break;
    case MailAction::NoAnswerNeeded:
        noAnswerNeeded();
        break;
    }
}

void BusinessUnitMails::setRead(const QList<MessageId> &mails, bool read)
{
    if (!read) {
        for (const MessageId mail : mails)
            m_conversation->keepUnread(mail);
    }
    reportIfFailed<void>(desk::MailDesk(m_context.desk).setRead(mails, read));
}

void BusinessUnitMails::moveMail(MessageId mail)
{
    auto *chooser = new IncidentChooser(m_context, m_incident, this);
    connect(chooser, &IncidentChooser::chosen, this, [this, mail](const domain::Incident &incident) {
        auto moving = desk::MailDesk(m_context.desk).link(mail, incident.id, std::nullopt);
        onDone<void>(this, moving, [this, mail, key = incident.key, from = m_incident, thread = m_shown](auto done) {
            if (!done.has_value()) {
                report(done.error());
                return;
            }
            m_bar->showMessage(MessageBar::Kind::Success, tr("Moved to %1.").arg(key));
            m_bar->addAction(tr("Undo"), [this, mail, from, thread] {
                m_bar->clear();
                reportIfFailed<void>(desk::MailDesk(m_context.desk).link(mail, from, thread));
            });
        });
    });
    chooser->open();
}

void BusinessUnitMails::noAnswerNeeded()
{
    if (!m_shown.isNull())
        reportIfFailed<void>(desk::MailDesk(m_context.desk).noAnswerNeeded(m_shown));
}

template <class T> void BusinessUnitMails::reportIfFailed(Future<T> future)
{
    onDone<T>(this, future, [this](Result<T> done) {
        if (!done.has_value())
            report(done.error());
    });
}

void BusinessUnitMails::report(const Error &error)
{
    m_bar->showMessage(MessageBar::Kind::Error, errorText(error));
    m_bar->addDetails(errorDetails(error));
}

} // namespace liaison::ui
