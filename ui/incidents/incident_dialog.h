#pragma once

#include "core/base/on_done.h"
#include "core/domain/business_unit.h"
#include "core/domain/incident.h"
#include "ui/common/asking_dialog.h"
#include "ui/common/ui_context.h"

#include <functional>

class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QListWidget;

namespace liaison::ui {

class MessageBar;
class PlainLabel;

/// Creates an incident, or changes one. Shown with open(); deletes itself when closed.
class IncidentDialog : public AskingDialog {
    Q_OBJECT
public:
    using Saver = std::function<Future<domain::Incident>(domain::Incident)>;

    /// A null id: a new incident. `saver` is what "Save" does; without one it is the incident desk.
    IncidentDialog(const UiContext &context, const domain::Incident &incident, QWidget *parent, Saver saver = {});

Q_SIGNALS:
    void saved(const liaison::domain::Incident &incident);

protected:
    [[nodiscard]] bool hasUnsavedChanges() const override;
    [[nodiscard]] QString unsavedText() const override;
    void save() override;

private:
    void build();
    void showIncident(const domain::Incident &incident);
    void loadUnits();
    void showUnits(const QList<domain::BusinessUnit> &units);
    [[nodiscard]] domain::Incident edited() const;
    void onConflict();
    void setBusy(bool busy);

    UiContext m_context;
    domain::Incident m_incident;
    domain::Incident m_asShown; ///< what the fields say of it untouched
    Saver m_saver;
    MessageBar *m_bar;
    QLineEdit *m_title;
    PlainLabel *m_titleProblem;
    QComboBox *m_type;
    QComboBox *m_severity;
    QComboBox *m_status;
    QLineEdit *m_owner;
    QListWidget *m_units;
    PlainLabel *m_unitsHint;
    QDialogButtonBox *m_buttons;
};

} // namespace liaison::ui
