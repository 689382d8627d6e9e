#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/domain/business_unit.h"
#include "core/domain/incident.h"
#include "ui/common/ui_context.h"
#include "ui/incidents/incident_stats.h"
#include "ui/incidents/notify_words.h"

#include <QScrollArea>

class QTableWidget;

namespace liaison::ui {

class ActivityChart;
class AnswerTimeChart;
class ChartCard;
class MessageBar;
class NotifyCard;
class PlainLabel;

/// The incident's fields, how it stands with each affected business unit, their notification, and two charts.
class SummaryPage : public QScrollArea {
    Q_OBJECT
public:
    explicit SummaryPage(const UiContext &context, QWidget *parent = nullptr);
    void setIncident(IncidentId id);
    /// Goes to where units are notified; where the process is off, it is wanted that it be set up.
    void notifyUnits();

Q_SIGNALS:
    void editWanted(liaison::IncidentId id);
    void placeWanted(liaison::ui::NotifyPlace place);

private:
    struct Content {
        domain::Incident incident;
        QList<domain::BusinessUnit> units;
        QList<ThreadMails> threads;
    };
    QWidget *makeHeader();
    QWidget *makeFields();
    QWidget *makeUnits();
    QWidget *makeCharts();
    void load();
    void show(const Content &content);
    void showUnits(const Content &content, const IncidentStats &stats);
    void showCharts(const IncidentStats &stats);

    UiContext m_context;
    IncidentId m_id;
    int m_generation = 0;
    MessageBar *m_bar;
    NotifyCard *m_notify;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_key = nullptr;
    PlainLabel *m_type = nullptr;
    PlainLabel *m_severity = nullptr;
    PlainLabel *m_status = nullptr;
    PlainLabel *m_owner = nullptr;
    PlainLabel *m_created = nullptr;
    PlainLabel *m_updated = nullptr;
    PlainLabel *m_tag = nullptr;
    QTableWidget *m_units = nullptr;
    PlainLabel *m_noUnits = nullptr;
    ActivityChart *m_activity = nullptr;
    AnswerTimeChart *m_answers = nullptr;
    ChartCard *m_activityCard = nullptr;
    ChartCard *m_answersCard = nullptr;
};

} // namespace liaison::ui
