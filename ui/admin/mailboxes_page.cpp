#include "ui/admin/mailboxes_page.h"

#include "core/base/on_done.h"
#include "core/desk/feed_desk.h"
#include "core/desk/mailbox_desk.h"
#include "core/domain/address.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "ui/admin/folders_card.h"
#include "ui/admin/mailbox_form.h"
#include "ui/admin/mailbox_wizard.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/store_watch.h"
#include "ui/common/unit_word.h"
#include "ui/common/words.h"

#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <utility>

namespace liaison::ui {

namespace {

/// Items as wide as the list: long addresses are elided instead of scrolled to.
class ElidedItems : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {0, QStyledItemDelegate::sizeHint(option, index).height()};
    }
};

} // namespace

MailboxesPage::MailboxesPage(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this))
{
    auto *body = new QHBoxLayout;
    body->setSpacing(14);
    body->addWidget(makeList());
    body->addWidget(makeCard(), 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->addWidget(m_bar);
    column->addLayout(body, 1);
    if (context.gate.allows(domain::Permission::ViewConfigurations)) // else the card says so
        context.gate.explain(column, domain::Permission::UpdateConfigurations);
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Mailbox}, this);
    connect(watch, &StoreWatch::stale, this, &MailboxesPage::load);
    connect(context.feeds, &desk::FeedDesk::statusChanged, this, &MailboxesPage::updateStates);
    load();
}

QWidget *MailboxesPage::makeList()
{
    auto *left = new QWidget(this);
    left->setMinimumWidth(210); // and as wide as its button
    left->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_list = new QListWidget(left);
    m_list->setAccessibleName(tr("Mailboxes"));
    m_list->setSpacing(1);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setItemDelegate(new ElidedItems(m_list));
    m_list->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
    m_add = new QPushButton(icon(QStringLiteral("mailbox")), tr("Connect a mailbox"), left);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_add);
    column->addWidget(m_list, 1);
    m_ways = new QMenu(m_add);
    m_ways->addAction(icon(QStringLiteral("mailbox")), tr("&Step by step…"), this, &MailboxesPage::connectMailbox);
    m_ways->addAction(icon(QStringLiteral("edit")), tr("&All fields at once"), this, [this] { newInForm(); });
    m_context.gate.guard(m_add, domain::Permission::UpdateConfigurations);
    connect(m_add, &QPushButton::clicked, this, &MailboxesPage::onAddClicked);
    connect(m_list, &QListWidget::currentRowChanged, this, &MailboxesPage::onRowChosen);
    return left;
}

QWidget *MailboxesPage::makeCard()
{
    m_stack = new QStackedWidget(this);
    auto *empty = new EmptyState(QStringLiteral("mailbox"), {}, {}, m_stack);
    UnitWord::follow(empty, [empty] {
        empty->setTexts(tr("No mailbox is connected"),
                        unitText(tr("Connect the mailbox that {units} write to. Its mail is read and kept with the "
                                    "incident it belongs to; nothing is ever deleted on the server.")));
    });
    m_context.gate.guard(
        empty->addAction(QStringLiteral("mailbox"), tr("Connect a mailbox"), [this] { connectMailbox(); }),
        domain::Permission::UpdateConfigurations);
    auto *scroll = new QScrollArea(m_stack);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *card = new QWidget(scroll);
    m_form = new MailboxForm(m_context, card);
    m_folders = new FoldersCard(m_context, card);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 8, 0);
    column->addWidget(m_form);
    column->addWidget(m_folders);
    column->addStretch(1);
    scroll->setWidget(card);
    auto *closed = new EmptyState(QStringLiteral("lock"), tr("The settings of mailboxes are not shown to you"),
                                  PermissionGate::reasonFor(domain::Permission::ViewConfigurations), m_stack);
    // In the order of enum Card.
    m_stack->addWidget(empty);
    m_stack->addWidget(scroll);
    m_stack->addWidget(closed);
    connect(m_form, &MailboxForm::saved, this, &MailboxesPage::onSaved);
    connect(m_form, &MailboxForm::notSaved, this, [this] { m_whenSaved = nullptr; });
    connect(m_form, &MailboxForm::newCancelled, this, [this] {
        m_stack->setCurrentIndex(cardOf(m_mailboxes));
        m_list->setCurrentRow(m_mailboxes.isEmpty() ? -1 : 0);
    });
    connect(m_form, &MailboxForm::editingChanged, this, [this](bool editing) { m_add->setEnabled(!editing); });
    return m_stack;
}

/// Who connects a further mailbox may know the fields already.
void MailboxesPage::onAddClicked()
{
    if (m_mailboxes.isEmpty())
        return connectMailbox();
    m_ways->popup(m_add->mapToGlobal(QPoint(0, m_add->height())));
}

bool MailboxesPage::mayBegin()
{
    if (m_form->isEditing() || m_folders->unsavedChanges()) {
        m_bar->showMessage(MessageBar::Kind::Warning, tr("Save or cancel the change first."));
        return false;
    }
    m_bar->clear();
    return true;
}

void MailboxesPage::connectMailbox()
{
    if (m_wizard || !mayBegin())
        return;
    m_wizard = new MailboxWizard(m_context, this, m_look);
    connect(m_wizard, &MailboxWizard::saved, this, [this](const domain::Mailbox &mailbox) { showMailbox(mailbox.id); });
    connect(m_wizard, &MailboxWizard::formWanted, this, &MailboxesPage::newInForm);
    m_wizard->open();
}

void MailboxesPage::newInForm(const domain::Mailbox &begun)
{
    if (!mayBegin())
        return;
    m_list->setCurrentRow(-1);
    m_stack->setCurrentIndex(SettingsCard);
    m_folders->setMailbox({});
    m_form->editNew(begun);
}

void MailboxesPage::onSaved(const domain::Mailbox &mailbox)
{
    m_wanted = mailbox.id;
    if (!m_folders->unsavedChanges())
        m_folders->setMailbox(mailbox.id);
    load();
    if (const std::function<void()> then = std::exchange(m_whenSaved, nullptr))
        then();
}

void MailboxesPage::showMailbox(MailboxId id)
{
    if (m_form->mailbox().id != id && (m_form->isEditing() || m_folders->unsavedChanges()))
        return leaveCard([this, id] { showMailbox(id); });
    if (m_form->isEditing())
        return;
    m_wanted = id;
    load();
}

void MailboxesPage::acceptCertificate(MailboxId id, const CertificateSummary &certificate)
{
    if (m_form->isEditing() && m_form->mailbox().id == id)
        return m_form->acceptCertificate(certificate);
    if (m_form->isEditing())
        return leaveCard([this, id, certificate] { acceptCertificate(id, certificate); });
    m_accepted = certificate;
    showMailbox(id);
}

void MailboxesPage::setOwnExchange(const QString &domain, MailboxWizardType::Look look)
{
    m_look = [desk = m_context.desk, domain, own = std::move(look)](domain::AutodiscoveryRequest request,
                                                                    std::stop_token stop) {
        if (domain::domainOf(request.address) == domain)
            return own(std::move(request), std::move(stop));
        return desk::MailboxDesk(desk).autodiscover(std::move(request), std::move(stop));
    };
}

void MailboxesPage::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

void MailboxesPage::load()
{
    onDone(this, m_context.store->read([](store::Session &session) { return store::Mailboxes(session).listVisible(); }),
           [this](Result<QList<domain::Mailbox>> mailboxes) {
               if (mailboxes)
                   show(*mailboxes);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(mailboxes.error()));
           });
}

MailboxesPage::Card MailboxesPage::cardOf(const QList<domain::Mailbox> &mailboxes) const
{
    if (mailboxes.isEmpty())
        return NoMailbox;
    return m_context.gate.allows(domain::Permission::ViewConfigurations) ? SettingsCard : ClosedCard;
}

void MailboxesPage::show(const QList<domain::Mailbox> &mailboxes)
{
    MailboxId wanted = std::exchange(m_wanted, MailboxId());
    const MailboxId acceptFor = wanted;
    const int row = m_list->currentRow();
    if (!wanted && row >= 0 && row < m_mailboxes.size())
        wanted = m_mailboxes.at(row).id;
    m_mailboxes = mailboxes;
    const bool editingNew = m_form->isEditing() && !m_form->mailbox().id;
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        int select = editingNew || mailboxes.isEmpty() ? -1 : 0;
        for (int i = 0; i < mailboxes.size(); ++i) {
            m_list->addItem(new QListWidgetItem(icon(QStringLiteral("mailbox")), mailboxes.at(i).address));
            m_list->item(i)->setToolTip(mailboxes.at(i).address);
            if (mailboxes.at(i).id == wanted)
                select = i;
        }
        m_list->setCurrentRow(select);
    }
    updateStates();
    if (!editingNew)
        m_stack->setCurrentIndex(cardOf(mailboxes));
    onCurrentChanged();
    if (acceptFor && m_form->mailbox().id == acceptFor && m_accepted)
        m_form->acceptCertificate(*std::exchange(m_accepted, std::nullopt));
}

void MailboxesPage::onCurrentChanged()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_mailboxes.size())
        return;
    if (!m_context.gate.allows(domain::Permission::ViewConfigurations))
        return;
    const domain::Mailbox &mailbox = m_mailboxes.at(row);
    const bool same = m_form->mailbox().id == mailbox.id;
    // A form that is being edited, or shows what was just saved, is not thrown over by somebody else's change.
    if (same && (m_form->isEditing() || m_form->mailbox().updatedAt == mailbox.updatedAt))
        return;
    m_form->showMailbox(mailbox);
    if (!same)
        m_folders->setMailbox(mailbox.id);
}

void MailboxesPage::updateStates()
{
    const QList<domain::FeedStatus> statuses = m_context.feeds->statuses();
    for (int i = 0; i < m_mailboxes.size() && i < m_list->count(); ++i) {
        domain::FeedState state = domain::FeedState::Stopped;
        for (const domain::FeedStatus &status : statuses) {
            if (status.mailbox == m_mailboxes.at(i).id)
                state = status.state;
        }
        m_list->item(i)->setText(QStringLiteral("%1\n%2").arg(m_mailboxes.at(i).address,
                                                              m_mailboxes.at(i).enabled ? wordFor(state) : tr("off")));
    }
}

} // namespace liaison::ui
