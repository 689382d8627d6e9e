#pragma once

#include <QStyledItemDelegate>

namespace liaison::ui {

/// Paints somebody who may be written to in one line: name and address, and at the right the business unit, or that
/// there is none. Where room is short the name is cut before the address.
class RecipientDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace liaison::ui
