#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace liaison::ui {
class MainWindow;
}

namespace liaison::test {

/// What the window has to show at the end of a step of the tour, whatever the tour itself did to find out.
struct Sight {
    QString step;
    /// What is not so; empty: everything is.
    std::function<QStringList(ui::MainWindow &)> faults;
};

/// The steps in which a mailbox is connected, in order: the form from an empty one to RUNNING, and the card of folders.
QList<Sight> mailboxSights();

/// Whether a picture of its window has all of it: it is shown, and nothing is scrolled out of sight.
bool isInPicture(const QWidget *widget);

} // namespace liaison::test
