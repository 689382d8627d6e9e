#pragma once

#include "core/desk/recipient_desk.h"

#include <QAbstractListModel>

namespace liaison::ui {

/// The people that fit what was typed, a row each.
class RecipientModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    /// Rows that stay where they are keep their place and selection: those of a directory come below what is shown.
    void setPeople(const desk::RecipientSuggestions &people);
    [[nodiscard]] const desk::RecipientSuggestion *at(const QModelIndex &index) const;
    [[nodiscard]] const desk::RecipientSuggestions &people() const { return m_people; }

    /// "Finance", or that nobody's unit knows the address.
    static QString place(const desk::RecipientSuggestion &person);

private:
    desk::RecipientSuggestions m_people;
};

} // namespace liaison::ui
