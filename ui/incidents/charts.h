#pragma once

#include "ui/incidents/incident_stats.h"

#include <QFrame>
#include <QWidget>

class QStackedWidget;
class QTableWidget;
class QToolButton;

namespace liaison::ui {

class PlainLabel;

/// Mails a day: what we sent above the line, what came in below it. A screen reader hears the numbers.
class ActivityChart : public QWidget {
    Q_OBJECT
public:
    explicit ActivityChart(QWidget *parent = nullptr);
    void setDays(const QList<DayCount> &days);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int dayAt(int x) const;
    QList<DayCount> m_days;
};

/// The median time until a business unit answered, a bar each, with the time written beside it.
class AnswerTimeChart : public QWidget {
    Q_OBJECT
public:
    explicit AnswerTimeChart(QWidget *parent = nullptr);
    void setUnits(const QList<UnitState> &units);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int rowHeight() const;
    QList<UnitState> m_units;
};

/// A chart under its title, with "Show as table" for the same numbers.
class ChartCard : public QFrame {
    Q_OBJECT
public:
    ChartCard(const QString &title, QWidget *chart, const QStringList &columns, QWidget *parent = nullptr);
    void setColumns(const QStringList &columns);
    void setRows(const QList<QStringList> &rows);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QStackedWidget *m_stack;
    QTableWidget *m_table;
    QToolButton *m_switch;
};

/// "14 days: 3 sent, 5 received" and the like.
QString activityText(const QList<DayCount> &days);
/// A unit's title, or words for "not known".
QString unitTitle(const UnitState &unit);

} // namespace liaison::ui
