// The tour's steps of an administrator who connects a mailbox on Exchange by OAuth: the wizard from the address to
// RUNNING, with a secret that is mistyped first.
#include "app/demo/demo.h"
#include "app/demo/hands.h"
#include "app/demo/tour.h"
#include "ui/common/words.h"
#include "ui/shell/main_window.h"

#include <QLineEdit>
#include <QTreeView>

namespace liaison::demo {

namespace {

const QString archive = QStringLiteral("Archive");

Move next()
{
    return button(spoken(words("MailboxWizard", "&Next")));
}

Move back()
{
    return button(spoken(words("MailboxWizard", "&Back")));
}

/// Fields of OAUTH2.0 stand in a form of their protocol, and have words of their own.
Move intoField(const char *context, const char *name, const QString &text)
{
    return type(words(context, name), text);
}

Move cloud(const char *of)
{
    return pick(words("OAuthRows", "National cloud"), words("OAuthRows", of));
}

bool saysUsualHost(const QString &host)
{
    const auto *line = visible<QLineEdit>(words("OAuthRows", "Sign-in host"));
    return line && line->placeholderText().contains(host);
}

/// With the keys: a click would choose the line alone.
bool tickFolder(const QString &folder)
{
    auto *tree = visible<QTreeView>(words("MailboxWizardFolders", "Folders that are read"));
    if (!tree || !clickLine(tree, folder))
        return false;
    press(tree, Qt::Key_Space);
    return true;
}

bool isTicked(const QString &folder)
{
    const auto *tree = visible<QTreeView>(words("MailboxWizardFolders", "Folders that are read"));
    return tree && lineWith(tree, folder).data(Qt::CheckStateRole).toInt() == Qt::Checked;
}

} // namespace

void Tour::planMailbox()
{
    planMailboxFields();
    planMailboxTests();
    planMailboxStart();
}

void Tour::planMailboxFields()
{
    const domain::Mailbox &wanted = m_demo->spare().mailbox;
    const auto notSaved = [this] { return m_witness.spareIsNotSaved(); };
    add({u"a further mailbox: its Exchange is found"_qs,
         {line("Navigation", "Pages", words("Navigation", "Mailboxes")),
          button(words("MailboxesPage", "Connect a mailbox")), entry(spoken(words("MailboxesPage", "&Step by step…"))),
          type(words("MailboxWizardAddress", "E-mail address"), wanted.address),
          type(words("MailboxWizardAddress", "Display name"), wanted.displayName),
          button(words("MailboxWizardAddress", "No, Liaison alone")), next()},
         notSaved,
         [] { return isShown(words("MailboxWizardType", "Exchange was found at %1.").arg(u"127.0.0.1"_qs)); }});
    add({u"its sign-in by OAuth, in the cloud of China"_qs,
         {next(),
          pick(words("ExchangeFields", "Authentication type"),
               words("OAuthRows", "OAUTH2.0: application, with a client secret")),
          intoField("OAuthRows", "Client ID", wanted.inbound.oauth.clientId),
          intoField("OAuthRows", "Tenant ID", wanted.inbound.oauth.tenantId), cloud("China (21Vianet)")},
         notSaved,
         [] { return saysUsualHost(u"login.partner.microsoftonline.cn"_qs); }});
    add({u"in the global cloud, at the sign-in service of the demo"_qs,
         {cloud("Global"), until([] { return saysUsualHost(u"login.microsoftonline.com"_qs); }),
          intoField("OAuthRows", "Sign-in host", wanted.inbound.oauth.loginHost),
          intoField("ExchangeFields", "Trusted CA file", wanted.inbound.trustedCaFile),
          intoField("OAuthRows", "Client secret", u"not-the-secret"_qs)},
         notSaved,
         {}});
}

void Tour::planMailboxTests()
{
    const QString inbound = words("TestCard", "TEST INBOUND");
    const QString askAgain = words("MailboxWizardFolders", "Ask again");
    add({u"with a mistyped secret TEST INBOUND fails"_qs,
         {next(), until([askAgain] { return hasButton(askAgain); }), next(), button(inbound)},
         [this] {
             return m_witness.both([this] { return m_witness.secretWasRefused(); },
                                   [this] { return m_witness.spareIsNotSaved(); });
         },
         [] { return isShown(words("TestCard", "Failed to test Service connectivity for reading.")); }});
    add({u"the secret is mended and a further folder chosen"_qs,
         {back(), back(), intoField("OAuthRows", "Client secret", m_demo->keys().clientSecret), next(),
          [] { return tickFolder(archive); }},
         [this] {
             return m_witness.both([this] { return m_witness.foldersWereListed(); },
                                   [this] { return m_witness.spareIsNotSaved(); });
         },
         [] { return isTicked(archive); }});
    add({u"TEST INBOUND passes"_qs,
         {next(), button(inbound)},
         [this] { return m_witness.folderWasRead(); },
         [] { return isShown(words("TestCard", "Reading works.")); }});
    add({u"TEST OUTBOUND passes"_qs,
         {button(words("TestCard", "TEST OUTBOUND"))},
         [this] { return m_witness.testMailArrived(); },
         [] { return isShown(words("TestCard", "Sending works: the test mail came back.")); }});
}

void Tour::planMailboxStart()
{
    const QString address = m_demo->spare().mailbox.address;
    const QString running = address + QLatin1Char('\n') + ui::wordFor(domain::FeedState::Running);
    add({u"the mailbox is saved"_qs,
         {button(words("MailboxWizard", "SAVE"))},
         [this] { return m_witness.spareIsSaved(archive); },
         [address] { return isShown(words("MailboxWizardDone", "%1 is saved.").arg(address)); }});
    add({u"its feed is started and runs"_qs,
         {button(words("MailboxWizard", "START"))},
         [this] { return m_witness.spareRuns(); },
         [running] { return hasLine("MailboxesPage", "Mailboxes", running); }});
    add({u"all feeds run"_qs,
         {line("Navigation", "Pages", words("Navigation", "Email Feeds")), line("FeedList", "Email feeds", address)},
         [this] { return m_witness.allFeedsRun(); },
         [address] { return hasLine("FeedList", "Email feeds", address); }});
}

} // namespace liaison::demo
