#pragma once

#include <QStyledItemDelegate>

namespace liaison::ui {

/// Paints an incident in two lines: title and mails' state, then severity, key, status and owner.
class IncidentDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace liaison::ui
