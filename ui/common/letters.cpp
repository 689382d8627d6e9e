#include "ui/common/letters.h"

#include <QApplication>
#include <QHeaderView>
#include <QWidget>

#include <algorithm>
#include <memory>
#include <utility>

namespace liaison::ui {

Letters *Letters::instance()
{
    static Letters *const letters = new Letters(QCoreApplication::instance());
    return letters;
}

void Letters::follow(QObject *owner, const std::function<void()> &apply)
{
    connect(instance(), &Letters::changed, owner, apply);
    apply();
}

void makeHeading(QWidget *widget, double factor)
{
    Letters::follow(widget, [widget, factor] {
        QFont large = QApplication::font(widget);
        if (large.pointSizeF() > 0)
            large.setPointSizeF(large.pointSizeF() * factor);
        else
            large.setPixelSize(std::max(1, qRound(large.pixelSize() * factor)));
        large.setBold(true);
        widget->setFont(large);
    });
}

void keepColumns(QHeaderView *header)
{
    const auto known = std::make_shared<int>(header->fontMetrics().averageCharWidth());
    Letters::follow(header, [header, known] {
        const int letter = header->fontMetrics().averageCharWidth();
        const int before = std::exchange(*known, letter);
        for (int i = 0; letter != before && i < header->count(); ++i) {
            if (header->sectionResizeMode(i) == QHeaderView::Interactive && !header->isSectionHidden(i))
                header->resizeSection(i, header->sectionSize(i) * letter / before);
        }
    });
}

} // namespace liaison::ui
