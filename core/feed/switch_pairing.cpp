#include "core/feed/switch_pairing.h"

#include "core/store/facts_json.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace liaison::feed {

using domain::Folder;
using domain::FolderRole;
using domain::RemoteFolder;
using store::PlacedCopy;
using transport::ListedMail;

namespace {

/// Protocols tell times of arrival in seconds or finer.
qint64 secondOf(UtcMs time)
{
    constexpr qint64 msASecond = 1'000;
    return time / msASecond;
}

class Pairer {
public:
    Pairer(const QList<PlacedCopy> &copies, const QList<ListedMail> &listed)
        : m_copies(copies), m_listed(listed), m_copyDone(copies.size(), false), m_mailDone(listed.size(), false)
    {
    }

    SwitchPairing run()
    {
        byMessageId();
        byTime();
        SwitchPairing pairing;
        pairing.ids = m_ids;
        for (qsizetype i = 0; i < m_listed.size(); ++i)
            if (!m_mailDone.at(i))
                pairing.missing << m_listed.at(i);
        pairing.unrecognised = static_cast<int>(std::count(m_copyDone.cbegin(), m_copyDone.cend(), false));
        return pairing;
    }

private:
    struct Group {
        QList<qsizetype> copies;
        QList<qsizetype> mails;
    };

    void pair(qsizetype copy, qsizetype mail)
    {
        m_copyDone[copy] = true;
        m_mailDone[mail] = true;
        m_ids << store::MailboxMove::NewId{m_copies.at(copy).id, m_listed.at(mail).remoteId, m_listed.at(mail).seen};
    }

    void byMessageId()
    {
        QHash<QString, Group> groups;
        for (qsizetype i = 0; i < m_copies.size(); ++i)
            if (!m_copies.at(i).messageIdHeader.isEmpty())
                groups[m_copies.at(i).messageIdHeader].copies << i;
        for (qsizetype i = 0; i < m_listed.size(); ++i)
            if (!m_listed.at(i).messageIdHeader.isEmpty())
                groups[store::indexKey(m_listed.at(i).messageIdHeader)].mails << i;
        for (auto group = groups.begin(); group != groups.end(); ++group)
            pairGroup(*group);
    }

    void pairGroup(Group &group)
    {
        QHash<qint64, QList<qsizetype>> bySecond; // last one first
        for (auto mail = group.mails.crbegin(); mail != group.mails.crend(); ++mail)
            bySecond[secondOf(m_listed.at(*mail).internalDate)] << *mail;
        for (const qsizetype copy : std::as_const(group.copies)) {
            const auto same = bySecond.find(secondOf(m_copies.at(copy).internalDate));
            if (same != bySecond.end() && !same->isEmpty())
                pair(copy, same->takeLast());
        }
        group.copies.removeIf([this](qsizetype copy) { return m_copyDone.at(copy); });
        group.mails.removeIf([this](qsizetype mail) { return m_mailDone.at(mail); });
        std::stable_sort(group.copies.begin(), group.copies.end(), [this](qsizetype a, qsizetype b) {
            return m_copies.at(a).internalDate < m_copies.at(b).internalDate;
        });
        std::stable_sort(group.mails.begin(), group.mails.end(), [this](qsizetype a, qsizetype b) {
            return m_listed.at(a).internalDate < m_listed.at(b).internalDate;
        });
        for (qsizetype i = 0; i < std::min(group.copies.size(), group.mails.size()); ++i)
            pair(group.copies.at(i), group.mails.at(i));
    }

    void byTime()
    {
        QHash<qint64, Group> groups;
        for (qsizetype i = 0; i < m_copies.size(); ++i)
            if (!m_copyDone.at(i) && m_copies.at(i).internalDate > 0)
                groups[secondOf(m_copies.at(i).internalDate)].copies << i;
        for (qsizetype i = 0; i < m_listed.size(); ++i)
            if (!m_mailDone.at(i) && m_listed.at(i).internalDate > 0)
                groups[secondOf(m_listed.at(i).internalDate)].mails << i;
        for (const Group &group : std::as_const(groups)) {
            if (group.copies.size() != 1 || group.mails.size() != 1)
                continue;
            // Two Message-IDs that differ are two mails, however close they came in.
            const bool bothNamed = !m_copies.at(group.copies.first()).messageIdHeader.isEmpty()
                && !m_listed.at(group.mails.first()).messageIdHeader.isEmpty();
            if (!bothNamed)
                pair(group.copies.first(), group.mails.first());
        }
    }

    const QList<PlacedCopy> &m_copies;
    const QList<ListedMail> &m_listed;
    QList<bool> m_copyDone;
    QList<bool> m_mailDone;
    QList<store::MailboxMove::NewId> m_ids;
};

} // namespace

SwitchPairing pairMails(const QList<PlacedCopy> &copies, const QList<ListedMail> &listed)
{
    return Pairer(copies, listed).run();
}

QHash<FolderId, RemoteFolder> matchFolders(const QList<Folder> &stored, const QList<RemoteFolder> &there)
{
    QHash<FolderId, RemoteFolder> matches;
    QSet<QString> taken;
    const auto match = [&](bool vanished, auto same) {
        for (const Folder &folder : stored) {
            if (folder.vanished != vanished || matches.contains(folder.id))
                continue;
            const auto found = std::find_if(there.cbegin(), there.cend(), [&](const RemoteFolder &each) {
                return !taken.contains(each.remoteId) && same(folder.remote, each);
            });
            if (found == there.cend())
                continue;
            taken.insert(found->remoteId);
            matches.insert(folder.id, *found);
        }
    };
    const auto sameRole
        = [](const RemoteFolder &a, const RemoteFolder &b) { return a.role != FolderRole::None && a.role == b.role; };
    const auto samePath = [](const RemoteFolder &a, const RemoteFolder &b) {
        return a.path.split(a.delimiter.isEmpty() ? QStringLiteral("/") : a.delimiter)
            == b.path.split(b.delimiter.isEmpty() ? QStringLiteral("/") : b.delimiter);
    };
    for (const bool vanished : {false, true}) {
        match(vanished, sameRole);
        match(vanished, samePath);
    }
    return matches;
}

} // namespace liaison::feed
