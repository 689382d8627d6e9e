#include "ui/shell/search_box.h"

#include "core/base/on_done.h"
#include "core/store/search.h"
#include "core/store/store.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"

#include <QKeyEvent>
#include <QListWidget>

namespace liaison::ui {

namespace {
constexpr int typingMs = 200;
constexpr int mostIncidents = 5;
constexpr int mostMails = 30;
constexpr int kindRole = Qt::UserRole;
constexpr int incidentRole = Qt::UserRole + 1;
constexpr int threadRole = Qt::UserRole + 2;
constexpr int mailRole = Qt::UserRole + 3;
enum Kind { Nothing, Incident, Mail };
} // namespace

SearchBox::SearchBox(const UiContext &context, QWidget *parent)
    : QLineEdit(parent), m_context(context), m_results(new QListWidget)
{
    setPlaceholderText(tr("Search incidents and mails (Ctrl+K)"));
    setAccessibleName(tr("Search incidents and mails"));
    setClearButtonEnabled(true);
    addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_results->setAccessibleName(tr("Search results"));
    m_results->setFrameShape(QFrame::Box);
    m_results->setIconSize(QSize(18, 18));
    m_results->setWordWrap(false);
    m_results->setTextElideMode(Qt::ElideRight);
    m_results->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_results->installEventFilter(this);
    m_results->hide();
    connect(this, &QObject::destroyed, m_results, &QObject::deleteLater);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMs);
    connect(&m_typing, &QTimer::timeout, this, &SearchBox::search);
    connect(this, &QLineEdit::textEdited, this, [this] { m_typing.start(); });
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.trimmed().isEmpty())
            close();
    });
    connect(m_results, &QListWidget::itemClicked, this, &SearchBox::choose);
}

void SearchBox::search()
{
    m_typing.stop();
    const QString text = this->text().trimmed();
    if (text.isEmpty())
        return;
    onDone(this, m_context.store->read([text, person = m_context.person](store::Session &session) -> Result<Found> {
        Found found;
        store::IncidentFilter filter;
        filter.text = text;
        filter.person = person;
        auto incidents = store::Incidents(session).list(filter, std::nullopt, mostIncidents);
        if (!incidents)
            return fail(incidents.error());
        found.incidents = *incidents;
        auto mails = store::Search(session).find({text, std::nullopt, person}, std::nullopt, mostMails);
        if (!mails)
            return fail(mails.error());
        found.mails = *mails;
        found.indexed = store::Search(session).indexedPercent().value_or(found.indexed);
        return found;
    }),
           [this, generation = ++m_generation](Result<Found> found) {
               if (generation != m_generation)
                   return;
               if (found) {
                   show(*found);
               } else {
                   m_results->clear();
                   m_results->addItem(errorText(found.error()));
                   place();
               }
           });
}

void SearchBox::show(const Found &found)
{
    m_results->clear();
    for (const store::IncidentRow &row : found.incidents)
        addIncident(row);
    for (const store::MailRow &row : found.mails)
        addMail(row);
    if (m_results->count() == 0)
        m_results->addItem(
            tr("Nothing found. Words are searched in incidents' keys and titles, and in subjects, people, "
               "texts and attachment names of mails."));
    if (found.indexed < 100)
        m_results->addItem(
            tr("The index of words is being renewed (%1 %): older mail is not found yet.").arg(found.indexed));
    m_results->setCurrentRow(0);
    place();
}

void SearchBox::addIncident(const store::IncidentRow &row)
{
    auto *item = new QListWidgetItem(icon(QStringLiteral("incident")),
                                     QStringLiteral("%1  %2").arg(row.incident.key, row.incident.title), m_results);
    item->setData(kindRole, Incident);
    item->setData(incidentRole, row.incident.id.value);
}

void SearchBox::addMail(const store::MailRow &row)
{
    const QString where = row.incident ? QString() : tr(" · unmatched");
    auto *item = new QListWidgetItem(icon(QStringLiteral("mark-read")),
                                     QStringLiteral("%1\n%2 · %3%4")
                                         .arg(row.subject.isEmpty() ? tr("(no subject)") : row.subject.simplified(),
                                              domain::displayAddress(row.from),
                                              listTime(row.arrivedAt, m_context.clock->nowMs()), where),
                                     m_results);
    item->setData(kindRole, Mail);
    item->setData(incidentRole, row.incident ? row.incident->value : 0);
    item->setData(threadRole, row.thread ? row.thread->value : 0);
    item->setData(mailRole, row.id.value);
}

void SearchBox::place()
{
    QWidget *over = window();
    if (m_results->parentWidget() != over)
        m_results->setParent(over);
    const int width = std::min(over->width() - 16, std::max(this->width(), 520));
    const QPoint below = mapTo(over, QPoint(0, height() + 2));
    int height = 2 * m_results->frameWidth();
    for (int i = 0; i < m_results->count(); ++i)
        height += m_results->sizeHintForRow(i);
    const int wished = isRightToLeft() ? below.x() + this->width() - width : below.x();
    const int left = std::max(8, std::min(wished, over->width() - width - 8));
    m_results->setGeometry(left, below.y(), width, std::min({height + 4, 480, over->height() - below.y() - 8}));
    m_results->raise();
    m_results->show();
}

void SearchBox::choose()
{
    const QListWidgetItem *item = m_results->currentItem();
    if (!item || item->data(kindRole).toInt() == Nothing)
        return;
    const IncidentId incident{item->data(incidentRole).toLongLong()};
    const ThreadId thread{item->data(threadRole).toLongLong()};
    const MessageId mail{item->data(mailRole).toLongLong()};
    const bool isMail = item->data(kindRole).toInt() == Mail;
    close();
    if (!isMail)
        Q_EMIT incidentChosen(incident);
    else if (incident)
        Q_EMIT mailChosen(incident, thread, mail);
    else
        Q_EMIT unmatchedChosen(mail);
}

void SearchBox::close()
{
    ++m_generation; // what is still being searched does not open the list again
    m_results->hide();
}

bool SearchBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_results && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            close();
            setFocus();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            choose();
            return true;
        }
    }
    if (watched == m_results && event->type() == QEvent::FocusOut && !hasFocus())
        close();
    return QLineEdit::eventFilter(watched, event);
}

void SearchBox::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_results->isVisible())
            close();
        else
            clear();
        return;
    case Qt::Key_Down:
        if (m_results->isVisible())
            m_results->setFocus();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_results->isVisible() && !m_typing.isActive())
            choose();
        else
            search();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void SearchBox::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (!m_results->hasFocus() && event->reason() != Qt::ActiveWindowFocusReason)
        close();
}

} // namespace liaison::ui
