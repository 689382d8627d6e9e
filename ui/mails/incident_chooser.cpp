#include "ui/mails/incident_chooser.h"

#include "core/base/on_done.h"
#include "core/store/incidents.h"
#include "core/store/store.h"
#include "ui/common/words.h"
#include "ui/mails/text_safety.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int shownAtOnce = 100;
constexpr int typingMs = 200;
} // namespace

IncidentChooser::IncidentChooser(UiContext context, IncidentId except, QWidget *parent)
    : QDialog(parent), m_context(context), m_except(except), m_text(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Move to which incident?"));
    m_text->setPlaceholderText(tr("Key or title"));
    m_text->setAccessibleName(tr("Find an incident by key or title"));
    m_text->installEventFilter(this);
    m_list->setAccessibleName(tr("Incidents"));
    m_list->setUniformItemSizes(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_move = buttons->addButton(tr("Move"), QDialogButtonBox::AcceptRole);
    m_move->setDefault(true);
    m_move->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    layout->addWidget(m_list);
    layout->addWidget(buttons);
    resize(520, 380);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMs);
    connect(&m_typing, &QTimer::timeout, this, &IncidentChooser::reload);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_list, &QListWidget::itemActivated, this, &IncidentChooser::choose);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) { m_move->setEnabled(row >= 0); });
    connect(buttons, &QDialogButtonBox::accepted, this, &IncidentChooser::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    reload();
}

bool IncidentChooser::eventFilter(QObject *watched, QEvent *event)
{
    // Up and Down move in the list while the field keeps the focus.
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp)
            return QCoreApplication::sendEvent(m_list, event);
    }
    return QDialog::eventFilter(watched, event);
}

void IncidentChooser::reload()
{
    store::IncidentFilter filter;
    filter.text = m_text->text().trimmed();
    filter.person = m_context.person;
    auto reading = m_context.store->read([filter](store::Session &session) {
        return store::Incidents(session).list(filter, std::nullopt, shownAtOnce);
    });
    onDone<QList<store::IncidentRow>>(this, reading, [this, typed = filter.text](auto rows) {
        if (!rows.has_value() || typed != m_text->text().trimmed())
            return;
        QList<domain::Incident> incidents;
        for (const store::IncidentRow &row : *rows) {
            if (row.incident.id != m_except && row.incident.status != domain::IncidentStatus::Merged)
                incidents.append(row.incident);
        }
        show(incidents);
    });
}

void IncidentChooser::show(const QList<domain::Incident> &incidents)
{
    m_incidents = incidents;
    m_list->clear();
    for (const domain::Incident &incident : incidents)
        m_list->addItem(u"%1  %2  (%3)"_s.arg(incident.key, visibleLine(incident.title), wordFor(incident.status)));
    m_list->setCurrentRow(incidents.isEmpty() ? -1 : 0);
}

void IncidentChooser::choose()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_incidents.size())
        return;
    Q_EMIT chosen(m_incidents.at(row));
    accept();
}

} // namespace liaison::ui
