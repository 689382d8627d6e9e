#pragma once

#include "tests/ui/shell/shell_world.h"

#include <QList>
#include <QSize>

#include <functional>

class QWidget;

namespace liaison::test {

/// A world with something in every page: four mailboxes of each type, feeds in several states, a process that runs
/// with its templates, a unit with every field, mail in and out. Windows only look at it, so that one serves many.
class EveryWorld : public ShellWorld {
public:
    EveryWorld();

    domain::BusinessUnit treasury; ///< with every field, changed twice
    domain::Incident incident;     ///< that affects units and has mail
    domain::Mailbox exchange;
    domain::Mailbox graph;
    domain::Mailbox mixed; ///< read by Graph, sent by SMTP

private:
    domain::Mailbox retyped(const QString &address, domain::Protocol inbound, domain::Protocol outbound);
    void setUpProcess();
};

/// Where a visit shows what it came to.
struct Visit {
    EveryWorld &world;
    QSize size; ///< of a main window
    std::function<void(QWidget &window, const QString &state)> look;
};

/// A window, dialog or group of pages of the program, and how to come to each of its states.
struct EveryWindow {
    const char *name;
    void (*visit)(const Visit &visit);
};

/// All there are. Widgets are found by kind and object name, so that any language does.
const QList<EveryWindow> &everyWindow();

// every_dialog.cpp
const QList<EveryWindow> &everyDialog();

/// Waits for `condition`; the running test fails with `what` where it does not come.
void waitFor(const std::function<bool()> &condition, const char *what);

} // namespace liaison::test
