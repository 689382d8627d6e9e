#pragma once

#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <utility>
#include <vector>

namespace liaison::ui {
class MainWindow;
}

namespace liaison::bench {

/// Uses the window at a steady pace, with mouse and keys: reads incidents and their mail, writes into fields, goes
/// through the pages, over and over again.
class Analyst : public QObject {
    Q_OBJECT
public:
    /// Where the work is: all over the window, or in the form on the page that is open, which is not left.
    enum class Work { Everywhere, Form };

    explicit Analyst(ui::MainWindow *window, QObject *parent = nullptr);

    void begin(Work work);
    void end();
    /// How many moves were made since begin(), and how many were tried: those in vain lacked what to make them with,
    /// such as a line to choose in an empty list.
    [[nodiscard]] int moves() const { return m_moves; }
    [[nodiscard]] int tried() const { return m_tried; }
    [[nodiscard]] QStringList inVain() const { return {m_vain.cbegin(), m_vain.cend()}; }

Q_SIGNALS:
    /// The next move is made now.
    void moving(const QString &what);

private:
    using Move = std::pair<QString, std::function<bool()>>;

    void planReading();
    void planPages();
    void planForm();
    void add(const QString &what, std::function<bool()> move) { m_plan.emplace_back(what, std::move(move)); }
    void addTyping(const QString &field, const QString &text);
    void next();

    ui::MainWindow *m_window;
    std::vector<Move> m_plan;
    std::size_t m_next = 0;
    int m_moves = 0;
    int m_tried = 0;
    QSet<QString> m_vain;
    QTimer m_pace;
};

} // namespace liaison::bench
