#include "core/feed/hint_listener.h"

#include <algorithm>

namespace liaison::feed {

namespace {
constexpr int gapMs = 250;
}

HintListener::HintListener(qint64 renewMs, QObject *parent) : QObject(parent)
{
    m_renew.setSingleShot(true);
    m_renew.setInterval(static_cast<int>(std::min<qint64>(renewMs, 29 * 60'000)));
    connect(&m_renew, &QTimer::timeout, this, [this] {
        m_stop.request_stop();
        wait();
    });
    m_gap.setSingleShot(true);
    m_gap.setInterval(gapMs);
    connect(&m_gap, &QTimer::timeout, this, [this] {
        if (m_listening)
            wait();
    });
}

HintListener::~HintListener()
{
    m_stop.request_stop();
}

void HintListener::listen(transport::MailSource *source, const QList<domain::RemoteFolder> &folders)
{
    if (m_listening || !m_pushes)
        return;
    m_listening = true;
    m_source = source;
    m_folders = folders;
    if (!m_gap.isActive())
        wait();
}

void HintListener::quiet()
{
    m_listening = false;
    ++m_round;
    m_renew.stop();
    m_stop.request_stop();
}

void HintListener::reset()
{
    quiet();
    m_pushes = true;
}

void HintListener::wait()
{
    m_stop = {};
    const int round = ++m_round;
    m_renew.start();
    const Future<QStringList> word = m_source->waitForHint(m_folders, m_stop.get_token());
    onDone<QStringList>(this, word, [this, round](const Result<QStringList> &hint) {
        if (round != m_round)
            return; // a wait that was ended or renewed
        m_listening = false;
        m_renew.stop();
        m_gap.start();
        if (!hint && hint.error().kind == ErrorKind::ServerRefused) {
            m_pushes = false;
            return;
        }
        if (hint)
            Q_EMIT hinted(*hint);
        else if (hint.error().kind != ErrorKind::Cancelled)
            Q_EMIT broken(hint.error());
    });
}

} // namespace liaison::feed
