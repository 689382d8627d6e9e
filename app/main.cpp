#include "app/cli/main.h"
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/input_file.h"
#include "app/command_line.h"
#include "app/composition_root.h"
#include "app/demo/demo.h"
#include "app/demo/demo_server_command.h"
#include "app/leave_soon.h"
#include "app/quit_signals.h"
#include "app/translations.h"
#include "core/base/log_book.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/unsaved_changes.h"

#include <QApplication>
#include <QMessageBox>
#include <QTextStream>

#include <cstdio>
#include <optional>

namespace {

/// Says why the program cannot start, in the terminal and where there is a desktop in a window, then leaves.
void leaveOver(const liaison::Error &error, const QString &location)
{
    const QString headline = QCoreApplication::translate("main", "Liaison cannot open its store: %1").arg(location);
    const QString reason = liaison::ui::errorText(error);
    QTextStream(stderr) << headline << '\n' << reason << '\n' << error.log << '\n';
    if (QGuiApplication::platformName() == QLatin1String("offscreen")
        || QGuiApplication::platformName() == QLatin1String("minimal")) {
        QCoreApplication::exit(liaison::app::ExitStore); // nobody could close the window
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Critical, QStringLiteral("Liaison"), headline, QMessageBox::Close);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(reason);
    box->setDetailedText(error.log);
    QObject::connect(box, &QMessageBox::finished, qApp, [] { QCoreApplication::exit(liaison::app::ExitStore); });
    box->open();
}

/// The options, with the language they ask for installed first: what is wrong with them is said in it.
liaison::app::Options readOptions()
{
    const QStringList arguments = QCoreApplication::arguments();
    const QString asked = liaison::app::askedLanguage(arguments);
    liaison::app::installTranslations(asked.isEmpty() ? liaison::app::keptLanguage(arguments) : asked);
    return liaison::app::parseCommandLine(arguments);
}

/// Prints what the options say instead of a window.
int leaveWith(const liaison::app::Options &options)
{
    if (options.exitCode == liaison::app::ExitOk)
        return liaison::cli::printText(options.printAndExit->toUtf8() + '\n');
    QTextStream(stderr) << *options.printAndExit << '\n';
    return options.exitCode;
}

/// Whether there is nothing to show a window on: Qt would end the program by abort().
bool lacksDisplay(const QStringList &arguments)
{
#if defined(Q_OS_LINUX)
    const bool chosen = qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || arguments.contains(QStringLiteral("-platform"))
        || arguments.contains(QStringLiteral("--platform"));
    return !chosen && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariable("XDG_SESSION_TYPE") != QLatin1String("wayland");
#else
    Q_UNUSED(arguments)
    return false;
#endif
}

bool wantsTour(const QStringList &arguments)
{
    return std::any_of(arguments.cbegin(), arguments.cend(),
                       [](const QString &a) { return a.startsWith(QLatin1String("--tour")); });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("liaison"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LIAISON_VERSION));
    liaison::cli::keepStandardDescriptors();
    QStringList first;
    for (int i = 0; i < argc; ++i)
        first << QString::fromLocal8Bit(argv[i]);
    liaison::cli::addCommand(&liaison::demo::demoServerCommand);
    if (liaison::cli::namesCommand(first)) {
        const QCoreApplication console(argc, argv);
        liaison::app::LeaveSoon leave; // a test that is cancelled may be looking up a name
        return leave.with(liaison::cli::runCommand(QCoreApplication::arguments()));
    }
    {
        // Help and wrong arguments are answered where there is no display, too. Qt's own arguments are not known
        // yet here, so only what ends the program at once is taken from this first reading.
        const QStringList quick{QStringLiteral("--help"), QStringLiteral("-h"), QStringLiteral("--version"),
                                QStringLiteral("-v")};
        const bool ends
            = std::any_of(first.cbegin() + 1, first.cend(), [&](const QString &a) { return quick.contains(a); });
        if (ends) {
            const QCoreApplication console(argc, argv);
            const liaison::app::Options options = readOptions();
            if (options.printAndExit)
                return leaveWith(options);
        }
    }

    if (lacksDisplay(first)) {
        if (!wantsTour(first)) {
            const QCoreApplication console(argc, argv);
            const liaison::app::Options options = readOptions();
            QTextStream(stderr) << options.printAndExit.value_or(QCoreApplication::translate(
                "main", "There is no display to open the window on. “liaison --help” lists what works without one."))
                                << '\n';
            return options.printAndExit ? options.exitCode : liaison::app::ExitOther;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen"); // its pictures are what it is for
    }

    QApplication application(argc, argv);
    liaison::LogBook::install();
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Liaison"));
    QGuiApplication::setDesktopFileName(QStringLiteral("liaison"));
    QGuiApplication::setWindowIcon(liaison::ui::applicationIcon());
    liaison::app::Options options = readOptions();
    if (options.printAndExit)
        return leaveWith(options);
    liaison::app::LeaveSoon leave;           // outlives what follows, so that it dies when all of it is closed
    std::optional<liaison::demo::Demo> demo; // outlives the root: its profile goes last
    liaison::app::Guest guest;
    if (options.demo) {
        liaison::demo::Demo::Options world;
        using liaison::demo::Way;
        if (!options.demoMailbox.isEmpty())
            world.ways = {options.demoMailbox == QLatin1String("imap")        ? Way::Imap
                              : options.demoMailbox == QLatin1String("graph") ? Way::Graph
                                                                              : Way::Exchange};
        options = demo.emplace(world).applied(options);
        guest = demo->guest();
    }
    liaison::app::CompositionRoot root(options, guest);
    if (demo) {
        demo->attach(&root, options.tourDir);
        QObject::connect(&*demo, &liaison::demo::Demo::tourEnded, &root, [](int exitCode) {
            liaison::ui::leaveUnasked();
            QApplication::closeAllWindows();
            QCoreApplication::exit(exitCode);
        });
    }
    QObject::connect(&root, &liaison::app::CompositionRoot::failed, &root,
                     [&options](const liaison::Error &error) { leaveOver(error, options.storeLocation); });
    // The windows keep what is being written; then everything is taken down as after Quit: feeds end with the unit
    // in hand finished or rolled back, and the store carries out what was asked of it.
    const liaison::app::QuitSignals quitSignals;
    QObject::connect(&quitSignals, &liaison::app::QuitSignals::asked, &root, [] {
        liaison::ui::leaveUnasked();
        QApplication::closeAllWindows();
        QCoreApplication::exit(liaison::app::ExitOk);
    });
    // Queued, so that exit() finds a running event loop whatever happens first.
    if (demo)
        QMetaObject::invokeMethod(&*demo, &liaison::demo::Demo::prepare, Qt::QueuedConnection);
    else
        QMetaObject::invokeMethod(&root, &liaison::app::CompositionRoot::start, Qt::QueuedConnection);
    return leave.with(QApplication::exec());
}
