#pragma once

#include "core/domain/incident.h"
#include "ui/common/ui_context.h"

#include <QDialog>

namespace liaison::ui {

class IncidentList;

/// Chooses one incident. Shown with open(); deletes itself when closed.
class IncidentPicker : public QDialog {
    Q_OBJECT
public:
    IncidentPicker(const UiContext &context, const QString &title, const QString &choiceLabel, QWidget *parent);

Q_SIGNALS:
    void chosen(liaison::IncidentId id, const QString &key);

private:
    IncidentList *m_list;
};

} // namespace liaison::ui
