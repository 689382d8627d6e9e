#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

class QFormLayout;

namespace liaison::ui {

/// Where things are kept, who works here and what that person may do. To read: the store is chosen at the start.
class StoreSettings : public QWidget {
    Q_OBJECT
public:
    explicit StoreSettings(const UiContext &context, QWidget *parent = nullptr);

private:
    void addLine(QFormLayout *form, const QString &name, const QString &value);
};

} // namespace liaison::ui
