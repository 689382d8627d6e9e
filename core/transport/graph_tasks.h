#pragma once

#include "core/transport/graph_task.h"
#include "core/transport/mail_source.h"

namespace liaison::transport {

/// MailSource::setFlag(): PATCH; once more where somebody else changed the message meanwhile.
class GraphSetFlag final : public GraphTask<void> {
public:
    GraphSetFlag(GraphSession *session, QString id, MailSource::Flag flag, bool on, std::stop_token stop,
                 QObject *parent)
        : GraphTask(session, std::move(stop), parent), m_id(std::move(id)), m_flag(flag), m_on(on)
    {
    }
    void start() override;

private:
    QString m_id;
    MailSource::Flag m_flag;
    bool m_on;
    int m_tries = 0;
};

/// MailSource::append(): a draft. Whatever is created is one in Graph's eyes, so that a received or sent mail cannot be
/// filed: ServerRefused.
class GraphAppend final : public GraphTask<QString> {
public:
    GraphAppend(GraphSession *session, domain::RemoteFolder folder, QByteArray raw, MailFlags flags,
                std::stop_token stop, QObject *parent)
        : GraphTask(session, std::move(stop), parent), m_folder(std::move(folder)), m_raw(std::move(raw)),
          m_flags(flags)
    {
    }
    void start() override;

private:
    domain::RemoteFolder m_folder;
    QByteArray m_raw;
    MailFlags m_flags;
};

/// MailSource::contains(): messages of the folder by internetMessageId.
class GraphContains final : public GraphTask<bool> {
public:
    GraphContains(GraphSession *session, const domain::RemoteFolder &folder, QString messageId, std::stop_token stop,
                  QObject *parent)
        : GraphTask(session, std::move(stop), parent), m_folder(folder.remoteId), m_messageId(std::move(messageId))
    {
    }
    void start() override;

private:
    QString m_folder;
    QString m_messageId;
};

/// MailSource::look() without a mail: the folder with its numbers. Graph tells no rights.
class GraphLook final : public GraphTask<FolderLook> {
public:
    GraphLook(GraphSession *session, QString folder, std::stop_token stop, QObject *parent)
        : GraphTask(session, std::move(stop), parent), m_folder(std::move(folder))
    {
    }
    void start() override;

private:
    QString m_folder;
};

} // namespace liaison::transport
