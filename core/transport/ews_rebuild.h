#pragma once

#include "core/ews/get_attachment.h"
#include "core/ews/item.h"
#include "core/transport/ews_session.h"

#include <QList>
#include <QObject>

#include <functional>
#include <stop_token>

namespace liaison::transport {

/// Makes a mail of an item's properties and its attachments, which are asked for one after the other: 100 at most, 64
/// MiB in all. What is not to be had is named in the mail instead. Deletes itself when it is over.
class EwsRebuild : public QObject {
    Q_OBJECT
public:
    EwsRebuild(EwsSession *session, ews::Item item, std::stop_token stop, QObject *parent);

    /// `done` is called once, unless this is deleted before, with the mail and what failed of its attachments; a
    /// failure that concerns the account or the network leaves the mail empty.
    using Done = std::function<void(QByteArray mail, const std::optional<ews::Failure> &failure)>;
    void start(Done done);

    /// The network, or a server that does not answer at all: no item is to blame.
    static bool concernsNoItem(const ews::Failure &failure);

private:
    void next();
    void take(const ews::AttachmentInfo &info, ews::Answer<ews::GetAttachment::Value> answer);
    void end();

    EwsSession *m_session;
    ews::Item m_item;
    std::stop_token m_stop;
    Done m_done;
    QList<ews::Attachment> m_contents;
    std::optional<ews::Failure> m_failure; ///< the first
    qint64 m_left;
    qsizetype m_next = 0;
};

} // namespace liaison::transport
