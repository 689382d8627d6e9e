#pragma once

#include "tests/support/screen_reader.h"
#include "tests/support/x_display.h"

namespace liaison::test {

/// Somebody with a keyboard, without a mouse, who knows of a program in another process what a screen reader tells.
/// Nothing is done before the program is where it should be.
class Person {
public:
    Person(const XDisplay *display, const ScreenReader *reader) : m_display(display), m_reader(reader) { }

    /// Presses keys, by X' names.
    [[nodiscard]] bool press(const QString &keys) const { return m_display->press({keys}); }
    /// Waits until what is called so has the focus.
    [[nodiscard]] bool waitFor(const QString &name, int ms = 60'000) const;
    /// Waits until these words can be read.
    [[nodiscard]] bool waitForWords(const QString &words, int ms = 60'000) const;
    /// Goes there, with Tab or another key; false where that does not lead there.
    [[nodiscard]] bool goTo(const QString &name, const QString &key = QStringLiteral("Tab")) const
    {
        return goToOneOf({name}, key);
    }
    /// Goes to whichever of them comes first: of a group of choices Tab leads to the chosen one.
    [[nodiscard]] bool goToOneOf(const QStringList &names, const QString &key = QStringLiteral("Tab")) const;
    /// Goes there and presses Space.
    [[nodiscard]] bool pressButton(const QString &name) const { return goTo(name) && press(QStringLiteral("space")); }
    /// Goes there and types; what was in the field is replaced.
    [[nodiscard]] bool fill(const QString &field, const QString &text) const;

private:
    /// Presses a key and waits until something else has the focus, or is said of it; not long, for a key may do
    /// nothing.
    bool move(const QString &key) const;

    const XDisplay *m_display;
    const ScreenReader *m_reader;
};

} // namespace liaison::test
