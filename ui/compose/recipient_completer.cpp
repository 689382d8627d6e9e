#include "ui/compose/recipient_completer.h"

#include "ui/compose/address_field.h"

#include <QKeyEvent>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;
using desk::RecipientSuggestion;
using desk::RecipientSuggestions;

RecipientCompleter::RecipientCompleter(AddressField *field, Sources sources)
    : QObject(field), m_field(field), m_sources(std::move(sources)), m_popup(new RecipientPopup(&m_model, field))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &RecipientCompleter::askDirectory);
    connect(field, &QLineEdit::textEdited, this, &RecipientCompleter::onTyped);
    connect(field, &QLineEdit::cursorPositionChanged, this, [this] {
        if (m_field->typed() != m_typed) // the cursor went to another address
            close();
    });
    connect(m_popup, &QAbstractItemView::clicked, this, &RecipientCompleter::take);
    connect(m_popup->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecipientCompleter::tell);
    field->installEventFilter(this);
}

RecipientCompleter::~RecipientCompleter()
{
    m_stop.request_stop();
    delete m_popup;
}

bool RecipientCompleter::isOpen() const
{
    return m_popup && m_popup->isVisible();
}

void RecipientCompleter::onTyped()
{
    m_typed = m_field->typed();
    m_stop.request_stop();
    m_pause.stop();
    m_found.clear();
    if (m_typed.isEmpty())
        return close();
    askKnown();
    if (m_typed.size() >= desk::RecipientDesk::leastForDirectory)
        m_pause.start();
}

/// One question at a time: while somebody types fast only the last one matters.
void RecipientCompleter::askKnown()
{
    if (std::exchange(m_asking, true))
        return;
    const QString typed = m_typed;
    onDone<RecipientSuggestions>(this, m_sources.known(typed),
                                 [this, typed](const Result<RecipientSuggestions> &found) {
                                     m_asking = false;
                                     if (m_typed.isEmpty())
                                         return;
                                     if (m_typed != typed)
                                         return askKnown();
                                     m_known = found.value_or(RecipientSuggestions());
                                     m_offered = typed;
                                     offer();
                                 });
}

void RecipientCompleter::askDirectory()
{
    m_stop = std::stop_source();
    const QString typed = m_typed;
    onDone<RecipientSuggestions>(this, m_sources.directory(typed, m_stop.get_token()),
                                 [this, typed](const Result<RecipientSuggestions> &found) {
                                     if (!found || found->isEmpty() || typed != m_typed)
                                         return; // an error is in the log; what was typed before is of no interest
                                     m_found = *found;
                                     if (m_offered == typed)
                                         offer();
                                 });
}

/// Shows whom there is now.
void RecipientCompleter::offer()
{
    RecipientSuggestions people = desk::merged(m_known, m_found);
    const domain::Addresses there = m_field->addresses();
    people.removeIf([&there](const RecipientSuggestion &each) {
        return std::any_of(there.cbegin(), there.cend(), [&each](const domain::Address &address) {
            return domain::normalisedAddress(address.address) == domain::normalisedAddress(each.person.address);
        });
    });
    if (!m_popup || people.isEmpty() || !m_field->hasFocus())
        return hide();
    m_model.setPeople(people); // what is chosen stays where rows are only added
    if (std::exchange(m_shown, m_offered) != m_offered) {
        const RecipientSuggestion &first = people.constFirst();
        const bool ours = !first.unit.isEmpty() && !first.fromDirectory && !domain::isValidAddress(m_typed);
        m_popup->setCurrentIndex(ours ? m_model.index(0, 0) : QModelIndex());
    }
    m_popup->showAt(m_field);
    tell();
}

void RecipientCompleter::close()
{
    m_typed.clear();
    m_offered.clear();
    m_shown.clear();
    m_pause.stop();
    m_stop.request_stop();
    hide();
}

void RecipientCompleter::hide()
{
    if (!isOpen())
        return;
    m_popup->hide();
    m_field->setAccessibleDescription(m_field->problem());
}

void RecipientCompleter::take(const QModelIndex &index)
{
    const RecipientSuggestion *person = m_model.at(index);
    if (!person)
        return;
    const domain::Address address = person->person;
    close();
    m_field->complete(address);
}

/// For those who hear instead of seeing: the focus stays in the field.
void RecipientCompleter::tell()
{
    if (!isOpen())
        return;
    const QModelIndex current = m_popup->currentIndex();
    const int rows = m_model.rowCount();
    if (current.isValid())
        m_field->setAccessibleDescription(tr("%1. %2 of %3, Enter takes it.")
                                              .arg(m_model.data(current, Qt::AccessibleTextRole).toString(),
                                                   QString::number(current.row() + 1), QString::number(rows)));
    else
        m_field->setAccessibleDescription(tr("%n people fit, Down chooses.", nullptr, rows));
}

/// The keys that are ours while the list is open.
bool RecipientCompleter::wants(const QKeyEvent &key) const
{
    if (!isOpen() || (key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (key.key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_Escape:
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        // Rows for what stood there before are nobody's choice.
        return m_popup->currentIndex().isValid() && m_offered == m_typed;
    default:
        return false;
    }
}

bool RecipientCompleter::onKey(const QKeyEvent &key)
{
    if (!isOpen() && key.key() == Qt::Key_Down && !m_field->typed().isEmpty()) {
        onTyped(); // closed before, and wanted again
        return true;
    }
    if (!wants(key))
        return false;
    switch (key.key()) {
    case Qt::Key_Down:
        m_popup->move(1);
        break;
    case Qt::Key_Up:
        m_popup->move(-1);
        break;
    case Qt::Key_Escape:
        close();
        break;
    default:
        take(m_popup->currentIndex());
    }
    return true;
}

bool RecipientCompleter::eventFilter(QObject *watched, QEvent *event)
{
    if (!qobject_cast<AddressField *>(watched)) // it is being destroyed, and loses the focus as a mere widget
        return false;
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (wants(*static_cast<QKeyEvent *>(event))) {
            event->accept(); // no shortcut of the window
            return true;
        }
        break;
    case QEvent::KeyPress:
        return onKey(*static_cast<QKeyEvent *>(event));
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::Move:
    case QEvent::Resize:
        close();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace liaison::ui
