#include "ui/incidents/incident_dialog.h"

#include "core/desk/incident_desk.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/store.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"
#include "ui/common/words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <tuple>

namespace liaison::ui {

IncidentDialog::IncidentDialog(const UiContext &context, const domain::Incident &incident, QWidget *parent, Saver saver)
    : AskingDialog(parent), m_context(context), m_saver(std::move(saver)), m_bar(new MessageBar(this)),
      m_title(new QLineEdit(this)), m_titleProblem(new PlainLabel(this)), m_type(new QComboBox(this)),
      m_severity(new QComboBox(this)), m_status(new QComboBox(this)), m_owner(new QLineEdit(this)),
      m_units(new QListWidget(this)), m_unitsHint(new PlainLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(incident.id ? tr("Edit %1").arg(incident.key) : tr("New incident"));
    if (!m_saver) {
        m_saver = [desk = context.desk](domain::Incident changed) {
            desk::IncidentDesk incidents(desk);
            return changed.id ? incidents.update(std::move(changed)) : incidents.create(std::move(changed));
        };
    }
    build();
    showIncident(incident);
    loadUnits();
}

void IncidentDialog::build()
{
    m_title->setAccessibleName(tr("Title"));
    m_title->setPlaceholderText(tr("What happened, in a few words"));
    m_title->setMaxLength(300);
    m_titleProblem->setText(unitText(tr("Give the incident a title: {units} see it in the subject.")));
    m_titleProblem->setVisible(false);
    m_type->setEditable(true);
    m_type->addItems({tr("Phishing"), tr("Malware"), tr("Account compromise"), tr("Data loss"), tr("Lost device"),
                      tr("Vulnerability"), tr("Other")});
    m_type->setAccessibleName(tr("Type"));
    for (const domain::Severity severity : allSeverities())
        m_severity->addItem(wordFor(severity), static_cast<int>(severity));
    m_severity->setAccessibleName(tr("Severity"));
    for (const domain::IncidentStatus status : choosableStatuses())
        m_status->addItem(wordFor(status), static_cast<int>(status));
    m_status->setAccessibleName(tr("Status"));
    m_owner->setAccessibleName(tr("Owner"));
    m_owner->setPlaceholderText(tr("Nobody yet"));
    m_units->setAccessibleName(unitText(tr("Affected {units}")));
    m_unitsHint->setMuted(true);
    m_unitsHint->setWordWrap(true);

    auto *form = new QFormLayout;
    form->addRow(tr("&Title"), m_title);
    form->addRow(QString(), m_titleProblem);
    form->addRow(tr("T&ype"), m_type);
    form->addRow(tr("S&everity"), m_severity);
    form->addRow(tr("St&atus"), m_status);
    form->addRow(tr("&Owner"), m_owner);
    form->addRow(unitText(tr("Affected &{units}")), m_units);
    form->addRow(QString(), m_unitsHint);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addLayout(form, 1);
    column->addWidget(m_buttons);
    resize(QSize(520, 480).expandedTo({80 * fontMetrics().averageCharWidth(), 30 * fontMetrics().lineSpacing()}));
    connect(m_buttons, &QDialogButtonBox::accepted, this, &IncidentDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_title, &QLineEdit::textChanged, this, [this] { m_titleProblem->hide(); });
}

void IncidentDialog::showIncident(const domain::Incident &incident)
{
    m_incident = incident;
    m_title->setText(incident.title);
    m_type->setCurrentText(incident.type);
    m_severity->setCurrentIndex(m_severity->findData(static_cast<int>(incident.severity)));
    if (m_status->findData(static_cast<int>(incident.status)) < 0)
        m_status->addItem(wordFor(incident.status), static_cast<int>(incident.status));
    m_status->setCurrentIndex(m_status->findData(static_cast<int>(incident.status)));
    m_owner->setText(incident.owner);
    m_asShown = edited();
}

void IncidentDialog::loadUnits()
{
    onDone(this,
           m_context.store->read([](store::Session &session) { return store::BusinessUnits(session).list(true); }),
           [this](Result<QList<domain::BusinessUnit>> units) {
               if (units)
                   showUnits(*units);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(units.error()));
           });
}

void IncidentDialog::showUnits(const QList<domain::BusinessUnit> &units)
{
    m_units->clear();
    for (const domain::BusinessUnit &unit : units) {
        const bool affected = m_incident.affected.contains(unit.id);
        if (unit.archived && !affected)
            continue;
        auto *item = new QListWidgetItem(unit.archived ? tr("%1 (archived)").arg(unit.title) : unit.title, m_units);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(affected ? Qt::Checked : Qt::Unchecked);
        item->setData(Qt::UserRole, unit.id.value);
    }
    m_asShown.affected = edited().affected;
    m_units->setVisible(m_units->count() > 0);
    m_unitsHint->setText(m_units->count() > 0
                             ? tr("Their recipients and domains are expected to write about this incident.")
                             : unitText(tr("There are no {units} yet: add them under Admin > {Units}.")));
}

domain::Incident IncidentDialog::edited() const
{
    domain::Incident incident = m_incident;
    incident.title = m_title->text().simplified();
    incident.type = m_type->currentText().simplified();
    incident.severity = static_cast<domain::Severity>(m_severity->currentData().toInt());
    incident.status = static_cast<domain::IncidentStatus>(m_status->currentData().toInt());
    incident.owner = m_owner->text().simplified();
    if (m_units->count() > 0)
        incident.affected.clear();
    for (int i = 0; i < m_units->count(); ++i) {
        if (m_units->item(i)->checkState() == Qt::Checked)
            incident.affected << BusinessUnitId{m_units->item(i)->data(Qt::UserRole).toLongLong()};
    }
    return incident;
}

bool IncidentDialog::hasUnsavedChanges() const
{
    const auto fields = [](const domain::Incident &incident) {
        return std::tie(incident.title, incident.type, incident.severity, incident.status, incident.owner,
                        incident.affected);
    };
    const domain::Incident now = edited();
    return fields(now) != fields(m_asShown);
}

QString IncidentDialog::unsavedText() const
{
    return m_incident.id ? tr("What you changed in %1 is not saved.").arg(m_incident.key)
                         : tr("What you wrote is not saved yet.");
}

void IncidentDialog::save()
{
    const domain::Incident incident = edited();
    if (incident.title.isEmpty()) {
        m_titleProblem->show();
        m_title->setFocus();
        return;
    }
    setBusy(true);
    onDone(this, m_saver(incident), [this](Result<domain::Incident> result) {
        setBusy(false);
        if (result) {
            Q_EMIT saved(*result);
            accept();
        } else if (result.error().kind == ErrorKind::Conflict && m_incident.id) {
            onConflict();
        } else {
            m_bar->showMessage(MessageBar::Kind::Error, errorText(result.error()));
            m_bar->addDetails(errorDetails(result.error()));
        }
    });
}

void IncidentDialog::onConflict()
{
    m_bar->showMessage(MessageBar::Kind::Warning, tr("Somebody else changed this incident meanwhile."));
    m_bar->addAction(tr("Show the present state"), [this] {
        onDone(this, m_context.store->read([id = m_incident.id](store::Session &session) {
            return store::Incidents(session).find(id);
        }),
               [this](Result<domain::Incident> present) {
                   if (!present)
                       return;
                   m_bar->clear();
                   showIncident(*present);
                   loadUnits();
               });
    });
}

void IncidentDialog::setBusy(bool busy)
{
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(!busy);
}

} // namespace liaison::ui
