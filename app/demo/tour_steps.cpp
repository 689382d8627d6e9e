// What the tour does, step by step. Widgets are found by what a screen reader calls them, in the language of the
// window: a tour in German finds German names.
#include "app/demo/demo.h"
#include "app/demo/hands.h"
#include "app/demo/tour.h"
#include "ui/common/words.h"
#include "ui/mails/thread_model.h"
#include "ui/shell/main_window.h"

#include <QGroupBox>
#include <QListWidget>
#include <QPlainTextEdit>

namespace liaison::demo {

namespace {

/// Whether the window shows the thread, and that there is something to read in it.
bool showsUnread(const QString &subject)
{
    const auto *threads = visible<QAbstractItemView>(words("ThreadList", "Threads"));
    return threads && lineWith(threads, subject).data(ui::ThreadModel::UnreadRole).toBool();
}

bool showsGroup(const QString &title)
{
    return visibleWidget([&title](const QWidget *widget) {
               const auto *group = qobject_cast<const QGroupBox *>(widget);
               return group && group->title() == title;
           })
        != nullptr;
}

/// "Send to 1" counts the people: whichever it is now.
bool clickSend()
{
    QWidget *send = visibleWidget([](const QWidget *widget) {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        for (int people = 1; button && people < 10; ++people) {
            if (spokenName(button) == words("Composer", "Send to %n", people))
                return true;
        }
        return false;
    });
    if (send)
        click(send);
    return send != nullptr;
}

} // namespace

void Tour::planSignIn(const DemoAccount &account)
{
    const QString address = account.mailbox.address;
    const QStringList ids = m_demo->story().idsAt.value(address);
    Step step;
    QString group;
    switch (account.way) {
    case Way::Exchange:
        step.name = u"the mailbox on Exchange signs in by OAuth and listens"_qs;
        step.done = [this] { return m_witness.exchangeListens(); };
        group = words("ExchangeFields", "Exchange protocol: reading and sending");
        break;
    case Way::Graph:
        step.name = u"the mailbox on Microsoft Graph signs in by OAuth"_qs;
        step.done = [this] { return m_witness.graphAnswers(); };
        group = words("GraphFields", "Microsoft Graph: reading and sending");
        break;
    case Way::Imap:
        step.name = u"the mailbox on IMAP is read"_qs;
        step.done = [this, ids] { return m_witness.haveArrived(ids); };
        group = words("EndpointFields", "Inbound: reading by IMAP");
        break;
    }
    step.moves
        = {line("Navigation", "Pages", words("Navigation", "Mailboxes")), line("MailboxesPage", "Mailboxes", address)};
    step.shown = [address, group] {
        const QString running = address + QLatin1Char('\n') + ui::wordFor(domain::FeedState::Running);
        return showsGroup(group) && hasLine("MailboxesPage", "Mailboxes", running);
    };
    add(std::move(step));
}

void Tour::planReading()
{
    const QString incident = u"Microsoft 365"_qs;
    const QString subject = u"QR code"_qs;
    add({u"the incidents and their mail"_qs,
         {line("Navigation", "Pages", words("Navigation", "Incidents")), line("IncidentList", "Incidents", incident)},
         [this] {
             return m_demo->isSettled() ? m_witness.haveArrived(m_demo->story().allIds) : readyFuture<bool>(false);
         },
         [] { return hasLine("ThreadList", "Threads", u"["_qs) || hasLine("ThreadList", "Threads", u"parcel"_qs); }});
    add({u"a new mail arrives"_qs,
         {[this] { return m_demo->arrive(u"live-phishing"_qs); }},
         [this] {
             const QString id = m_demo->story().liveIds.value(u"live-phishing"_qs);
             return m_witness.both([this] { return m_witness.newMailStored(); },
                                   [this, id] { return m_witness.cameByStream(id); });
         },
         [subject] { return hasLine("ThreadList", "Threads", subject); }});
    add({u"it is read"_qs,
         {line("ThreadList", "Threads", subject)},
         [this] { return m_witness.serverSaysSeen(m_demo->story().liveIds.value(u"live-phishing"_qs)); },
         [] { return isRead(u"QR"_qs); }});
}

void Tour::planWriting()
{
    const QString text = u"Thank you, that helps. Please send us the list of everyone who scanned the code, and the "
                         "sign-in logs of today. Do not reset any passwords yet: we want to see where the sessions "
                         "come from first.\n\nMara"_qs;
    const auto typed = [text] {
        auto *editor = visible<QPlainTextEdit>(words("ComposerForm", "Text"));
        if (!editor)
            return false;
        clickAt(editor->viewport(), QPoint(10, 10));
        if (!editor->hasFocus())
            return false;
        typeText(editor, text);
        return true;
    };
    add({u"the reply is written"_qs,
         {button(spoken(words("WindowActions", "&Reply"))), typed},
         [this] { return m_witness.draftSaved("sign-in logs"); },
         {}});
    add({u"the reply is sent"_qs, {clickSend}, [this] { return m_witness.replyHandedIn(); }, {}});
    const QString original = m_demo->story().liveIds.value(u"live-phishing"_qs);
    add({u"the server knows what was answered"_qs,
         {},
         [this, original] {
             return m_witness.serverHasFlags(original, {"\\Seen", "\\Answered"});
         },
         {}});
    add({u"the business unit answers"_qs,
         {},
         [this] {
             return m_witness.both([this] { return m_witness.answerStored(); },
                                   [this] { return m_witness.cameByStream(m_witness.answerId()); });
         },
         [] { return showsUnread(u"QR code"_qs); }});
    // Another thread and back: the conversation opens at its first unread mail.
    add({u"the answer is read"_qs,
         {line("ThreadList", "Threads", u"Fake parcel"_qs), [] { return !isRead(u"QR"_qs); },
          line("ThreadList", "Threads", u"QR code"_qs)},
         [this] { return m_witness.serverSaysSeen(m_witness.answerId()); },
         [] { return isRead(u"sign-ins of today"_qs); }});
}

void Tour::planDeciding()
{
    const QString subject = u"Strange phone call"_qs;
    add({u"a mail that belongs to no incident"_qs,
         {line("Navigation", "Pages", words("Navigation", "Unmatched mail")),
          line("UnmatchedPage", "Unmatched mail", subject)},
         [this] {
             return m_witness.storeHas(m_demo->story().idOf.value(u"unmatched-call"_qs),
                                       [](const store::MailRow &row) { return !row.incident; });
         },
         [] { return isRead(u"helpdesk"_qs); }});
    add({u"it is linked"_qs,
         {line("UnmatchedPage", "Suggested incidents", u"Microsoft 365"_qs), button(words("UnmatchedPage", "Link"))},
         [this] {
             const IncidentId wanted = m_demo->story().incidents.value(u"phishing"_qs);
             return m_witness.storeHas(m_demo->story().idOf.value(u"unmatched-call"_qs),
                                       [wanted](const store::MailRow &row) { return row.incident == wanted; });
         },
         [subject] { return !hasLine("UnmatchedPage", "Unmatched mail", subject); }});
}

void Tour::planFinding()
{
    const auto type = [] {
        auto *box = visible<QWidget>(words("SearchBox", "Search incidents and mails"));
        if (!box)
            return false;
        click(box);
        if (!box->hasFocus())
            return false;
        typeText(box, u"大阪"_qs);
        return true;
    };
    const QString found = u"大阪"_qs;
    add({u"a word is looked for"_qs,
         {type},
         [this] {
             return m_witness.storeHas(m_demo->story().idOf.value(u"malware-osaka"_qs),
                                       [](const store::MailRow &row) { return row.subject.contains(u"大阪"_qs); });
         },
         [found] { return hasLine("SearchBox", "Search results", found); }});
    add({u"and its mail opened"_qs,
         {line("SearchBox", "Search results", found)},
         [this] { return m_witness.serverSaysSeen(m_demo->story().idOf.value(u"malware-osaka"_qs)); },
         [found] { return isRead(found); }});
}

} // namespace liaison::demo
