#include "core/transport/graph_tasks.h"

#include "core/graph/create_draft.h"
#include "core/graph/get_folder.h"
#include "core/graph/list_messages.h"
#include "core/graph/update_message.h"

namespace liaison::transport {

using graph::Answer;
using graph::Remedy;

namespace {

graph::LastVerb verbOf(MailSource::Flag flag)
{
    switch (flag) {
    case MailSource::Flag::Seen:
        break;
    case MailSource::Flag::Answered:
        return graph::LastVerb::Replied;
    case MailSource::Flag::AnsweredToAll:
        return graph::LastVerb::RepliedAll;
    case MailSource::Flag::Forwarded:
        return graph::LastVerb::Forwarded;
    }
    return graph::LastVerb::None;
}

} // namespace

void GraphSetFlag::start()
{
    constexpr int mostTries = 2;
    graph::MessageUpdate update;
    if (m_flag == MailSource::Flag::Seen) {
        update.read = m_on;
    } else {
        update.lastVerb = m_on ? verbOf(m_flag) : graph::LastVerb::None;
        update.verbAt = account().now();
    }
    GraphCall call;
    call.request = graph::UpdateMessage::request(mailbox(), m_id, update);
    call.urgent = true;
    ask<graph::UpdateMessage>(std::move(call), [this](const Answer<void> &done) {
        if (done)
            finish({});
        else if (done.error().remedy == Remedy::Again && ++m_tries < mostTries)
            start();
        else
            end(done.error());
    });
}

void GraphAppend::start()
{
    if (!m_flags.draft)
        return finish(fail(ErrorKind::ServerRefused, QStringLiteral("Microsoft Graph files no copies of mail")));
    if (m_raw.size() > graph::largestMimeUpload)
        return finish(fail(ErrorKind::MessageTooLarge, QStringLiteral("the draft is too large for a request")));
    GraphCall call;
    call.request = graph::CreateDraft::request(mailbox(), m_raw, m_folder.remoteId);
    call.once = true;
    call.urgent = true;
    ask<graph::CreateDraft>(std::move(call), [this](const Answer<graph::Message> &draft) {
        if (draft)
            return finish(draft->id);
        Error error = errorOf(draft.error());
        // Nobody got it: whoever files a copy looks for it before filing again.
        if (error.kind == ErrorKind::SendUncertain)
            error.kind = ErrorKind::ConnectionLost;
        finish(fail(error));
    });
}

void GraphContains::start()
{
    QString id = m_messageId.trimmed();
    if (!id.startsWith(QLatin1Char('<')))
        id = QLatin1Char('<') + id + QLatin1Char('>');
    GraphCall call;
    call.request = graph::ListMessages::request(mailbox(), {m_folder, id, 1, graph::MessageShape::Id});
    call.urgent = true;
    ask<graph::ListMessages>(
        std::move(call),
        [this](const Answer<graph::Page<graph::Message>> &found) {
            if (found)
                finish(!found->items.isEmpty());
            else
                end(found.error());
        },
        *account().root());
}

void GraphLook::start()
{
    GraphCall call;
    call.request = graph::GetFolder::request(mailbox(), m_folder);
    ask<graph::GetFolder>(std::move(call), [this](const Answer<graph::Folder> &folder) {
        if (!folder)
            return end(folder.error());
        FolderLook found;
        found.mails = folder->total;
        finish(found);
    });
}

} // namespace liaison::transport
