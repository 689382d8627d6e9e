#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace liaison::test {

/// What a screen reader is told by a program in another process, over AT-SPI: names and states of what can be seen.
/// The program finds it on its session's bus, and has to have QT_LINUX_ACCESSIBILITY_ALWAYS_ON.
class ScreenReader {
public:
    /// `busAddress`: the session's, on which nobody else reads the screen.
    explicit ScreenReader(const QString &busAddress);
    ~ScreenReader();

    /// Reads that process from now on; false while it does not speak AT-SPI.
    [[nodiscard]] bool follow(qint64 pid);
    /// Names and descriptions of what has the focus in its window that is in front, from the outside in: a tree, then
    /// its row. Empty: nothing has.
    [[nodiscard]] QStringList focused() const;
    /// Where the focus is: another place for each widget, named or not.
    [[nodiscard]] QString focusedPlace() const;
    /// Whether something that can be seen in that window has these words in its name; a label's name is its text.
    [[nodiscard]] bool shows(const QString &words) const;
    /// All that can be seen there, a line each, for a test that fails.
    [[nodiscard]] QString everything() const;

private:
    struct Thing {
        QString path;
        QString name;
        quint64 states = 0;
    };
    [[nodiscard]] QString property(const QString &path, const QString &name) const;
    [[nodiscard]] QDBusMessage ask(const QString &service, const QString &path, const QString &interface,
                                   const QString &method, const QVariantList &arguments = {}) const;
    [[nodiscard]] QStringList children(const QString &service, const QString &path) const;
    [[nodiscard]] Thing thing(const QString &path) const;
    /// Through what can be seen in the window in front, from the outside in, until `see` answers false.
    void look(const std::function<bool(const Thing &thing)> &see) const;

    QString m_connection;
    QDBusConnection m_bus;
    std::unique_ptr<QDBusVirtualObject> m_place; ///< where programs ask for the bus of accessibility
    QString m_program;                           ///< its name on the bus
};

} // namespace liaison::test
