#include "ui/compose/composer.h"

#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/compose/attachment_list.h"
#include "ui/compose/composer_form.h"
#include "ui/compose/guard_panel.h"
#include "ui/compose/template_button.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int saveAfterMs = 2'000;
}

Composer::Composer(UiContext context, QWidget *parent)
    : QWidget(parent), m_context(context), m_form(new ComposerForm(this)), m_bar(new MessageBar(this)),
      m_guards(new GuardPanel(this)), m_saved(new PlainLabel(this)),
      m_attach(new QPushButton(icon(u"attach"_s), tr("Attach…"), this)), m_template(new TemplateButton(context, this)),
      m_discard(new QPushButton(tr("Discard"), this)), m_close(new QPushButton(tr("Close"), this)),
      m_send(new QPushButton(icon(u"send"_s), tr("Send"), this))
{
    setAccessibleName(tr("Write a mail"));
    m_saved->setMuted(true);
    m_close->setToolTip(tr("The draft is kept."));
    m_send->setObjectName(u"sendButton"_s);
    layOut();
    connectForm();
    completeRecipients();
    offerTemplates();
    m_typing.setSingleShot(true);
    m_typing.setInterval(saveAfterMs);
    connect(&m_typing, &QTimer::timeout, this, &Composer::save);
    connect(m_attach, &QPushButton::clicked, m_form->attachments(), &AttachmentList::chooseFiles);
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    connect(m_discard, &QPushButton::clicked, this, &Composer::discard);
    connect(m_close, &QPushButton::clicked, this, &Composer::finished);
    connect(m_guards, &GuardPanel::sendAnyway, this, [this] {
        m_guards->hide();
        setBusy(true);
        whenSaved([this] { queue(); });
    });
    connect(m_guards, &GuardPanel::keepEditing, this, [this] {
        m_guards->hide();
        m_form->focusText();
    });
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &Composer::send);
    }
    loadMailboxes();
}

void Composer::layOut()
{
    for (QPushButton *button : std::initializer_list<QPushButton *>{m_attach, m_template, m_discard, m_close, m_send})
        button->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_attach);
    buttons->addWidget(m_saved);
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_close);
    buttons->addWidget(m_send);
    m_form->addTool(m_template);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(6);
    layout->addWidget(m_bar);
    layout->addWidget(m_form, 1);
    layout->addWidget(m_guards);
    layout->addLayout(buttons);
}

void Composer::connectForm()
{
    connect(m_form, &ComposerForm::edited, this, &Composer::onEdited);
    connect(m_form, &ComposerForm::recipientsChanged, this, &Composer::showRecipientCount);
    connect(m_form, &ComposerForm::attachFailed, this,
            [this](const QString &name, const Error &error) { report(error, name); });
}

void Composer::loadMailboxes()
{
    auto reading = m_context.store->read([](store::Session &session) { return store::Mailboxes(session).list(); });
    onDone<QList<domain::Mailbox>>(this, reading, [this](Result<QList<domain::Mailbox>> mailboxes) {
        if (mailboxes.has_value())
            m_form->setMailboxes(*mailboxes);
        else
            report(mailboxes.error());
    });
}

void Composer::edit(const desk::ComposeDraft &draft)
{
    m_begunAt = m_context.clock->nowMs();
    m_draftId = draft.id;
    m_dirty = false;
    m_form->setDraft(draft);
    m_saved->setText(draft.id.isNull() ? QString() : tr("Draft"));
    showRecipientCount();
}

void Composer::focusText()
{
    m_form->focusText();
}

desk::ComposeDraft Composer::draft() const
{
    desk::ComposeDraft draft = m_form->draft();
    draft.id = m_draftId;
    return draft;
}

void Composer::showRecipientCount()
{
    const int people = m_form->recipientCount();
    m_send->setText(people == 0 ? tr("Send") : tr("Send to %n", nullptr, people));
}

void Composer::onEdited()
{
    m_dirty = true;
    m_guards->hide();
    m_bar->clear();
    m_saved->clear();
    m_typing.start();
}

void Composer::save()
{
    m_typing.stop();
    if (!m_dirty || m_saving)
        return;
    m_dirty = false;
    m_saving = true;
    onDone<desk::ComposeDraft>(this, desk::ComposeDesk(m_context.desk).saveDraft(draft()),
                               [this](Result<desk::ComposeDraft> saved) { onSaved(std::move(saved)); });
}

void Composer::onSaved(Result<desk::ComposeDraft> saved)
{
    m_saving = false;
    if (saved.has_value()) {
        m_draftId = saved->id;
        m_saved->setText(tr("Draft saved %1").arg(listTime(m_context.clock->nowMs(), m_context.clock->nowMs())));
        Q_EMIT draftSaved();
    } else {
        m_dirty = true;
        report(saved.error(), tr("The draft is not saved."));
        keepInSight(tr("Draft that is not saved"));
    }
    if (m_afterSave) {
        std::exchange(m_afterSave, nullptr)();
        return;
    }
    if (m_busy)
        return; // being sent: what becomes of that decides
    if (m_retiring && m_dirty && saved.has_value())
        save();
    else if (m_retiring)
        deleteLater();
}

/// A composer that was to go, but whose words are nowhere else, comes back as a window.
void Composer::keepInSight(const QString &title)
{
    if (!m_retiring)
        return;
    m_retiring = false;
    setWindowFlag(Qt::Window);
    setWindowTitle(title);
    show();
}

void Composer::whenSaved(std::function<void()> then)
{
    m_typing.stop();
    // Only a save on its way is waited for: its id must be known, so that sending removes that very draft.
    if (m_saving)
        m_afterSave = std::move(then);
    else
        then();
}

void Composer::retire()
{
    m_retiring = true;
    hide();
    if (m_busy)
        return; // a draft saved now would outlive the mail that is being sent
    save();
    if (!m_saving)
        deleteLater();
}

void Composer::keep()
{
    if (!m_dirty || !m_saving)
        return save();
    // Follows the save on its way. Should that one be the first, there are two drafts afterwards: better than one
    // without the last words.
    m_typing.stop();
    m_dirty = false;
    desk::ComposeDesk(m_context.desk).saveDraft(draft());
}

void Composer::closeEvent(QCloseEvent *event)
{
    if (!m_busy)
        save();
    if ((m_saving || m_busy) && !m_retiring) {
        m_retiring = true;
        setAttribute(Qt::WA_DeleteOnClose, false);
        hide();
    }
    event->accept();
}

void Composer::send()
{
    if (m_busy)
        return;
    m_guards->hide();
    const QString problem = m_form->findProblem();
    if (!problem.isEmpty()) {
        m_bar->showMessage(MessageBar::Kind::Error, problem);
        return;
    }
    m_bar->clear();
    setBusy(true);
    whenSaved([this] { check(); });
}

void Composer::check()
{
    onDone<desk::SendGuards>(this, desk::ComposeDesk(m_context.desk).check(draft(), m_begunAt),
                             [this](Result<desk::SendGuards> guards) {
                                 if (!guards.has_value()) {
                                     setBusy(false);
                                     report(guards.error());
                                     keepInSight(tr("Mail that is not sent"));
                                 } else if (GuardPanel::questions(*guards).isEmpty()) {
                                     queue();
                                 } else {
                                     setBusy(false);
                                     m_guards->ask(*guards);
                                     makeRoom();
                                     keepInSight(tr("Mail that is not sent"));
                                 }
                             });
}

/// A question below the fields must not take their room: a window grows by it.
void Composer::makeRoom()
{
    if (!isWindow())
        return;
    layout()->activate();
    const int needed = layout()->minimumHeightForWidth(width());
    if (height() < needed)
        resize(width(), needed);
}

void Composer::queue()
{
    const qint64 undoMs = Preferences::instance()->undoSeconds() * 1'000LL;
    onDone<domain::OutboxMail>(this, desk::ComposeDesk(m_context.desk).send(draft(), undoMs),
                               [this, undoMs](Result<domain::OutboxMail> mail) {
                                   setBusy(false);
                                   if (!mail.has_value()) {
                                       report(mail.error(), tr("The mail was not queued."));
                                       keepInSight(tr("Mail that is not sent"));
                                       return;
                                   }
                                   m_dirty = false;
                                   Q_EMIT sent(*mail, undoMs);
                                   Q_EMIT finished();
                                   if (m_retiring)
                                       deleteLater();
                               });
}

void Composer::discard()
{
    m_typing.stop();
    m_dirty = false;
    whenSaved([this] {
        m_dirty = false;
        if (m_draftId.isNull()) {
            Q_EMIT finished();
            return;
        }
        onDone<void>(this, desk::ComposeDesk(m_context.desk).discardDraft(m_draftId), [this](Result<void> done) {
            if (done.has_value())
                Q_EMIT finished();
            else
                report(done.error());
        });
    });
}

void Composer::setBusy(bool busy)
{
    m_busy = busy;
    m_form->setEnabled(!busy);
    m_send->setEnabled(!busy);
    m_discard->setEnabled(!busy);
}

void Composer::report(const Error &error, const QString &what)
{
    m_bar->showMessage(MessageBar::Kind::Error, what.isEmpty() ? errorText(error) : what + u' ' + errorText(error));
    m_bar->addDetails(errorDetails(error));
}

} // namespace liaison::ui
