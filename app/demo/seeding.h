#pragma once

#include "app/demo/demo_server.h"
#include "core/base/clock.h"
#include "core/desk/desk.h"
#include "core/domain/mailbox.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace liaison::store {
class Session;
class Store;
} // namespace liaison::store

namespace liaison::demo {

/// The time of what is being told, while the world's past is written down.
class PastClock final : public Clock {
public:
    [[nodiscard]] UtcMs nowMs() const override { return m_now; }
    void set(UtcMs now) { m_now = now; }

private:
    std::atomic<UtcMs> m_now{0}; ///< read on the store's threads
};

/// What is left to do once the mail of the past is in the store: nobody could have done it before.
struct Afterwards {
    QStringList allIds;                   ///< Message-IDs of everything that was sent and arrived
    QHash<QString, QStringList> idsAt;    ///< … by the address of the mailbox that they went through
    QStringList readIds;                  ///< … and of what was read
    QHash<QString, QString> idOf;         ///< Message-IDs by WorldMail::id
    QStringList spareIds;                 ///< … of those in the inbox of the mailbox that is not connected
    QList<IncidentId> closed;             ///< incidents that were closed after their last mail
    QHash<QString, QByteArray> live;      ///< id → mails that arrive later, by WorldMail::id
    QHash<QString, QString> liveIds;      ///< their Message-IDs
    QHash<QString, IncidentId> incidents; ///< by WorldIncident::id
    QHash<QString, QString> typeByKey;    ///< what kind of incident a key stands for
};

/// Writes the world's past: units, incidents and what was sent into a new store, what arrived into the server's
/// mailboxes, each at its time. Everything goes the way it goes in earnest: incidents through the desk, mail through
/// the composer, so that tags, tokens and threads are real ones.
class Seeding : public QObject {
    Q_OBJECT
public:
    /// `mailboxes`: one for each of the world's.
    Seeding(World world, DemoServer *server, QList<domain::Mailbox> mailboxes, domain::Actor actor,
            QObject *parent = nullptr);
    ~Seeding() override;
    /// Once. Errors: of the store, and Internal for broken data.
    Future<Afterwards> run(const QString &storeLocation);

private:
    struct Event {
        UtcMs at = 0;
        std::function<void()> happen;
    };
    [[nodiscard]] const domain::Mailbox &mailboxOf(const WorldMail &mail) const;
    void planEvents();
    void next();
    void end(const Result<void> &result);
    void makeTemplate(const domain::MailTemplate &mailTemplate);
    void makeUnit(const Unit &unit);
    void speak(BusinessUnitId unit, const QString &language);
    void makeIncident(const WorldIncident &incident);
    void writeOurs(const WorldMail &mail);
    void writeTheirs(const WorldMail &mail);
    void writeReport(const WorldMail &mail);
    void putAside(const WorldMail &mail);
    [[nodiscard]] Result<QByteArray> rawOf(const WorldMail &mail, QString *messageId) const;
    void remember(const WorldMail &mail, const QString &messageId, const QByteArray &raw);

    /// What is known of a mail that was written already.
    struct Told {
        QString messageId;
        QString subject;
        QStringList references;
        QByteArray raw;
        std::optional<ThreadId> thread; ///< of ours, and of what answers it
    };
    World m_world;
    DemoServer *m_server;
    QList<domain::Mailbox> m_mailboxes;
    domain::Actor m_actor;
    PastClock m_clock;
    std::unique_ptr<store::Store> m_store;
    desk::Context m_desk;
    QList<Event> m_events;
    qsizetype m_next = 0;
    QHash<QString, BusinessUnitId> m_units;
    QHash<QString, domain::Incident> m_incidents;
    QHash<QString, Told> m_told;
    Afterwards m_after;
    QPromise<Result<Afterwards>> m_promise;
};

} // namespace liaison::demo
