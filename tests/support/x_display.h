#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace liaison::test {

/// A display of its own for other programs: Xvfb under a free number, a window manager, and hands at its keyboard.
/// All of it dies with the test.
class XDisplay {
public:
    ~XDisplay();

    /// Empty when everything is installed, else a sentence that names what is missing.
    static QString missing();

    /// False where the display or its window manager does not come up.
    bool start();
    /// ":7"
    [[nodiscard]] QString name() const { return m_name; }

    /// Presses keys by the names that X gives them ("Tab", "alt+n"), in whatever window has the focus; false: xdotool
    /// could not.
    [[nodiscard]] bool press(const QStringList &keys) const;
    /// Types a text there. It goes over a pipe: nobody reads it in the list of processes.
    [[nodiscard]] bool type(const QString &text) const;
    /// Keeps what is on the screen as a picture.
    [[nodiscard]] bool picture(const QString &file) const;

private:
    [[nodiscard]] bool hands(const QStringList &arguments, const QByteArray &input = {}) const;

    QTemporaryDir m_screen; ///< what Xvfb shows, as a file
    QString m_name;
    QProcess m_server;
    QProcess m_manager;
};

} // namespace liaison::test
