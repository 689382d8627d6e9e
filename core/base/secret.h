#pragma once

#include <QByteArray>
#include <QDebug>
#include <QString>

namespace liaison {

/// A password or token in memory: wipes its bytes when it dies and has no way into a log.
/// `reveal()` is the single door; what comes out must not be stored.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray utf8);
    static Secret fromText(const QString &text) { return Secret(text.toUtf8()); }
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] const QByteArray &reveal() const { return m_bytes; }

    friend bool operator==(const Secret &, const Secret &);

private:
    void wipe();
    QByteArray m_bytes;
};

QDebug operator<<(QDebug, const Secret &) = delete;

} // namespace liaison
