// ConnectionTest's inbound part: the selected folders, one mail, the rights.
#include "core/transport/connection_test.h"

#include <algorithm>

namespace liaison::transport {

using domain::RemoteFolder;
using domain::TestReason;
using domain::TestStep;
using domain::TestStepKind;

namespace {

TestStep counted(qint64 count)
{
    TestStep found;
    found.count = count;
    return found;
}

} // namespace

void ConnectionTest::listFolders()
{
    if (!openSource())
        return;
    m_steps.plan(TestStepKind::ListFolders, {});
    onDone(this, m_source->folders(m_work.get_token()), [this](const Result<QList<RemoteFolder>> &folders) {
        if (m_report.over)
            return;
        if (!folders)
            return fail(folders.error());
        if (m_request.folders.isEmpty()) {
            const auto inbox = std::find_if(folders->cbegin(), folders->cend(), [](const RemoteFolder &folder) {
                return folder.role == domain::FolderRole::Inbox;
            });
            if (inbox != folders->cend())
                m_request.folders << *inbox;
        }
        m_steps.passAll(counted(folders->size()));
        openFolder(0);
    });
}

void ConnectionTest::openFolder(qsizetype index)
{
    if (index >= m_request.folders.size())
        return readMail();
    const RemoteFolder folder = m_request.folders.at(index);
    m_steps.plan(TestStepKind::OpenFolder, folder.path.isEmpty() ? folder.remoteId : folder.path);
    onDone(this, m_source->look(folder, Look::Open, m_work.get_token()),
           [this, folder, index](const Result<FolderLook> &found) {
               if (m_report.over)
                   return;
               // The other folders are worth a look, too, where one is gone or not for this account.
               const bool ofThisFolder = !found
                   && (found.error().kind == ErrorKind::FolderMissing || found.error().kind == ErrorKind::ServerRefused
                       || found.error().kind == ErrorKind::PermissionDenied);
               if (!found && !ofThisFolder)
                   return fail(found.error());
               if (!found) {
                   m_steps.fail(cleaned(found.error()));
               } else {
                   m_opened << folder;
                   if (!m_withMail && found->mails != 0)
                       m_withMail = folder;
                   m_steps.pass(counted(found->mails));
               }
               openFolder(index + 1);
           });
}

void ConnectionTest::readMail()
{
    if (m_opened.isEmpty())
        return finish();
    const RemoteFolder folder = m_withMail.value_or(m_opened.constFirst());
    m_steps.plan(TestStepKind::ReadMail, folder.path);
    if (!m_withMail) {
        m_steps.skip();
        return askRights(0, false);
    }
    onDone(this, m_source->look(folder, Look::OneMail, m_work.get_token()), [this](const Result<FolderLook> &found) {
        if (m_report.over)
            return;
        if (!found)
            return fail(found.error());
        if (found->bytes < 0)
            m_steps.skip();
        else
            m_steps.pass(counted(found->bytes));
        askRights(0, false);
    });
}

/// Marks are set in every folder that is read. One step for all: the first that is read-only ends it.
void ConnectionTest::askRights(qsizetype index, bool known)
{
    if (index == 0)
        m_steps.plan(TestStepKind::WriteAccess, m_opened.constFirst().path);
    if (index == m_opened.size()) {
        if (known)
            m_steps.pass();
        else
            m_steps.skip();
        return finish();
    }
    const RemoteFolder folder = m_opened.at(index);
    onDone(this, m_source->look(folder, Look::Rights, m_work.get_token()),
           [this, folder, index, known](const Result<FolderLook> &found) {
               if (m_report.over)
                   return;
               if (!found)
                   return fail(found.error());
               if (!found->writable.value_or(true)) {
                   m_steps.fail({ErrorKind::ServerRefused, folder.path, {}, {}}, TestReason::ReadOnly);
                   return finish();
               }
               askRights(index + 1, known || found->writable.has_value());
           });
}

} // namespace liaison::transport
