#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace liaison::transport {

/// Keeps a password from locking its account. Servers stumble, so a password that was refused is tried once more: by
/// one request alone, while all others of the account wait for what becomes of it. Lives on one thread.
class SecondTry {
public:
    /// Whether `who` may send the password now. False: another one tries it; `later` runs once that is settled, unless
    /// `who` died.
    bool mayGo(QObject *who, std::function<void()> later);
    /// Whether `who` may give the password to a server that asks for it, perhaps not for the first time.
    bool mayAnswer(QObject *who);
    /// The server refused the password of `who`. True: that was the second try. False: it may ask mayGo() again.
    bool refused(const QObject *who);
    /// The server took the password of `who`.
    void taken(const QObject *who);
    /// `who` is over, with or without an answer. Whoever waits is asked to come again.
    void left(const QObject *who);

    [[nodiscard]] bool isSomebodyElses(const QObject *who) const { return m_prober && m_prober != who; }

private:
    void settle();

    struct Waiting {
        QPointer<QObject> owner;
        std::function<void()> go;
    };
    bool m_doubted = false;
    QPointer<QObject> m_prober; ///< who tries it while it is doubted
    std::vector<Waiting> m_waiting;
};

} // namespace liaison::transport
