// ConnectionTest's outbound part: a mail to the account itself, and its way back.
#include "core/transport/connection_test.h"

#include <algorithm>

namespace liaison::transport {

using domain::FolderRole;
using domain::RemoteFolder;
using domain::TestReason;
using domain::TestStep;
using domain::TestStepKind;

void ConnectionTest::checkSink()
{
    onDone(this, m_sink->check(m_work.get_token()), [this](const Result<void> &signedIn) {
        if (m_report.over)
            return;
        if (!signedIn)
            return fail(signedIn.error());
        m_steps.passAll();
        finish();
    });
}

void ConnectionTest::submit()
{
    const QString &self = m_request.account.mailbox.address;
    m_steps.plan(TestStepKind::Submit, self);
    onDone(this, m_sink->send({self, {self}, m_request.mail->raw}, m_work.get_token()),
           [this](const Result<SendReceipt> &sent) {
               if (m_report.over)
                   return;
               if (!sent)
                   return fail(sent.error());
               TestStep found;
               found.detail = cleaned(sent->serverWords);
               m_steps.passAll(found);
               findFolders();
           });
}

/// Where the mail may come back: the inbox, or Junk.
void ConnectionTest::findFolders()
{
    m_steps.plan(TestStepKind::RoundTrip, {});
    if (!openSource())
        return;
    onDone(this, m_source->folders(m_work.get_token()), [this](const Result<QList<RemoteFolder>> &folders) {
        if (m_report.over)
            return;
        if (!folders)
            return fail(folders.error());
        const auto with = [&folders](FolderRole role) {
            return std::find_if(folders->cbegin(), folders->cend(),
                                [role](const RemoteFolder &folder) { return folder.role == role; });
        };
        const auto inbox = with(FolderRole::Inbox);
        if (inbox == folders->cend())
            return fail({ErrorKind::FolderMissing, QStringLiteral("no inbox"), {}, {}});
        m_inbox = *inbox;
        if (const auto junk = with(FolderRole::Junk); junk != folders->cend())
            m_junk = *junk;
        lookForMail();
    });
}

void ConnectionTest::lookForMail()
{
    if (!m_report.over)
        lookInto(m_inbox, TestReason::ByKind);
}

/// Looks into the inbox, then into Junk, then waits a moment.
void ConnectionTest::lookInto(const RemoteFolder &folder, TestReason whereFound)
{
    const auto answered = [this, whereFound](const Result<bool> &there) {
        if (m_report.over)
            return;
        if (!there)
            return fail(there.error());
        if (*there && whereFound == TestReason::InJunk) {
            m_steps.fail({ErrorKind::NotFound, QStringLiteral("the test mail is in Junk"), {}, {}}, whereFound);
            return finish();
        }
        if (*there) {
            TestStep found;
            found.detail = m_inbox.path;
            m_steps.pass(found);
            return finish();
        }
        if (whereFound == TestReason::ByKind && m_junk)
            return lookInto(*m_junk, TestReason::InJunk);
        m_request.after(this, m_request.lookEveryMs, [this] { lookForMail(); });
    };
    onDone(this, m_source->contains(folder, m_request.mail->messageIdHeader, m_work.get_token()), answered);
}

} // namespace liaison::transport
