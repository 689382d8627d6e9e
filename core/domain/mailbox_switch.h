#pragma once

#include "core/base/error.h"
#include "core/domain/connection_test.h"
#include "core/domain/folder.h"
#include "core/domain/mailbox.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace liaison::domain {

/// A folder that is read, on both ways to the mailbox.
struct SwitchedFolder {
    QString path;
    QString pathThere; ///< its path on the new way; empty: it is not there
    FolderRole role = FolderRole::None;
    bool selected = false;
    int stored = 0;           ///< mails that are stored and were on the server when it was last read
    int here = -1;            ///< mails on the way that is used now; -1: that did not answer
    int there = -1;           ///< mails on the new way; -1: it was not looked into
    int recognised = 0;       ///< stored mails that were found there: they are not fetched again
    int toFetch = 0;          ///< mails there that are not stored, or not recognised
    int unrecognised = 0;     ///< stored mails that were not found there: they stay as evidence
    int compared = 0;         ///< of the newest mails here, how many were looked for there by Message-ID …
    QStringList missingThere; ///< … and those Message-IDs that are not there
};

/// What a switch of a mailbox to another protocol would do, or has done.
struct SwitchReport {
    QString mailbox; ///< its address
    Protocol from = Protocol::Ews;
    Protocol to = Protocol::Graph;
    QList<TestReport> tests;        ///< of the new way: reading, sending; up to the one that failed
    std::optional<Error> hereError; ///< why the way that is used now gave no answer: what is stored stands for it
    QList<SwitchedFolder> folders;  ///< those that are selected or were read before
    QStringList foldersOnlyHere;    ///< paths
    QStringList foldersOnlyThere;   ///< paths
    bool done = false;              ///< false: nothing was changed

    /// The step of the sign-in's tests that failed; null: none did.
    [[nodiscard]] const TestStep *refusal() const;
    /// Selected folders that are not there: they would not be read any more, so there is no switch.
    [[nodiscard]] QStringList missingFolders() const;
    /// Nothing stands in the way.
    [[nodiscard]] bool possible() const { return !refusal() && missingFolders().isEmpty(); }
    /// Both ways show the same, as far as it was compared.
    [[nodiscard]] bool same() const;
};

/// How far a switch, or its dry run, has come.
struct SwitchProgress {
    enum class Step {
        SignIn,  ///< the new way is tested
        Folders, ///< they are listed
        Mails,   ///< those of `folder`, which is number `done` + 1 of `total`
        Commit   ///< what is stored is switched over: from here on it is not cancelled any more
    };
    Step step = Step::SignIn;
    QString folder = {}; ///< its path
    int done = 0;        ///< folders
    int total = 0;
};

/// "ews", "graph" and so on, as settings have it.
QString protocolName(Protocol protocol);

} // namespace liaison::domain
