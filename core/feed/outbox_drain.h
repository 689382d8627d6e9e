#pragma once

#include "core/domain/outbox.h"
#include "core/feed/drain_ports.h"
#include "core/feed/send_outcome.h"
#include "core/transport/mail_sink.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <stop_token>

namespace liaison::feed {

/// Sends what is due, one mail at a time: claim (committed as Sending before a byte leaves) → send → settle. What a
/// former process left in Sending becomes Uncertain first. A mail that was taken for some recipients and put off for
/// others goes to those others alone, later. An uncertain mail is never sent again from here.
class OutboxDrain : public QObject {
    Q_OBJECT
public:
    explicit OutboxDrain(DrainPorts ports, QObject *parent = nullptr);
    ~OutboxDrain() override;

    /// Something may be due.
    void wake();
    /// No further mail is claimed; the one in hand is finished. wake() goes on.
    void hold();
    /// Stops the mail in hand too, wherever it is. Its outcome is still recorded.
    void abort();
    [[nodiscard]] bool busy() const { return m_busy; }
    /// A mail is with the sink: cutting it off now could leave it uncertain.
    [[nodiscard]] bool isSending() const { return m_sending; }

Q_SIGNALS:
    void sendEnded();                           ///< the sink has answered; it is not needed for that mail any more
    void sent();                                ///< a copy may have to be filed now
    void idle(bool moreLater);                  ///< nothing is due; `moreLater`: something is queued for later
    void troubled(const liaison::Error &error); ///< sign-in or settings: nothing will be sent until they change

private:
    void recover();
    void claim();
    void send(const domain::OutboxMail &mail);
    void outcome(const domain::OutboxMail &mail, const Result<transport::SendReceipt> &answer);
    void record(const domain::OutboxMail &mail, const SendOutcome &result, const std::optional<Error> &trouble);
    void storeTrouble();
    void scheduleNext();
    void rest(bool moreLater);

    DrainPorts m_ports;
    std::stop_source m_stop;
    QTimer m_due;
    QTimer m_recordAgain;
    std::function<void()> m_unrecorded; ///< an outcome the store would not take yet
    qint64 m_recoveredEpoch = -1;
    qint64 m_claimEpoch = -1; ///< under which the mail in hand was claimed
    bool m_busy = false;
    bool m_sending = false;
    bool m_again = false;
    bool m_held = false;
};

} // namespace liaison::feed
