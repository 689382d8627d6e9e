#pragma once

#include <QStyledItemDelegate>

namespace liaison::ui {

/// Paints a thread on two lines: its title (bold while unread) over who wrote last and the first words; its state
/// over since when. Business units are small headings.
class ThreadDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace liaison::ui
