#pragma once

#include "core/base/on_done.h"
#include "core/domain/folder.h"
#include "core/transport/mail_source.h"

#include <QObject>
#include <QTimer>

#include <stop_token>

namespace liaison::feed {

/// Waits for the server's word that a folder changed (NOTIFY, IDLE), renewed before servers lose patience (RFC 2177: 29
/// min). After ServerRefused it stays silent until reset(): then only polling is left.
class HintListener : public QObject {
    Q_OBJECT
public:
    HintListener(qint64 renewMs, QObject *parent = nullptr);
    ~HintListener() override;

    void listen(transport::MailSource *source, const QList<domain::RemoteFolder> &folders);
    void quiet(); ///< ends the wait without a signal
    void reset(); ///< a new connection: it may push
    [[nodiscard]] bool listening() const { return m_listening; }

Q_SIGNALS:
    /// A hint came, of the folders with these remoteIds; or the wait broke by an error other than Cancelled and
    /// ServerRefused.
    void hinted(const QStringList &folders);
    void broken(const liaison::Error &error);

private:
    void wait();

    transport::MailSource *m_source = nullptr;
    QList<domain::RemoteFolder> m_folders;
    std::stop_source m_stop;
    QTimer m_renew;
    QTimer m_gap; ///< a server that hints without end is asked once in a while only
    int m_round = 0;
    bool m_listening = false;
    bool m_pushes = true;
};

} // namespace liaison::feed
