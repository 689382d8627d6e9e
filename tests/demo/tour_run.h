#pragma once

#include "app/demo/demo.h"
#include "core/domain/audit.h"
#include "core/domain/folder.h"
#include "core/domain/mailbox.h"

#include <QByteArray>
#include <QJsonArray>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <functional>

namespace liaison::ui {
class MainWindow;
}

namespace liaison::test {

/// The mailbox that the tour connects.
inline const QString connectedAddress = QStringLiteral("security-desk@nordhafen.example");

/// What a tour was, and what was true of it.
struct TourOutcome {
    int exitCode = -1;  ///< the tour's; -1: it came to no end, -2: its profile was left behind
    QJsonArray report;  ///< tour.json
    QStringList steps;  ///< of the report
    QStringList failed; ///< … those that are not ok
    QStringList looked; ///< steps at whose end the window was looked at (mailboxSights)
    QStringList faults; ///< what was not in it, by step
    // As the store had it in the end; of the connected mailbox folders and the audit log, oldest entry first.
    QList<domain::Mailbox> mailboxes;
    QList<domain::Folder> folders;
    QList<domain::AuditEntry> audit;
    QList<QByteArray> said; ///< to the demo's Exchange and by it
    QSet<QString> asked;    ///< operations of the demo's Graph that went well
};

/// Makes the tour in the real window, against the demo's server; its pictures go into `pictures`. `look` is called at
/// the end of each step.
TourOutcome runTour(const demo::Demo::Options &options, const QString &pictures,
                    const std::function<void(ui::MainWindow &)> &look = {});

/// What is wrong with how the tour connected its mailbox, as the store has it; empty: nothing.
QStringList connectingFaults(const TourOutcome &outcome);

/// What is wrong with the pictures of the report; empty: nothing.
QStringList pictureFaults(const TourOutcome &outcome, const QString &pictures);

} // namespace liaison::test
