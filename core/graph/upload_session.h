#pragma once

#include "core/graph/message_parts.h"
#include "core/graph/service_root.h"

#include <QUrl>

#include <optional>

namespace liaison::graph {

/// Where an attachment goes up in ranges. The URL is at another host (outlook.office.com) and holds what signs in
/// there: it is a secret, and no Authorization goes with it.
struct UploadSession {
    QUrl url;
    std::optional<qint64> expiresAt = {}; ///< UTC milliseconds
};

/// POST messages/{id}/attachments/createUploadSession: for files from `largestPlainAttachment` to 150 MB. The clouds
/// for the US government have none.
class CreateUploadSession final : public Operation<UploadSession> {
public:
    /// Of the file everything but its bytes is told, and how many they are.
    static Request request(const MailboxRef &mailbox, const QString &messageId, const PartFile &file);

    /// `root`: an http upload address is taken only where Graph itself is at one, on this machine.
    explicit CreateUploadSession(const ServiceRoot &root) : m_root(root) { }

private:
    Answer<UploadSession> read(const HttpHead &head, const QJsonObject &body) override;

    ServiceRoot m_root;
};

/// The next PUT to the session's URL.
struct UploadRange {
    qint64 from = 0;
    qint64 size = 0;
    HttpHeaders headers; ///< Content-Range and Content-Type
};

/// Takes a file up range by range (concepts/outlook-large-attachments.md). The server says where it wants to go on, so
/// a range whose answer was lost can be asked about by sending it again.
class Upload {
public:
    explicit Upload(qint64 bytes) : m_bytes(bytes) { }

    /// None once everything is up.
    [[nodiscard]] std::optional<UploadRange> next() const;
    /// The answer to the range that next() gave: whether the file is attached now.
    Answer<bool> took(const HttpHead &head, const QByteArray &body);

private:
    qint64 m_bytes;
    qint64 m_at = 0;
    qint64 m_furthest = 0;
    int m_withoutProgress = 0;
    bool m_done = false;
};

} // namespace liaison::graph
