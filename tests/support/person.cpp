#include "tests/support/person.h"

#include <QTest>

#include <algorithm>

namespace liaison::test {

namespace {
constexpr int mostSteps = 60; // more than any window has
}

bool Person::waitFor(const QString &name, int ms) const
{
    return QTest::qWaitFor([&] { return m_reader->focused().contains(name); }, ms);
}

bool Person::waitForWords(const QString &words, int ms) const
{
    return QTest::qWaitFor([&] { return m_reader->shows(words); }, ms);
}

bool Person::move(const QString &key) const
{
    constexpr int ms = 5'000;
    const QString place = m_reader->focusedPlace();
    const QStringList names = m_reader->focused();
    return press(key)
        && QTest::qWaitFor([&] { return m_reader->focusedPlace() != place || m_reader->focused() != names; }, ms);
}

bool Person::goToOneOf(const QStringList &names, const QString &key) const
{
    for (int step = 0; step < mostSteps; ++step) {
        const QStringList focused = m_reader->focused();
        if (std::any_of(names.begin(), names.end(), [&](const QString &name) { return focused.contains(name); }))
            return true;
        if (!move(key))
            return false;
    }
    return false;
}

bool Person::fill(const QString &field, const QString &text) const
{
    return goTo(field) && press(QStringLiteral("ctrl+a")) && m_display->type(text);
}

} // namespace liaison::test
