#include "core/feed/switch_pairing.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace liaison;
using domain::FolderRole;
using feed::SwitchPairing;
using store::PlacedCopy;
using transport::ListedMail;

/// Which stored mail is which mail on another way to the same mailbox.
class TestSwitchPairing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMessageIdIsEnough();
    void ofSeveralTheTimeOfArrivalDecides();
    void noneIsPairedTwice();
    void whatHasNoMessageIdGoesByTime();
    void twoThatAreNamedOtherwiseAreTwo();
    void foldersGoByRoleThenByPath();

private:
    static PlacedCopy copy(qint64 id, const char *header, UtcMs at)
    {
        return {id, QString::fromLatin1(header), at, false};
    }
    static ListedMail mail(const char *id, const char *header, UtcMs at, bool seen = false)
    {
        return {QString::fromLatin1(id), QString::fromLatin1(header), at, -1, seen};
    }
    /// "COPY=ID" of each pair, then "+ID" of what is to be fetched, in order.
    static QStringList told(const SwitchPairing &pairing)
    {
        QStringList lines;
        for (const auto &pair : pairing.ids)
            lines << QStringLiteral("%1=%2").arg(pair.copy).arg(pair.remoteId);
        for (const ListedMail &missing : pairing.missing)
            lines << QLatin1Char('+') + missing.remoteId;
        lines.sort();
        return lines;
    }
};

void TestSwitchPairing::aMessageIdIsEnough()
{
    const auto pairing
        = feed::pairMails({copy(1, "a@x", 1'000), copy(2, "b@x", 2'000), copy(3, "gone@x", 3'000)},
                          {mail("B", "b@x", 9'000, true), mail("C", "new@x", 3'000), mail("A", "a@x", 0)});
    QCOMPARE(told(pairing), (QStringList{QStringLiteral("+C"), QStringLiteral("1=A"), QStringLiteral("2=B")}));
    QCOMPARE(pairing.unrecognised, 1);
    for (const auto &pair : pairing.ids)
        QCOMPARE(pair.seen, pair.copy == 2);
}

void TestSwitchPairing::ofSeveralTheTimeOfArrivalDecides()
{
    // The second is the same, the millisecond need not be.
    const auto pairing = feed::pairMails({copy(1, "a@x", 1'500), copy(2, "a@x", 2'500), copy(3, "a@x", 3'500)},
                                         {mail("C", "a@x", 3'000), mail("B", "a@x", 2'000), mail("A", "a@x", 1'000)});
    QCOMPARE(told(pairing), (QStringList{QStringLiteral("1=A"), QStringLiteral("2=B"), QStringLiteral("3=C")}));
    // Where times do not fit, the order of arrival does.
    const auto shifted = feed::pairMails({copy(2, "a@x", 20'000), copy(1, "a@x", 10'000)},
                                         {mail("B", "a@x", 70'000), mail("A", "a@x", 60'000)});
    QCOMPARE(told(shifted), (QStringList{QStringLiteral("1=A"), QStringLiteral("2=B")}));
}

void TestSwitchPairing::noneIsPairedTwice()
{
    const auto more = feed::pairMails({copy(1, "a@x", 1'000)}, {mail("A", "a@x", 1'000), mail("B", "a@x", 1'000)});
    QCOMPARE(told(more), (QStringList{QStringLiteral("+B"), QStringLiteral("1=A")}));
    const auto fewer = feed::pairMails({copy(1, "a@x", 1'000), copy(2, "a@x", 1'000)}, {mail("A", "a@x", 1'000)});
    QCOMPARE(told(fewer), QStringList{QStringLiteral("1=A")});
    QCOMPARE(fewer.unrecognised, 1);
}

void TestSwitchPairing::whatHasNoMessageIdGoesByTime()
{
    const auto pairing = feed::pairMails(
        {copy(1, "", 1'000), copy(2, "", 5'000), copy(3, "", 5'000), copy(4, "", 7'000)},
        {mail("A", "made-up@exchange", 1'200), mail("B", "", 5'000), mail("C", "", 5'000), mail("D", "", 7'100)});
    QCOMPARE(told(pairing),
             (QStringList{QStringLiteral("+B"), QStringLiteral("+C"), QStringLiteral("1=A"), QStringLiteral("4=D")}));
    QCOMPARE(pairing.unrecognised, 2);
}

void TestSwitchPairing::twoThatAreNamedOtherwiseAreTwo()
{
    const auto pairing = feed::pairMails({copy(1, "a@x", 1'000)}, {mail("B", "b@x", 1'000)});
    QCOMPARE(told(pairing), QStringList{QStringLiteral("+B")});
    QCOMPARE(pairing.unrecognised, 1);
}

void TestSwitchPairing::foldersGoByRoleThenByPath()
{
    const auto remote = [](const char *id, const char *path, const char *delimiter, FolderRole role) {
        return domain::RemoteFolder{QString::fromLatin1(id), QString::fromLatin1(path), QString::fromLatin1(delimiter),
                                    role};
    };
    const auto stored = [](qint64 id, const domain::RemoteFolder &folder, bool vanished = false) {
        domain::Folder made;
        made.id = FolderId{id};
        made.remote = folder;
        made.vanished = vanished;
        return made;
    };
    const auto matches = feed::matchFolders(
        {stored(1, remote("i", "Posteingang", "/", FolderRole::Inbox)),
         stored(2, remote("old", "Team/A", "/", FolderRole::None), true),
         stored(3, remote("t", "Team/A", "/", FolderRole::None)), stored(4, remote("g", "Gone", "/", FolderRole::None)),
         stored(5, remote("v", "Back", "/", FolderRole::None), true)},
        {remote("1", "Inbox", "\\", FolderRole::Inbox), remote("2", "Team\\A", "\\", FolderRole::None),
         remote("3", "Back", "\\", FolderRole::None), remote("4", "Posteingang", "\\", FolderRole::None)});
    QCOMPARE(matches.size(), 3);
    QCOMPARE(matches.value(FolderId{1}).remoteId, QStringLiteral("1"));
    QCOMPARE(matches.value(FolderId{3}).remoteId, QStringLiteral("2"));
    QCOMPARE(matches.value(FolderId{5}).remoteId, QStringLiteral("3"));
}

LIAISON_TEST(TestSwitchPairing)
#include "tst_switch_pairing.moc"
