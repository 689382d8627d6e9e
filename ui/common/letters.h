#pragma once

#include <QObject>

#include <functional>

class QHeaderView;
class QWidget;

namespace liaison::ui {

/// The size of letters, which a person changes while windows are open (Settings > Appearance): what is measured by
/// letters when a widget is made is measured again.
class Letters : public QObject {
    Q_OBJECT
public:
    static Letters *instance();
    /// Calls `apply` now, and whenever letters have another size while `owner` lives.
    static void follow(QObject *owner, const std::function<void()> &apply);

Q_SIGNALS:
    void changed(); ///< every widget has its new font by now

private:
    explicit Letters(QObject *parent) : QObject(parent) { }
};

/// Bold letters, larger than others by `factor`.
void makeHeading(QWidget *widget, double factor);

/// Columns that a person can drag go on showing as many letters as they do.
void keepColumns(QHeaderView *header);

} // namespace liaison::ui
