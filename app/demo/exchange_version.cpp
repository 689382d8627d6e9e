#include "app/demo/exchange_version.h"

#include <algorithm>

namespace liaison::demo {

namespace {

using V = ews::ServerVersion;

const QList<ExchangeVersion> &releases()
{
    static const QList<ExchangeVersion> all{
        {QStringLiteral("Exchange2007_SP1"), {8, 1, 436, 0}, QStringLiteral("Exchange2007_SP1"), V::Exchange2007_SP1},
        {QStringLiteral("Exchange2010"), {14, 0, 639, 21}, QStringLiteral("Exchange2010"), V::Exchange2010},
        {QStringLiteral("Exchange2010_SP1"), {14, 1, 218, 15}, QStringLiteral("Exchange2010_SP1"), V::Exchange2010_SP1},
        {QStringLiteral("Exchange2010_SP2"), {14, 3, 123, 3}, QStringLiteral("Exchange2010_SP2"), V::Exchange2010_SP2},
        {QStringLiteral("Exchange2013"), {15, 0, 516, 32}, QStringLiteral("V2_3"), V::Exchange2013},
        {QStringLiteral("Exchange2013_SP1"), {15, 0, 847, 32}, QStringLiteral("V2_8"), V::Exchange2013_SP1},
        {QStringLiteral("Exchange2016"), {15, 1, 845, 34}, QStringLiteral("V2016_10_10"), V::Exchange2016},
        {QStringLiteral("Exchange2019"), {15, 2, 1118, 7}, QStringLiteral("V2017_07_11"), V::Exchange2016},
        {QStringLiteral("ExchangeSE"), {15, 2, 2562, 17}, QStringLiteral("V2017_07_11"), V::Exchange2016},
        {QStringLiteral("ExchangeOnline"), {15, 20, 8158, 17}, QStringLiteral("V2018_01_08"), V::Exchange2016},
    };
    return all;
}

} // namespace

QStringList exchangeVersionNames()
{
    QStringList names;
    for (const ExchangeVersion &release : releases())
        names << release.name;
    return names;
}

std::optional<ExchangeVersion> exchangeVersion(const QString &name)
{
    for (const ExchangeVersion &release : releases())
        if (release.name.compare(name, Qt::CaseInsensitive) == 0)
            return release;
    return std::nullopt;
}

bool knowsDistinguished(ews::ServerVersion version, const QString &id)
{
    static const QStringList always{
        QStringLiteral("calendar"), QStringLiteral("contacts"),      QStringLiteral("deleteditems"),
        QStringLiteral("drafts"),   QStringLiteral("inbox"),         QStringLiteral("journal"),
        QStringLiteral("notes"),    QStringLiteral("outbox"),        QStringLiteral("sentitems"),
        QStringLiteral("tasks"),    QStringLiteral("msgfolderroot"), QStringLiteral("publicfoldersroot"),
        QStringLiteral("root"),     QStringLiteral("junkemail"),     QStringLiteral("searchfolders"),
        QStringLiteral("voicemail")};
    static const QStringList since2010Sp1{QStringLiteral("recoverableitemsroot"),
                                          QStringLiteral("recoverableitemsdeletions"),
                                          QStringLiteral("recoverableitemsversions"),
                                          QStringLiteral("recoverableitemspurges"),
                                          QStringLiteral("archiveroot"),
                                          QStringLiteral("archivemsgfolderroot"),
                                          QStringLiteral("archivedeleteditems"),
                                          QStringLiteral("archiverecoverableitemsroot")};
    static const QStringList since2013{QStringLiteral("syncissues"),          QStringLiteral("conflicts"),
                                       QStringLiteral("localfailures"),       QStringLiteral("serverfailures"),
                                       QStringLiteral("recipientcache"),      QStringLiteral("quickcontacts"),
                                       QStringLiteral("conversationhistory"), QStringLiteral("todosearch")};
    return always.contains(id) || (version >= V::Exchange2010_SP1 && since2010Sp1.contains(id))
        || (version >= V::Exchange2013 && since2013.contains(id));
}

} // namespace liaison::demo
