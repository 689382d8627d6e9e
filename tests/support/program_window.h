#pragma once

#include "tests/support/keyring.h"
#include "tests/support/person.h"
#include "tests/support/screen_reader.h"
#include "tests/support/x_display.h"

#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace liaison::test {

/// The real program in a window, as another process: on a display, a bus and a keyring of its own, with a profile that
/// may be made anew. What became of what was done in the window, the program's command line is asked.
class ProgramWindow {
public:
    /// `program`: its path.
    explicit ProgramWindow(QString program) : m_program(std::move(program)) { }
    ~ProgramWindow() { end(); }

    /// Empty when everything is installed, else a sentence that names what is missing.
    static QString missing();

    /// Starts display, bus and keyring; false where one does not come up.
    bool prepare();
    /// An empty profile from now on; a program that still runs is ended.
    void newProfile();
    /// Starts the program; false where no window is told of.
    bool start();
    /// Ends it with SIGKILL, which lets it tidy nothing up.
    bool kill();
    [[nodiscard]] qint64 pid() const { return m_window->processId(); }

    [[nodiscard]] const Person &person() const { return *m_person; }
    [[nodiscard]] const XDisplay &display() const { return m_display; }

    /// Starts the program in the same surroundings with other arguments, which are not of the profile.
    void launch(QProcess *process, const QStringList &arguments) const;
    /// What a command answers about the profile: its JSON; empty where there was none.
    [[nodiscard]] QJsonObject ask(const QStringList &command) const;
    /// What can be read in the window, and what the program logged, for a test that fails.
    [[nodiscard]] QByteArray scene() const;

private:
    void end();
    [[nodiscard]] QProcessEnvironment environment() const;

    QString m_program;
    Keyring m_keyring;
    XDisplay m_display;
    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<ScreenReader> m_reader;
    std::unique_ptr<Person> m_person;
    std::unique_ptr<QProcess> m_window;
};

} // namespace liaison::test
