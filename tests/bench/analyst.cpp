#include "tests/bench/analyst.h"

#include "app/demo/hands.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QPersistentModelIndex>
#include <QTabBar>
#include <QTabWidget>

namespace liaison::bench {

namespace {

constexpr int paceMs = 120; ///< eight moves a second: nobody is quicker

/// Gives the focus to the list and goes down by a line, or back to its beginning.
bool goDown(const QString &list)
{
    auto *view = demo::visible<QAbstractItemView>(list);
    if (!view || !view->model() || view->model()->rowCount() == 0)
        return false;
    view->setFocus(Qt::TabFocusReason);
    const QPersistentModelIndex before = view->currentIndex();
    demo::press(view, Qt::Key_Down);
    if (view->currentIndex() == before)
        demo::press(view, Qt::Key_Home);
    return true;
}

bool write(const QString &field, const QString &text)
{
    auto *line = demo::visible<QLineEdit>(field);
    if (!line || line->isReadOnly())
        return false;
    line->setFocus(Qt::TabFocusReason);
    demo::typeText(line, text);
    return true;
}

bool empty(const QString &field)
{
    auto *line = demo::visible<QLineEdit>(field);
    if (!line || line->isReadOnly())
        return false;
    line->setFocus(Qt::TabFocusReason);
    demo::press(line, Qt::Key_A, Qt::ControlModifier);
    demo::press(line, Qt::Key_Delete);
    return true;
}

} // namespace

Analyst::Analyst(ui::MainWindow *window, QObject *parent) : QObject(parent), m_window(window)
{
    m_pace.setTimerType(Qt::PreciseTimer);
    m_pace.setInterval(paceMs);
    connect(&m_pace, &QTimer::timeout, this, &Analyst::next);
}

void Analyst::begin(Work work)
{
    m_plan.clear();
    m_next = 0;
    m_moves = 0;
    m_tried = 0;
    m_vain.clear();
    if (work == Work::Form) {
        planForm();
    } else {
        planReading();
        planPages();
    }
    m_pace.start();
}

void Analyst::end()
{
    m_pace.stop();
}

void Analyst::next()
{
    const Move &move = m_plan.at(m_next);
    m_next = (m_next + 1) % m_plan.size();
    Q_EMIT moving(move.first);
    ++m_tried;
    if (move.second())
        ++m_moves;
    else
        m_vain.insert(move.first);
}

void Analyst::addTyping(const QString &field, const QString &text)
{
    for (const QChar c : text)
        add(QStringLiteral("type into “%1”").arg(field), [field, c] { return write(field, c); });
    add(QStringLiteral("empty “%1”").arg(field), [field] { return empty(field); });
}

void Analyst::planReading()
{
    constexpr int incidents = 4;
    constexpr int threads = 4;
    const auto tab = [this](int index) {
        QTabBar *bar = m_window->tabs()->tabBar();
        if (!bar->isVisible())
            return false;
        demo::clickAt(bar, bar->tabRect(index).center());
        return true;
    };
    add(QStringLiteral("show the incidents"), [this] {
        m_window->showPage(ui::Page::Incidents);
        return true;
    });
    for (int i = 0; i < incidents; ++i) {
        add(QStringLiteral("choose the next incident"), [] { return goDown(QStringLiteral("Incidents")); });
        add(QStringLiteral("open its summary"), [tab] { return tab(0); });
        add(QStringLiteral("open its mails"), [tab] { return tab(1); });
        for (int t = 0; t < threads; ++t)
            add(QStringLiteral("open the next thread"), [] { return goDown(QStringLiteral("Threads")); });
    }
    addTyping(QStringLiteral("Find in these threads"), QStringLiteral("report"));
    addTyping(QStringLiteral("Filter incidents by key or title"), QStringLiteral("gen"));
    addTyping(QStringLiteral("Search incidents and mails"), QStringLiteral("invoice"));
}

void Analyst::planPages()
{
    for (int page = 0; page <= int(ui::Page::Settings); ++page) {
        const auto open = [page] {
            auto *pages = demo::visible<QAbstractItemView>(QStringLiteral("Pages"));
            if (!pages)
                return false;
            demo::clickAt(pages->viewport(), pages->visualRect(pages->model()->index(page, 0)).center());
            return true;
        };
        add(QStringLiteral("open page %1").arg(page + 1), open);
        if (page == int(ui::Page::Unmatched)) {
            constexpr int mails = 4;
            for (int i = 0; i < mails; ++i)
                add(QStringLiteral("read the next unmatched mail"),
                    [] { return goDown(QStringLiteral("Unmatched mail")); });
        }
        if (page == int(ui::Page::Units))
            addTyping(QStringLiteral("Search business units"), QStringLiteral("unit 1"));
        if (page == int(ui::Page::Audit))
            addTyping(QStringLiteral("Search the audit log"), QStringLiteral("mail"));
    }
}

void Analyst::planForm()
{
    for (const char *field : {"Display name", "Inbound host", "Filter incidents by key or title"})
        addTyping(QString::fromLatin1(field), QStringLiteral("desk"));
    addTyping(QStringLiteral("Search incidents and mails"), QStringLiteral("invoice"));
}

} // namespace liaison::bench
