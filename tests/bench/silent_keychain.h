#pragma once

#include <QDBusVirtualObject>
#include <QThread>

#include <atomic>

namespace liaison::bench {

/// A Secret Service on the session bus that hears every question and answers none: a keychain that waits for a person
/// to unlock it. It has a thread and a connection of its own, so that what it does costs the window nothing.
class SilentKeychain : public QDBusVirtualObject {
    Q_OBJECT
public:
    SilentKeychain();
    ~SilentKeychain() override;

    /// False: there is no session bus, or another keychain is on it.
    [[nodiscard]] bool isThere() const { return m_there; }
    /// How many questions wait for an answer.
    [[nodiscard]] int asked() const { return m_asked; }

    [[nodiscard]] QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

private:
    QThread m_thread;
    std::atomic_int m_asked = 0;
    bool m_there = false;
};

} // namespace liaison::bench
