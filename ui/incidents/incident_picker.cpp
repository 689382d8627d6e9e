#include "ui/incidents/incident_picker.h"

#include "ui/incidents/incident_dialog.h"
#include "ui/incidents/incident_list.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

IncidentPicker::IncidentPicker(const UiContext &context, const QString &title, const QString &choiceLabel,
                               QWidget *parent)
    : QDialog(parent), m_list(new IncidentList(context, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    resize(480, 520);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *choose = buttons->addButton(choiceLabel, QDialogButtonBox::AcceptRole);
    choose->setDefault(true);
    choose->setEnabled(false);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    connect(m_list, &IncidentList::currentChanged, choose, [choose](IncidentId id) { choose->setEnabled(bool(id)); });
    connect(m_list, &IncidentList::editWanted, this, [choose] { choose->click(); });
    connect(m_list, &IncidentList::newIncidentWanted, this, [this, context] {
        auto *dialog = new IncidentDialog(context, {}, this);
        connect(dialog, &IncidentDialog::saved, this,
                [this](const domain::Incident &incident) { m_list->select(incident.id); });
        dialog->open();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (m_list->current())
            Q_EMIT chosen(m_list->current(), m_list->currentKey());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_list->focusFilter();
}

} // namespace liaison::ui
