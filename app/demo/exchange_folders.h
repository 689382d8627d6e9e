#pragma once

#include "app/demo/demo_mailbox.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace liaison::demo {

/// A folder as Exchange shows it: those of the mailbox below the root that people see, and some without mail that every
/// client expects.
struct ExchangeFolder {
    quint32 number = 0; ///< for ever the same
    quint32 parent = 0; ///< its number; 0: none
    QString name;
    QString distinguished;             ///< "inbox"; empty for most
    QByteArray element = "t:Folder";   ///< or "t:CalendarFolder" …
    QString folderClass;               ///< "IPF.Note"
    const DemoFolder *mails = nullptr; ///< null: it never holds any

    [[nodiscard]] bool isMail() const { return mails != nullptr; }
};

constexpr quint32 rootNumber = 1;        ///< "root"
constexpr quint32 messageRootNumber = 2; ///< "msgfolderroot"
constexpr quint32 firstMailNumber = 100; ///< that of the mailbox's first folder

/// All folders, parents before their children. What they point to holds until the mailbox changes.
QList<ExchangeFolder> foldersOf(const DemoMailbox &box);
std::optional<ExchangeFolder> folderNumbered(const DemoMailbox &box, quint32 number);
std::optional<ExchangeFolder> folderDistinguished(const DemoMailbox &box, const QString &id);

} // namespace liaison::demo
