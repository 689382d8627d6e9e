#pragma once

#include "core/domain/incident.h"
#include "ui/common/ui_context.h"

#include <QDialog>
#include <QTimer>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace liaison::ui {

/// Asks which incident a mail should move to: a list to type into. Opens without blocking.
class IncidentChooser : public QDialog {
    Q_OBJECT
public:
    /// `except` is left out of the list: the mail is there already.
    IncidentChooser(UiContext context, IncidentId except, QWidget *parent);

Q_SIGNALS:
    void chosen(const liaison::domain::Incident &incident);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void reload();
    void show(const QList<domain::Incident> &incidents);
    void choose();

    UiContext m_context;
    IncidentId m_except;
    QList<domain::Incident> m_incidents;
    QTimer m_typing;
    QLineEdit *m_text;
    QListWidget *m_list;
    QPushButton *m_move;
};

} // namespace liaison::ui
