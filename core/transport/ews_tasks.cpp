#include "core/transport/ews_tasks.h"

#include "core/ews/create_item.h"
#include "core/ews/find_item.h"
#include "core/ews/get_folder.h"
#include "core/ews/get_item.h"
#include "core/ews/message_id.h"
#include "core/ews/move_item.h"
#include "core/ews/update_item.h"

namespace liaison::transport {

using ews::Answer;
using ews::Failure;
using ews::Remedy;

namespace {

/// The one answer of a batch of one.
template <class T> Answer<T> only(Answer<std::vector<Answer<T>>> batch)
{
    if (!batch)
        return ews::failed(batch.error());
    if (batch->empty())
        return ews::lacking("the item");
    return std::move(batch->front());
}

ews::LastVerb verbOf(MailSource::Flag flag)
{
    switch (flag) {
    case MailSource::Flag::Seen:
        break;
    case MailSource::Flag::Answered:
        return ews::LastVerb::Replied;
    case MailSource::Flag::AnsweredToAll:
        return ews::LastVerb::RepliedAll;
    case MailSource::Flag::Forwarded:
        return ews::LastVerb::Forwarded;
    }
    return ews::LastVerb::None;
}

ews::ItemUpdate updateOf(const ews::ItemId &item, MailSource::Flag flag, bool on)
{
    ews::ItemUpdate update{item};
    if (flag == MailSource::Flag::Seen)
        update.read = on;
    else
        update.lastVerb = on ? verbOf(flag) : ews::LastVerb::None;
    return update;
}

} // namespace

void EwsSetFlag::update()
{
    const ews::ItemUpdate change = updateOf(m_item, m_flag, m_on);
    ask<ews::UpdateItem>(
        [change](const ews::RequestContext &context) { return ews::UpdateItem::request(context, {change}); },
        [this](Answer<ews::UpdateItem::Value> items) {
            const auto item = only<ews::ItemId>(std::move(items));
            if (item)
                finish({});
            else if (item.error().remedy == Remedy::RefetchChangeKey && m_item.changeKey.isEmpty())
                askChangeKey();
            else
                end(item.error());
        });
}

void EwsSetFlag::askChangeKey()
{
    ask<ews::GetItem>(
        [item = m_item](const ews::RequestContext &context) {
            return ews::GetItem::request(context, {item}, ews::ItemShape::IdOnly);
        },
        [this](Answer<ews::GetItem::Value> items) {
            const auto item = only<ews::Item>(std::move(items));
            if (!item)
                return end(item.error());
            if (item->id.changeKey.isEmpty())
                return finish(fail(ErrorKind::ProtocolViolation, QStringLiteral("an item without a ChangeKey")));
            m_item.changeKey = item->id.changeKey;
            update();
        });
}

void EwsAppend::start()
{
    if (isOverDrafts())
        look();
    else
        create();
}

void EwsAppend::look()
{
    const QString id = ews::messageIdOf(m_raw);
    if (id.isEmpty())
        return create();
    ask<ews::FindItem>(
        [id, folder = drafts()](const ews::RequestContext &context) {
            return ews::FindItem::request(context, {folder}, id);
        },
        [this](Answer<ews::FindItem::Value> folders) {
            const auto found = only<QList<ews::FoundItem>>(std::move(folders));
            if (!found)
                end(found.error());
            else if (found->isEmpty())
                create();
            else
                move(found->first().id);
        });
}

void EwsAppend::create()
{
    ews::NewMail mail;
    mail.mime = m_raw;
    mail.disposition = ews::NewMail::Disposition::SaveOnly;
    mail.folder = isOverDrafts() ? drafts() : ews::FolderRef::byId(m_folder.remoteId);
    mail.asReceived = m_flags.seen && !m_flags.draft;
    EwsCall call;
    call.once = true;
    ask<ews::CreateItem>([mail](const ews::RequestContext &context) { return ews::CreateItem::request(context, mail); },
                         [this](const Answer<ews::ItemId> &item) { created(item); }, std::move(call));
}

void EwsAppend::created(const Answer<ews::ItemId> &item)
{
    if (item && isOverDrafts() && !item->isEmpty())
        return move(*item);
    if (item)
        return finish(item->id);
    Error error = errorOf(item.error());
    // Nobody got it: whoever files a copy looks for it before filing again.
    if (error.kind == ErrorKind::SendUncertain)
        error.kind = ErrorKind::ConnectionLost;
    finish(fail(error));
}

void EwsAppend::move(const ews::ItemId &item)
{
    ask<ews::MoveItem>([item, to = ews::FolderRef::byId(m_folder.remoteId)](
                           const ews::RequestContext &context) { return ews::MoveItem::request(context, to, {item}); },
                       [this](Answer<ews::MoveItem::Value> items) {
                           const auto moved = only<ews::ItemId>(std::move(items));
                           if (moved)
                               finish(moved->id);
                           else
                               end(moved.error());
                       });
}

void EwsContains::start()
{
    QString id = m_messageId.trimmed();
    if (!id.startsWith(QLatin1Char('<')))
        id = QLatin1Char('<') + id + QLatin1Char('>');
    ask<ews::FindItem>(
        [id, folder = ews::FolderRef::byId(m_folder)](const ews::RequestContext &context) {
            return ews::FindItem::request(context, {folder}, id);
        },
        [this](Answer<ews::FindItem::Value> folders) {
            const auto found = only<QList<ews::FoundItem>>(std::move(folders));
            if (found)
                finish(!found->isEmpty());
            else
                end(found.error());
        });
}

void EwsLook::start()
{
    ask<ews::GetFolder>(
        [folder = m_folder](const ews::RequestContext &context) {
            return ews::GetFolder::request(context, {ews::FolderRef::byId(folder)});
        },
        [this](const ews::Answer<ews::GetFolder::Value> &folders) {
            if (!folders)
                return end(folders.error());
            if (folders->empty())
                return finish(fail(ErrorKind::ProtocolViolation, QStringLiteral("no answer about the folder")));
            const auto &folder = folders->front();
            if (!folder) {
                Failure failure = folder.error();
                if (failure.remedy == Remedy::DropItem) // Exchange's word for a folder that was deleted, too
                    failure.error.kind = ErrorKind::FolderMissing;
                return end(failure);
            }
            FolderLook found;
            found.mails = folder->total;
            if (folder->rights.known)
                found.writable = folder->rights.modify;
            finish(found);
        });
}

} // namespace liaison::transport
