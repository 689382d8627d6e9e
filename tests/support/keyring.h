#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace liaison::test {

/// A real gnome-keyring on a bus of its own, on which nothing is started on demand: no prompter can wait for a person.
/// Both die with the test.
class Keyring {
public:
    ~Keyring();

    /// Empty when both programs are installed, else a sentence.
    static QString missing();

    /// Starts the bus; false where it does not come up.
    bool startBus();
    /// Starts the keyring, as after signing in to a desktop or, locked, without.
    bool start(bool unlocked);
    bool stop();

    /// What a program has in its environment that is to use this keyring; names without a value are not there.
    [[nodiscard]] QList<QPair<QString, QString>> environment() const;

private:
    QTemporaryDir m_dir;
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace liaison::test
