#pragma once

#include <QListView>

namespace liaison::ui {

/// The list below a field of addresses. It lies in the field's window and never has the focus: who types goes on
/// typing, and the field sends it the keys that choose.
class RecipientPopup : public QListView {
    Q_OBJECT
public:
    explicit RecipientPopup(QAbstractItemModel *model, QWidget *parent = nullptr);

    /// Shows as many rows as there is room for, below `field` or, where there is more room, above it.
    void showAt(QWidget *field);
    /// To the next row, or to the first where none is chosen; `by` -1: to the one before.
    void move(int by);

private:
    [[nodiscard]] QRect placeAt(const QWidget *field) const;
};

} // namespace liaison::ui
