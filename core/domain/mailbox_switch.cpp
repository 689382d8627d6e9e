#include "core/domain/mailbox_switch.h"

#include <algorithm>

namespace liaison::domain {

const TestStep *SwitchReport::refusal() const
{
    for (const TestReport &test : tests) {
        if (const TestStep *failed = test.failure())
            return failed;
    }
    return nullptr;
}

QStringList SwitchReport::missingFolders() const
{
    QStringList missing;
    for (const SwitchedFolder &folder : folders) {
        if (folder.selected && folder.pathThere.isEmpty())
            missing << folder.path;
    }
    return missing;
}

bool SwitchReport::same() const
{
    const auto differs = [](const SwitchedFolder &folder) {
        return folder.pathThere.isEmpty() || !folder.missingThere.isEmpty()
            || (folder.here >= 0 && folder.there >= 0 && folder.here != folder.there);
    };
    return foldersOnlyHere.isEmpty() && foldersOnlyThere.isEmpty()
        && std::none_of(folders.cbegin(), folders.cend(), differs);
}

QString protocolName(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Imap:
        return QStringLiteral("imap");
    case Protocol::Smtp:
        return QStringLiteral("smtp");
    case Protocol::Ews:
        return QStringLiteral("ews");
    case Protocol::Graph:
        return QStringLiteral("graph");
    }
    return {};
}

} // namespace liaison::domain
