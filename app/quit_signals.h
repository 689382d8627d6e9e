#pragma once

#include <QObject>

namespace liaison::app {

/// SIGTERM and SIGINT as a Qt signal, for an orderly end: a session that ends, `kill`, Ctrl+C in the terminal. The
/// handler only writes a byte into a pipe (signal-safety(7)); the rest happens in the event loop. A second signal of
/// the same kind has its usual effect and ends the process at once. Does nothing where there are no such signals.
/// One at a time.
class QuitSignals : public QObject {
    Q_OBJECT
public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

Q_SIGNALS:
    void asked();

private:
    int m_readEnd = -1;
    int m_writeEnd = -1;
};

} // namespace liaison::app
