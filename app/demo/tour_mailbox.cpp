// The tour's steps of an administrator who connects a mailbox on Exchange by OAuth: the wizard finds the Exchange, the
// form is filled in, with a secret that is mistyped first, tested and saved; folders are chosen in the mailbox's card,
// and its feed is started.
#include "app/demo/demo.h"
#include "app/demo/hands.h"
#include "app/demo/tour.h"
#include "ui/common/words.h"
#include "ui/shell/main_window.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTreeView>

namespace liaison::demo {

namespace {

const QString archive = QStringLiteral("Archive");

/// Fields of OAUTH2.0 stand in a form of their protocol, and have words of their own.
Move intoField(const char *context, const char *name, const QString &text)
{
    return type(words(context, name), text);
}

Move cloud(const char *of)
{
    return pick(words("OAuthRows", "National cloud"), words("OAuthRows", of));
}

/// What has to be set up beforehand is unfolded, or folded again.
Move prerequisites()
{
    return button(words("PrerequisitesPanel", "What has to be set up beforehand"));
}

bool proposes(const QString &field, const QString &host)
{
    const auto *line = visible<QLineEdit>(field);
    return line && line->text().isEmpty() && line->placeholderText().contains(host);
}

/// Whether the hosts of a cloud are proposed: of Exchange, and of its sign-in.
bool proposesHosts(const QString &exchange, const QString &signIn)
{
    return proposes(words("ExchangeFields", "Exchange host"), exchange)
        && proposes(words("OAuthRows", "Sign-in host"), signIn);
}

bool offersConsentAt(const QString &host)
{
    return visibleWidget([&host](const QWidget *widget) {
               const auto *text = qobject_cast<const QPlainTextEdit *>(widget);
               return text && text->toPlainText().startsWith(QStringLiteral("https://%1/").arg(host));
           })
        != nullptr;
}

// The pictures shall have what a step is about, not the head of the page.

bool showFields()
{
    return bringGroupIntoView(words("MailboxForm", "Account"))
        && bringGroupIntoView(words("ExchangeFields", "Exchange protocol: reading and sending"));
}

bool showTests()
{
    return bringGroupIntoView(words("TestCard", "Outbound: sending"))
        && bringGroupIntoView(words("TestCard", "Inbound: reading"));
}

bool showFolders()
{
    return bringGroupIntoView(words("FoldersCard", "Folders"));
}

/// Where the mailbox is started and stopped.
bool showHead()
{
    auto *start = visible<QAbstractButton>(words("MailboxForm", "START"));
    auto *stop = visible<QAbstractButton>(words("MailboxForm", "STOP"));
    if ((!start && !stop) || !bringGroupIntoView(words("MailboxForm", "Account")))
        return false;
    bringIntoView(start ? start : stop);
    return true;
}

QTreeView *folderTree()
{
    return visible<QTreeView>(words("FolderTree", "Folders that are read"));
}

bool isTicked(const QString &folder)
{
    const QTreeView *tree = folderTree();
    return tree && lineWith(tree, folder).data(Qt::CheckStateRole).toInt() == Qt::Checked;
}

/// With the keys: a click would choose the line alone.
bool tickFolder(const QString &folder)
{
    QTreeView *tree = folderTree();
    if (!tree || !showFolders() || !clickLine(tree, folder) || tree->currentIndex() != lineWith(tree, folder))
        return false;
    press(tree, Qt::Key_Space);
    return isTicked(folder);
}

} // namespace

void Tour::planMailbox()
{
    planMailboxFields();
    planMailboxTests();
    planMailboxFolders();
    planMailboxStart();
}

void Tour::planMailboxFields()
{
    const domain::Mailbox &wanted = m_demo->spare().mailbox;
    const QString exchange = u"https://127.0.0.1:%1/EWS/Exchange.asmx"_qs.arg(wanted.inbound.port);
    const auto notSaved = [this] { return m_witness.spareIsNotSaved(); };
    add({u"a further mailbox: its Exchange is found"_qs,
         {line("Navigation", "Pages", words("Navigation", "Mailboxes")),
          button(words("MailboxesPage", "Connect a mailbox")), entry(spoken(words("MailboxesPage", "&Step by step…"))),
          type(words("MailboxWizardAddress", "E-mail address"), wanted.address),
          type(words("MailboxWizardAddress", "Display name"), wanted.displayName),
          button(words("MailboxWizardAddress", "No, Liaison alone")), button(spoken(words("MailboxWizard", "&Next")))},
         notSaved,
         [] { return isShown(words("MailboxWizardType", "Exchange was found at %1.").arg(u"127.0.0.1"_qs)); }});
    add({u"its form is filled in for OAuth, in the cloud of China"_qs,
         {button(spoken(words("MailboxWizard", "&Back"))), button(words("MailboxWizard", "Use the form instead")),
          pick(words("ExchangeFields", "Authentication type"),
               words("OAuthRows", "OAUTH2.0: application, with a client secret")),
          intoField("OAuthRows", "Client ID", wanted.inbound.oauth.clientId),
          intoField("OAuthRows", "Tenant ID", wanted.inbound.oauth.tenantId), cloud("China (21Vianet)"),
          prerequisites()},
         notSaved,
         [] {
             return proposesHosts(u"partner.outlook.cn"_qs, u"login.partner.microsoftonline.cn"_qs)
                 && offersConsentAt(u"login.partner.microsoftonline.cn"_qs) && showFields();
         }});
    add({u"in the global cloud, at the sign-in service of the demo"_qs,
         {prerequisites(), cloud("Global"),
          until([] { return proposesHosts(u"outlook.office365.com"_qs, u"login.microsoftonline.com"_qs); }),
          intoField("ExchangeFields", "Exchange host", exchange),
          intoField("OAuthRows", "Sign-in host", wanted.inbound.oauth.loginHost),
          intoField("ExchangeFields", "Trusted CA file", wanted.inbound.trustedCaFile),
          intoField("OAuthRows", "Client secret", u"not-the-secret"_qs)},
         notSaved,
         showFields});
}

void Tour::planMailboxTests()
{
    const QString inbound = words("TestCard", "TEST INBOUND");
    add({u"with a mistyped secret TEST INBOUND fails"_qs,
         {button(inbound)},
         [this] {
             return m_witness.both([this] { return m_witness.secretWasRefused(); },
                                   [this] { return m_witness.spareIsNotSaved(); });
         },
         [] { return isShown(words("TestCard", "Failed to test Service connectivity for reading.")) && showTests(); }});
    add({u"the secret is put right and TEST INBOUND passes"_qs,
         {intoField("OAuthRows", "Client secret", m_demo->keys().clientSecret), button(inbound)},
         [this] { return m_witness.folderWasRead(); },
         [] { return isShown(words("TestCard", "Reading works.")) && showTests(); }});
    add({u"TEST OUTBOUND passes"_qs,
         {button(words("TestCard", "TEST OUTBOUND"))},
         [this] {
             return m_witness.both([this] { return m_witness.testMailArrived(); },
                                   [this] { return m_witness.spareIsNotSaved(); });
         },
         [] { return isShown(words("TestCard", "Sending works: the test mail came back.")) && showTests(); }});
    add({u"the mailbox is saved"_qs,
         {button(words("MailboxForm", "SAVE"))},
         [this] { return m_witness.spareIsSaved(); },
         [] { return isShown(words("MailboxForm", "Saved.")) && showHead(); }});
}

void Tour::planMailboxFolders()
{
    const QString edit = words("FoldersCard", "Edit the folders");
    add({u"its folders are asked for and one more is chosen"_qs,
         {button(edit), [] { return tickFolder(archive); }},
         [this] { return m_witness.foldersWereListed(); },
         [] { return isTicked(archive) && showFolders(); }});
    add({u"the choice of folders is saved"_qs,
         {button(words("FoldersCard", "Save the folders"))},
         [this] { return m_witness.spareReads(archive); },
         [edit] { return hasButton(edit) && isTicked(archive) && showFolders(); }});
}

void Tour::planMailboxStart()
{
    const QString address = m_demo->spare().mailbox.address;
    const QString running = ui::wordFor(domain::FeedState::Running);
    add({u"its feed is started and runs"_qs,
         {button(words("MailboxForm", "START"))},
         [this] { return m_witness.spareRuns(); },
         [address, running] {
             return hasLine("MailboxesPage", "Mailboxes", address + QLatin1Char('\n') + running) && isShown(running)
                 && showHead();
         }});
    add({u"all feeds run"_qs,
         {line("Navigation", "Pages", words("Navigation", "Email Feeds")), line("FeedList", "Email feeds", address)},
         [this] { return m_witness.allFeedsRun(); },
         [address] { return hasLine("FeedList", "Email feeds", address); }});
}

} // namespace liaison::demo
