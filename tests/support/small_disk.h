#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace liaison::test {

/// A small file system (tmpfs) that is really full when it is full. It is mounted in a mount namespace of its own that
/// a process of the test holds, so it needs no privilege where user namespaces are allowed, and root where they are
/// not.
class SmallDisk {
public:
    explicit SmallDisk(int mebibytes);
    ~SmallDisk();

    /// Empty, or why there is none.
    [[nodiscard]] const QString &failure() const { return m_failure; }
    /// Where it is for processes inside …
    [[nodiscard]] QString path() const { return m_dir.path(); }
    /// … and from here.
    [[nodiscard]] QString seenFromHere() const;
    /// The command that has to stand before one that is to run inside.
    [[nodiscard]] QStringList entry() const;

    /// Takes all of it but so many bytes; false where that fails.
    [[nodiscard]] bool leaveRoom(qint64 bytes);
    /// Gives back what leaveRoom took.
    bool free();

private:
    bool mount(const QStringList &unshare, int mebibytes);

    QTemporaryDir m_dir;
    QProcess m_holder;
    bool m_ownsUsers = false; ///< it is in a user namespace, too
    QString m_failure;
};

} // namespace liaison::test
