#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/domain/incident.h"
#include "core/mime/body.h"
#include "core/store/messages.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::desk {

/// What people do with mail that arrived. Every method that changes something is audited and can be undone by
/// the reverse call.
class MailDesk {
public:
    explicit MailDesk(Context context) : m_context(std::move(context)) { }

    /// The mail taken apart for reading, off the calling thread.
    Future<mime::MailBody> open(MessageId id);
    Future<QByteArray> source(MessageId id);
    Future<void> setRead(QList<MessageId> ids, bool read);
    /// Links an unmatched mail, or moves a linked one. Mails that follow by reference come along.
    Future<void> link(MessageId id, IncidentId incident, std::optional<ThreadId> thread);
    /// Takes a person's link back: the mail is judged anew and may be unmatched again.
    Future<void> unlink(MessageId id);
    Future<domain::Incident> linkToNewIncident(MessageId id, domain::Incident incident);
    Future<void> dismiss(MessageId id);
    Future<void> restore(MessageId id); ///< takes dismiss back
    enum class SenderDecision { AcceptOnce, AcceptAndRemember, Dismiss };
    Future<void> decideSender(MessageId id, SenderDecision decision);
    Future<void> noAnswerNeeded(ThreadId thread);
    /// Writes one part into `directory` under a name that is safe there and not in use; answers the path.
    /// The file gets the system's mark for downloaded files (user.xdg.origin.url). Audited.
    Future<QString> saveAttachment(MessageId id, QString partPath, QString directory);
    Future<QString> saveEml(MessageId id, QString file);
    /// Open incidents that an unmatched mail may belong to, best first; suggestions only.
    Future<QList<domain::Incident>> suggestions(MessageId id);

private:
    Context m_context;
};

} // namespace liaison::desk
