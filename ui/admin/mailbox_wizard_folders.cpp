#include "ui/admin/mailbox_wizard_folders.h"

#include "core/base/on_done.h"
#include "core/store/mailboxes.h"
#include "ui/common/certificate_offer.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

using domain::RemoteFolder;

namespace {

constexpr int idRole = Qt::UserRole;
enum Column { NameColumn, MailsColumn, UnreadColumn };

/// Whether the server would be asked the same again.
bool isSame(const desk::MailboxDesk::SaveRequest &one, const desk::MailboxDesk::SaveRequest &other)
{
    return one.mailbox.address == other.mailbox.address && one.mailbox.inbound == other.mailbox.inbound
        && one.inboundSecret == other.inboundSecret;
}

/// The path of the folder that `folder` stands in; empty: it stands in none.
QString parentPath(const RemoteFolder &folder)
{
    const qsizetype at = folder.delimiter.isEmpty() ? -1 : folder.path.lastIndexOf(folder.delimiter);
    return at > 0 ? folder.path.left(at) : QString();
}

} // namespace

MailboxWizardFolders::MailboxWizardFolders(const UiContext &context, MailboxDraft *draft, QWidget *parent)
    : MailboxWizardPage(tr("Folders"), draft, parent), m_context(context)
{
    build();
}

MailboxWizardFolders::~MailboxWizardFolders()
{
    m_stop.request_stop();
}

void MailboxWizardFolders::build()
{
    column()->addWidget(
        paragraph(tr("Folders with a check mark are read. Sent Items tells of answers that were written "
                     "with another program; Junk is searched for answers to Liaison's own mail alone.")));
    m_bar = new MessageBar(this);
    m_bar->setClosable(false);
    m_step = paragraph(tr("Asking the server for its folders…"));
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("The server is being asked"));
    m_cancel = new QPushButton(icon(QStringLiteral("stop")), tr("Cancel the question"), this);
    m_again = new QPushButton(icon(QStringLiteral("retry")), tr("Ask again"), this);
    m_tree = new QTreeWidget(this);
    m_tree->setAccessibleName(tr("Folders that are read"));
    m_tree->setHeaderLabels({tr("Folder"), tr("Mails"), tr("Unread")});
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(MailsColumn, QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(UnreadColumn, QHeaderView::ResizeToContents);
    constexpr int leastRows = 8;
    m_tree->setMinimumHeight(leastRows * 2 * m_tree->fontMetrics().height());
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_again);
    buttons->addStretch(1);
    column()->addWidget(m_step);
    column()->addWidget(m_progress);
    column()->addWidget(m_bar);
    column()->addLayout(buttons);
    column()->addWidget(m_tree, 1);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        stop();
        listed(fail(ErrorKind::Cancelled));
    });
    connect(m_again, &QPushButton::clicked, this, &MailboxWizardFolders::list);
    connect(m_tree, &QTreeWidget::itemChanged, this, [this] { m_bar->clear(); }); // it said that none is chosen
}

void MailboxWizardFolders::enter()
{
    if (!m_listedWith || !isSame(*m_listedWith, draft().request))
        list();
}

void MailboxWizardFolders::list()
{
    stop();
    m_bar->clear();
    m_tree->clear();
    m_folders.clear();
    m_stop = std::stop_source();
    m_listedWith = draft().request;
    setListing(true);
    const int run = m_run;
    onDone(this, desk::MailboxDesk(m_context.desk).folders(draft().request, m_stop.get_token()),
           [this, run](const Result<QList<RemoteFolder>> &folders) {
               if (run == m_run)
                   listed(folders);
           });
}

void MailboxWizardFolders::stop()
{
    m_stop.request_stop();
    ++m_run;
    if (!m_listing)
        return;
    m_listedWith.reset(); // it was not answered: coming back asks again
    setListing(false);
}

void MailboxWizardFolders::listed(const Result<QList<RemoteFolder>> &result)
{
    if (!result)
        m_listedWith.reset();
    setListing(false);
    if (result)
        return show(*result);
    const Error &error = result.error();
    const QString without
        = tr("You can go on without: Inbox, Sent Items and Junk are read then, and others are chosen later "
             "under Admin > Mailboxes.");
    if (error.kind == ErrorKind::Cancelled)
        return m_bar->showMessage(MessageBar::Kind::Info, without);
    QString text = tr("The server did not list its folders.") + QLatin1Char(' ') + errorText(error);
    if (error.certificate)
        text += QLatin1Char('\n') + certificateText(error);
    m_bar->showMessage(MessageBar::Kind::Error, text + QLatin1Char('\n') + without);
    offerCertificate(m_bar, this, error,
                     [this](const CertificateSummary &accepted) { Q_EMIT certificateAccepted(accepted); });
    m_bar->addDetails(errorDetails(error));
}

void MailboxWizardFolders::show(const QList<RemoteFolder> &folders)
{
    m_folders = folders;
    std::stable_sort(m_folders.begin(), m_folders.end(), [](const RemoteFolder &a, const RemoteFolder &b) {
        return a.role == domain::FolderRole::Inbox && b.role != domain::FolderRole::Inbox;
    });
    const QSignalBlocker quiet(m_tree);
    m_tree->clear();
    QHash<QString, QTreeWidgetItem *> byPath;
    QList<RemoteFolder> ordered = m_folders; // a server may list what stands in a folder before the folder
    std::stable_sort(ordered.begin(), ordered.end(), [](const RemoteFolder &a, const RemoteFolder &b) {
        const auto depth = [](const RemoteFolder &folder) {
            return folder.delimiter.isEmpty() ? 0 : folder.path.count(folder.delimiter);
        };
        return depth(a) < depth(b);
    });
    for (const RemoteFolder &folder : std::as_const(ordered))
        byPath.insert(folder.path, itemFor(folder, byPath));
    m_tree->expandAll();
    if (m_tree->topLevelItemCount() > 0)
        m_tree->setCurrentItem(m_tree->topLevelItem(0));
    if (m_tree->isVisible())
        m_tree->setFocus(Qt::OtherFocusReason);
}

QTreeWidgetItem *MailboxWizardFolders::itemFor(const RemoteFolder &folder,
                                               const QHash<QString, QTreeWidgetItem *> &byPath)
{
    const auto number = [](int count) { return count >= 0 ? QString::number(count) : QString(); };
    const QString above = parentPath(folder);
    QTreeWidgetItem *parent = byPath.value(above);
    const QString name = parent ? folder.path.mid(above.size() + folder.delimiter.size()) : folder.path;
    const QStringList texts{name, number(folder.total), number(folder.unread)};
    auto *item = parent ? new QTreeWidgetItem(parent, texts) : new QTreeWidgetItem(m_tree, texts);
    item->setIcon(NameColumn, icon(QStringLiteral("folder")));
    item->setData(NameColumn, idRole, folder.remoteId);
    item->setTextAlignment(MailsColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setTextAlignment(UnreadColumn, Qt::AlignRight | Qt::AlignVCenter);
    if (!folder.selectable) {
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable); // holds folders alone
        return item;
    }
    const bool read = m_choice.value(folder.remoteId, store::Folders::isSelectedAtFirst(folder));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(NameColumn, read ? Qt::Checked : Qt::Unchecked);
    return item;
}

void MailboxWizardFolders::setListing(bool listing)
{
    const bool focused = m_cancel->hasFocus() || m_again->hasFocus();
    m_listing = listing;
    m_step->setVisible(listing);
    m_progress->setVisible(listing);
    m_cancel->setVisible(listing);
    m_again->setVisible(!listing);
    m_tree->setVisible(!listing && m_listedWith);
    if (focused)
        (listing ? m_cancel : m_again)->setFocus(Qt::OtherFocusReason);
    Q_EMIT stateChanged();
}

void MailboxWizardFolders::take()
{
    desk::MailboxDesk::ChosenFolders chosen;
    chosen.listed = m_folders;
    for (QTreeWidgetItemIterator it(m_tree, QTreeWidgetItemIterator::All); *it; ++it) {
        const QString id = (*it)->data(NameColumn, idRole).toString();
        const bool checkable = (*it)->flags().testFlag(Qt::ItemIsUserCheckable);
        const bool read = checkable && (*it)->checkState(NameColumn) == Qt::Checked;
        if (checkable)
            m_choice.insert(id, read);
        if (read)
            chosen.read.insert(id);
    }
    draft().request.folders.reset();
    if (!m_folders.isEmpty())
        draft().request.folders = std::move(chosen);
}

bool MailboxWizardFolders::leave()
{
    stop();
    take();
    const auto &folders = draft().request.folders;
    if (!folders || !folders->read.isEmpty())
        return true;
    m_bar->showMessage(MessageBar::Kind::Error, tr("Choose at least one folder: without one no mail would be read."));
    m_tree->setFocus(Qt::OtherFocusReason);
    return false;
}

QWidget *MailboxWizardFolders::firstEditor() const
{
    return m_listing ? static_cast<QWidget *>(m_cancel) : m_tree->isHidden() ? nullptr : m_tree;
}

} // namespace liaison::ui
