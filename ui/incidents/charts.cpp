#include "ui/incidents/charts.h"

#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/reading_direction.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

QString activityText(const QList<DayCount> &days)
{
    int sent = 0;
    int received = 0;
    for (const DayCount &day : days) {
        sent += day.sent;
        received += day.received;
    }
    return ActivityChart::tr("%n days: ", nullptr, static_cast<int>(days.size()))
        + ActivityChart::tr("%n sent, ", nullptr, sent) + ActivityChart::tr("%n received", nullptr, received);
}

QString unitTitle(const UnitState &unit)
{
    return unit.title.isEmpty() ? ActivityChart::tr("Unknown senders") : unit.title;
}

ActivityChart::ActivityChart(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ActivityChart::setDays(const QList<DayCount> &days)
{
    m_days = days;
    setAccessibleName(activityText(days));
    update();
}

QSize ActivityChart::sizeHint() const
{
    return {280, 110};
}

int ActivityChart::dayAt(int x) const
{
    return m_days.isEmpty() ? -1
                            : std::clamp<int>(x * static_cast<int>(m_days.size()) / std::max(1, width()), 0,
                                              static_cast<int>(m_days.size()) - 1);
}

bool ActivityChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const int at = dayAt(help->pos().x()); at >= 0) {
            const DayCount &day = m_days.at(at);
            QToolTip::showText(help->globalPos(),
                               tr("%1: %2 sent, %3 received")
                                   .arg(QLocale().toString(day.day, QLocale::ShortFormat))
                                   .arg(day.sent)
                                   .arg(day.received),
                               this);
        }
        return true;
    }
    return QWidget::event(event);
}

void ActivityChart::paintEvent(QPaintEvent *)
{
    if (m_days.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int labels = fontMetrics().height() + 4;
    const double half = (height() - labels) / 2.0;
    int top = 1;
    for (const DayCount &day : m_days)
        top = std::max({top, day.sent, day.received});
    const double unit = (half - 4) / top;
    const double slot = static_cast<double>(width()) / static_cast<double>(m_days.size());
    const double bar = std::min(slot * 0.62, 26.0);
    painter.setPen(QPen(lineColor(palette()), 1));
    painter.drawLine(QPointF(0, half), QPointF(width(), half));
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < m_days.size(); ++i) {
        const double left = slot * i + (slot - bar) / 2;
        painter.setBrush(toneColor(palette(), Tone::Sent));
        painter.drawRoundedRect(QRectF(left, half - m_days.at(i).sent * unit, bar, m_days.at(i).sent * unit), 2, 2);
        painter.setBrush(toneColor(palette(), Tone::Received));
        painter.drawRoundedRect(QRectF(left, half + 1, bar, m_days.at(i).received * unit), 2, 2);
    }
    painter.setPen(toneColor(palette(), Tone::Muted));
    const QRect line(0, height() - labels, width(), labels);
    //: A short date without its year, with the letters of QDate::toString().
    const QString format = tr("d MMM");
    painter.setLayoutDirection(Qt::LeftToRight); // time runs to the right, as the bars do
    painter.drawText(line, Qt::AlignLeft | Qt::AlignBottom, QLocale().toString(m_days.first().day, format));
    painter.drawText(line, Qt::AlignRight | Qt::AlignBottom, tr("today"));
    painter.drawText(line, Qt::AlignHCenter | Qt::AlignBottom, tr("▲ sent  ▼ received"));
}

AnswerTimeChart::AnswerTimeChart(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void AnswerTimeChart::setUnits(const QList<UnitState> &units)
{
    m_units = units;
    QStringList words;
    for (const UnitState &unit : units) {
        words << tr("%1: %2").arg(unitTitle(unit),
                                  unit.medianAnswerMs ? durationText(*unit.medianAnswerMs) : tr("no answer yet"));
    }
    setAccessibleName(tr("Median answer time: %1").arg(words.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

int AnswerTimeChart::rowHeight() const
{
    return fontMetrics().height() + 8;
}

QSize AnswerTimeChart::sizeHint() const
{
    return {280, std::max(110, static_cast<int>(m_units.size()) * rowHeight() + 4)};
}

QSize AnswerTimeChart::minimumSizeHint() const
{
    return {180, sizeHint().height()};
}

void AnswerTimeChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_units.isEmpty()) {
        painter.setPen(toneColor(palette(), Tone::Muted));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("No mail has been exchanged yet."));
        return;
    }
    qint64 longest = 1;
    int titleWidth = 0;
    for (const UnitState &unit : m_units) {
        longest = std::max(longest, unit.medianAnswerMs.value_or(0));
        titleWidth = std::max(titleWidth, fontMetrics().horizontalAdvance(unitTitle(unit)));
    }
    titleWidth = std::min(titleWidth, width() / 3) + 10;
    const int valueWidth = fontMetrics().horizontalAdvance(tr("no answer yet")) + 10;
    const double room = std::max(20, width() - titleWidth - valueWidth);
    for (int i = 0; i < m_units.size(); ++i) {
        const UnitState &unit = m_units.at(i);
        const QRect row(0, i * rowHeight(), width(), rowHeight());
        painter.setPen(palette().color(QPalette::WindowText));
        const auto place = [&](int left, int width) {
            return inReadingDirection(painter, rect(), QRect(left, row.top(), width, row.height()));
        };
        drawLine(&painter, place(0, titleWidth - 8),
                 fontMetrics().elidedText(unitTitle(unit), Qt::ElideRight, titleWidth - 8));
        int end = titleWidth;
        if (unit.medianAnswerMs) {
            const auto length = static_cast<int>(
                std::max(3.0, room * static_cast<double>(*unit.medianAnswerMs) / static_cast<double>(longest)));
            painter.setPen(Qt::NoPen);
            painter.setBrush(toneColor(palette(), Tone::Sent));
            painter.drawRoundedRect(place(titleWidth, length).adjusted(0, 5, 0, -5), 2, 2);
            end += length + 6;
        }
        painter.setPen(unit.medianAnswerMs ? palette().color(QPalette::WindowText) : toneColor(palette(), Tone::Muted));
        drawLine(&painter, place(end, width() - end),
                 unit.medianAnswerMs ? durationText(*unit.medianAnswerMs) : tr("no answer yet"));
    }
}

ChartCard::ChartCard(const QString &title, QWidget *chart, const QStringList &columns, QWidget *parent)
    : QFrame(parent), m_stack(new QStackedWidget(this)),
      m_table(new QTableWidget(0, static_cast<int>(columns.size()), this)), m_switch(new QToolButton(this))
{
    setFrameShape(QFrame::NoFrame);
    auto *headline = new PlainLabel(title, this);
    headline->setBold(true);
    m_switch->setCheckable(true);
    m_switch->setAutoRaise(true);
    m_switch->setIcon(icon(QStringLiteral("table")));
    m_switch->setText(tr("Show as table"));
    m_switch->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_switch->setAccessibleName(tr("%1: show as table").arg(title));
    m_table->setHorizontalHeaderLabels(columns);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(title);
    m_stack->addWidget(chart);
    m_stack->addWidget(m_table);
    auto *head = new QHBoxLayout;
    head->addWidget(headline, 1);
    head->addWidget(m_switch);
    auto *column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    connect(m_switch, &QToolButton::toggled, m_stack, [this](bool on) { m_stack->setCurrentIndex(on ? 1 : 0); });
}

void ChartCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(lineColor(palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
}

void ChartCard::setColumns(const QStringList &columns)
{
    m_table->setHorizontalHeaderLabels(columns);
}

void ChartCard::setRows(const QList<QStringList> &rows)
{
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int r = 0; r < rows.size(); ++r) {
        for (int c = 0; c < rows.at(r).size(); ++c)
            m_table->setItem(r, c, new QTableWidgetItem(rows.at(r).at(c)));
    }
}

} // namespace liaison::ui
