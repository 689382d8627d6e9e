#include "ui/admin/mailbox_wizard_folders.h"

#include "core/base/on_done.h"
#include "core/store/mailboxes.h"
#include "ui/admin/folder_tree.h"
#include "ui/common/certificate_offer.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

using domain::RemoteFolder;

namespace {

/// Whether the server would be asked the same again.
bool isSame(const desk::MailboxDesk::SaveRequest &one, const desk::MailboxDesk::SaveRequest &other)
{
    return one.mailbox.address == other.mailbox.address && one.mailbox.inbound == other.mailbox.inbound
        && one.inboundSecret == other.inboundSecret;
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
    m_tree = new FolderTree(this);
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
    m_tree->setRows({});
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
    QList<FolderTree::Row> rows;
    for (const RemoteFolder &folder : folders)
        rows.append({folder, m_choice.value(folder.remoteId, store::Folders::isSelectedAtFirst(folder)), false});
    m_tree->setRows(rows);
    if (m_tree->isVisible())
        m_tree->setFocus(Qt::OtherFocusReason);
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
    m_choice.insert(m_tree->choice());
    draft().request.folders.reset();
    if (!m_folders.isEmpty())
        draft().request.folders = desk::MailboxDesk::ChosenFolders{m_folders, m_tree->read()};
}

bool MailboxWizardFolders::leave()
{
    stop();
    take();
    const auto &folders = draft().request.folders;
    if (!folders || !folders->read.isEmpty())
        return true;
    m_bar->showMessage(MessageBar::Kind::Error, FolderTree::noneChosen());
    m_tree->setFocus(Qt::OtherFocusReason);
    return false;
}

QWidget *MailboxWizardFolders::firstEditor() const
{
    return m_listing ? static_cast<QWidget *>(m_cancel) : m_tree->isHidden() ? nullptr : m_tree;
}

} // namespace liaison::ui
