#include "ui/compose/recipient_model.h"

#include "ui/common/unit_word.h"

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

int RecipientModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_people.size());
}

QVariant RecipientModel::data(const QModelIndex &index, int role) const
{
    const desk::RecipientSuggestion *person = at(index);
    if (!person)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return domain::displayAddress(person->person);
    case Qt::AccessibleTextRole: {
        QStringList words{person->person.address,
                          person->unit.isEmpty() ? unitText(tr("outside the {units}")) : person->unit};
        if (!person->person.name.isEmpty())
            words.prepend(person->person.name);
        return words.join(u", "_s);
    }
    default:
        return {};
    }
}

void RecipientModel::setPeople(const desk::RecipientSuggestions &people)
{
    const bool goesOn
        = people.size() >= m_people.size() && std::equal(m_people.cbegin(), m_people.cend(), people.cbegin());
    if (!goesOn) {
        beginResetModel();
        m_people = people;
        endResetModel();
    } else if (people.size() > m_people.size()) {
        beginInsertRows({}, static_cast<int>(m_people.size()), static_cast<int>(people.size()) - 1);
        m_people = people;
        endInsertRows();
    }
}

const desk::RecipientSuggestion *RecipientModel::at(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_people.size() ? &m_people.at(index.row()) : nullptr;
}

QString RecipientModel::place(const desk::RecipientSuggestion &person)
{
    return person.unit.isEmpty() ? tr("Outside") : person.unit;
}

} // namespace liaison::ui
