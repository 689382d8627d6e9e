#include "ui/compose/recipient_popup.h"

#include "ui/compose/recipient_delegate.h"

#include <algorithm>

namespace liaison::ui {

namespace {
constexpr int mostRows = 8;
constexpr int leastWidth = 420;
constexpr int distance = 2; ///< from the field
constexpr int margin = 4;   ///< to the window's edge
} // namespace

RecipientPopup::RecipientPopup(QAbstractItemModel *model, QWidget *parent) : QListView(parent)
{
    setObjectName(QStringLiteral("recipientPopup"));
    setAccessibleName(tr("People who fit"));
    setModel(model);
    setItemDelegate(new RecipientDelegate(this));
    setFocusPolicy(Qt::NoFocus);
    setUniformItemSizes(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    hide();
}

QRect RecipientPopup::placeAt(const QWidget *field) const
{
    const QWidget *window = field->window();
    const QRect at(field->mapTo(window, QPoint()), field->size());
    const int rows = std::min(model()->rowCount(), mostRows);
    const int wanted = rows * sizeHintForRow(0) + 2 * frameWidth();
    const int width = std::min(std::max(at.width(), leastWidth), window->width() - 2 * margin);
    const int wished = isRightToLeft() ? at.right() + 1 - width : at.left(); // where one begins to read the field
    const int left = std::clamp(wished, margin, std::max(margin, window->width() - margin - width));
    const int below = window->height() - margin - at.bottom() - distance;
    const int above = at.top() - margin - distance;
    if (wanted <= below || below >= above)
        return {left, at.bottom() + distance, width, std::min(wanted, below)};
    const int height = std::min(wanted, above);
    return {left, at.top() - distance - height, width, height};
}

void RecipientPopup::showAt(QWidget *field)
{
    if (parentWidget() != field->window())
        setParent(field->window());
    setGeometry(placeAt(field));
    raise();
    show();
}

void RecipientPopup::move(int by)
{
    const int rows = model()->rowCount();
    const int from = currentIndex().isValid() ? currentIndex().row() : (by > 0 ? -1 : rows);
    setCurrentIndex(model()->index(std::clamp(from + by, 0, rows - 1), 0));
}

} // namespace liaison::ui
