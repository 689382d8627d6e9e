#pragma once

#include "core/domain/folder.h"
#include "core/ews/get_streaming_events.h"
#include "core/ews/subscribe.h"
#include "core/transport/ews_session.h"

#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace liaison::transport {

class HintWaiter;

/// MailSource::waitForHint() over EWS: one subscription for the folders that are waited for, with a stream of events
/// from 2010 SP1 on and questions for them before. It stays open between two waits, so that nothing is missed while a
/// folder is read; what may have been missed all the same, before it or while it was lost, is told as a hint.
class EwsHints : public QObject {
    Q_OBJECT
public:
    EwsHints(std::shared_ptr<EwsAccount> account, EwsTimings timings, QObject *parent);
    ~EwsHints() override;

    Future<QStringList> wait(const QList<domain::RemoteFolder> &folders, std::stop_token stop);
    /// A folder was read to its end.
    void synced(const QString &folder);
    /// The connection may have died unnoticed: it is made anew.
    void doubt();

private:
    enum class Phase { Idle, Subscribing, Open };

    void begin(const QStringList &folders);
    void subscribe();
    void subscribed(const ews::Subscription &subscription);
    void refused(const ews::Failure &failure);
    void again();
    void listen();
    void stream();
    void takeSignals(const ews::GetStreamingEvents::Signals &signals_);
    void streamEnded(const std::optional<ews::Failure> &failure);
    void pull();
    void lost(const ews::Failure &failure);
    void unsubscribe();
    void takeNews(const QStringList &folders);
    void tell();
    void fail(const Error &error);
    void forget();
    [[nodiscard]] QList<ews::FolderRef> refs() const;

    std::shared_ptr<EwsAccount> m_account;
    EwsSession m_session;
    std::vector<std::shared_ptr<HintWaiter>> m_waiters;
    Phase m_phase = Phase::Idle;
    int m_round = 0; ///< answers to earlier subscriptions are not listened to
    std::stop_source m_stop;
    QStringList m_folders; ///< subscribed to
    QString m_id;
    QString m_watermark;
    QByteArray m_cookie;
    bool m_streams = true;     ///< this subscription is one of streams
    bool m_mayStream = true;   ///< until the server refuses it
    bool m_allFolders = false; ///< one subscription for everything: the server wants no more
    bool m_missed = false;     ///< a subscription was lost
    int m_lifeless = 0;        ///< attempts in a row that brought no sign of life
    std::optional<ews::Failure> m_dead;
    QSet<QString> m_news;
    QSet<QString> m_synced; ///< read while nothing was subscribed to
    QTimer m_pull;
};

} // namespace liaison::transport
