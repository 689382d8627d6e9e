#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "ui/common/ui_context.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace liaison::ui {

class EmptyState;
class IncidentModel;
class MessageBar;

/// The incidents with their filter: text, status, severity.
class IncidentList : public QWidget {
    Q_OBJECT
public:
    explicit IncidentList(const UiContext &context, QWidget *parent = nullptr);

    [[nodiscard]] IncidentId current() const;
    /// "INC-2026-000042", or nothing.
    [[nodiscard]] QString currentKey() const;
    /// Selects the incident; if the filter hides it, the filter is cleared first.
    void select(IncidentId id);
    void focusFilter();
    void focusList();
    [[nodiscard]] IncidentModel *model() const { return m_model; }

Q_SIGNALS:
    void currentChanged(liaison::IncidentId id);
    void newIncidentWanted();
    void editWanted(liaison::IncidentId id);
    /// A row was clicked, the current one too.
    void clicked();

private:
    void applyFilter();
    void clearFilter();
    void onLoaded();
    [[nodiscard]] bool filtered() const;
    QWidget *makeFilterRow();

    PermissionGate m_gate;
    IncidentModel *m_model;
    QLineEdit *m_text = nullptr;
    QComboBox *m_status = nullptr;
    QComboBox *m_severity = nullptr;
    QListView *m_view;
    QStackedWidget *m_stack;
    EmptyState *m_noIncidents;
    EmptyState *m_noMatch;
    MessageBar *m_bar;
    QTimer m_typing;
    bool m_listed = false;
    IncidentId m_wanted; ///< to be selected once it is loaded
};

} // namespace liaison::ui
