#pragma once

#include "core/domain/folder.h"
#include "core/domain/outbox.h"
#include "core/feed/drain_ports.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <deque>
#include <optional>
#include <stop_token>

namespace liaison::feed {

/// Files the copies of sent mail in the Sent folder, once: the folder is asked for the Message-ID first, a moment after
/// the sending, because some servers file the copy themselves and because a process may have died between the filing
/// and the note of it. A mail whose sending is uncertain is looked for there, too: found, it was sent. It is never sent
/// or filed from here.
class CopyFiler : public QObject {
    Q_OBJECT
public:
    explicit CopyFiler(DrainPorts ports, QObject *parent = nullptr);
    ~CopyFiler() override;

    void wake();
    void abort();
    [[nodiscard]] bool busy() const { return m_busy; }

Q_SIGNALS:
    void idle(bool moreLater);
    void troubled(const liaison::Error &error); ///< sign-in or settings

private:
    struct Work {
        std::optional<domain::RemoteFolder> sent;
        QList<domain::OutboxMail> mails;
    };
    void next();
    void look(const domain::OutboxMail &mail);
    void file(const domain::OutboxMail &mail);
    void note(const domain::OutboxMail &mail, domain::SentCopy copy);
    void arrived(const domain::OutboxMail &mail);
    void failed(const domain::OutboxMail &mail, const Error &error);
    void rest(qint64 againInMs);

    DrainPorts m_ports;
    std::stop_source m_stop;
    QTimer m_again;
    std::deque<domain::OutboxMail> m_queue;
    domain::RemoteFolder m_sent;
    QHash<OutboxId, int> m_refusals;
    qint64 m_nextInMs = 0; ///< 0: nothing is left for later
    bool m_busy = false;
    bool m_wakeAgain = false;
};

} // namespace liaison::feed
