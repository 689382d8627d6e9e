#pragma once

#include "core/imap/machine.h"
#include "core/imap/response_parser.h"

#include <functional>
#include <optional>

namespace liaison::imap {

/// What was heard of the selected folder outside of any command's answer.
struct MailboxView {
    quint32 exists = 0;
    bool changed = false; ///< something came, went or got other flags since this was last reset
};

/// What the server told of folders, asked or not: the numbers of such that need not be selected, and whether it gave up
/// telling (NOTIFICATIONOVERFLOW, RFC 5465 section 5.8).
struct FolderNews {
    QList<StatusData> statuses;
    bool overflow = false;
    [[nodiscard]] bool isEmpty() const { return statuses.isEmpty() && !overflow; }
};

/// One connection without its socket: turns bytes into responses, keeps what they say of the connection (capabilities,
/// alerts, the selected folder), and drives one machine at a time. What it refuses for all of them alike: a tagged
/// answer nobody waits for, anything behind the answer to STARTTLS, anything that does not parse.
class Dialogue {
public:
    explicit Dialogue(Limits limits = {}) : m_parser(limits) { }
    Dialogue(const Dialogue &) = delete;
    Dialogue &operator=(const Dialogue &) = delete;

    [[nodiscard]] Context &context() { return m_context; }
    [[nodiscard]] MailboxView &mailbox() { return m_mailbox; }
    [[nodiscard]] bool busy() const { return m_machine != nullptr; }
    /// Sees every response before the machine does; for traces.
    void setObserver(std::function<void(const Response &)> observer) { m_observer = std::move(observer); }

    /// Begins with a machine that the caller owns until a Step says done. One at a time.
    Step start(Machine &machine);
    /// Bytes from the server, split anywhere. Everything to send is in the answer.
    Step feed(QByteArrayView bytes);
    Step interrupt();
    /// The connection ended: the machine under way ends with `error`, or with what a BYE said before.
    void connectionLost(const Error &error);
    /// What came behind the success of COMPRESS: to be inflated and fed again.
    QByteArray takeUnread() { return std::exchange(m_unread, {}); }
    /// What was told of folders since this was last asked.
    FolderNews takeNews() { return std::exchange(m_news, {}); }
    /// TLS is established: nothing from before is kept.
    void tlsStarted();

    /// Set once the connection cannot be used any more.
    [[nodiscard]] const std::optional<Error> &fatal() const { return m_fatal; }
    /// What a BYE said, as an error.
    [[nodiscard]] const std::optional<Error> &bye() const { return m_bye; }

private:
    Step feedParser(QByteArrayView bytes);
    Step pump(Step step);
    Step breakOff(const Error &error);
    void note(const Response &response);
    void noteStatus(const StatusResponse &status);

    ResponseParser m_parser;
    Context m_context;
    MailboxView m_mailbox;
    FolderNews m_news;
    Machine *m_machine = nullptr;
    std::function<void(const Response &)> m_observer;
    bool m_awaitingTls = false;
    bool m_compressionStarted = false;
    QByteArray m_unread;
    std::optional<Error> m_fatal;
    std::optional<Error> m_bye;
};

} // namespace liaison::imap
