// bench_mailbox DIR MAILS [SEED [LATER]]: writes a Maildir of MAILS generated mails to DIR/Maildir, LATER further ones
// (default 1 %) in each of DIR/later/1 … 3, what incidents they are about to DIR/incidents.txt ("KEY TOKEN" a line)
// and its counts to DIR/mailbox.json. The same numbers give the same bytes.
// bench_mailbox --words RANK…: prints the words of these ranks in the generated texts, the most frequent one is 0.
#include "tests/bench/mail_writer.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <cstdio>
#include <map>

namespace liaison::bench {
namespace {

constexpr qint64 epoch = 1'735'689'600; // 2025-01-01
constexpr int batches = 3;
constexpr int mailsAnIncident = 25;
constexpr int mailsAThread = 5;

/// One conversation while it is written.
struct Talk {
    int unit = 0;
    QString subject;
    bool tagged = false;
    QByteArrayList ids;
    QByteArray lastText;
    int left = 0;
};

QString incidentTag(int incident, quint64 seed, QString *line)
{
    static const QByteArray letters = "abcdefghjkmnpqrstuvwxyz23456789";
    Dice dice(seed ^ (0x51ed270bULL * static_cast<quint64>(incident + 1)));
    QString token;
    for (int i = 0; i < 6; ++i)
        token += QLatin1Char(letters.at(dice.below(static_cast<int>(letters.size()))));
    const QString key = QStringLiteral("BENCH-2025-%1").arg(incident + 1, 6, 10, QLatin1Char('0'));
    *line = key + QLatin1Char(' ') + token;
    return QStringLiteral("[%1-%2]").arg(key, token);
}

class Maker {
public:
    Maker(QString dir, int mails, quint64 seed, int later)
        : m_dir(std::move(dir)), m_mails(mails), m_later(later), m_seed(seed), m_dice(seed)
    {
    }

    bool run()
    {
        const QDir dir(m_dir);
        for (const char *folder : {"Maildir/cur", "Maildir/new", "Maildir/tmp", "later/1", "later/2", "later/3"})
            if (!dir.mkpath(QLatin1String(folder)))
                return false;
        const int all = m_mails + batches * m_later;
        m_incidents = qMax(1, all / mailsAnIncident);
        for (int i = 0; i < all; ++i) {
            const bool first = i < m_mails;
            const QString folder
                = first ? QStringLiteral("Maildir/cur") : QStringLiteral("later/%1").arg(1 + (i - m_mails) / m_later);
            if (!write(i, dir.filePath(folder), first))
                return false;
        }
        return writeIncidents() && writeCounts();
    }

private:
    /// Conversations go on beside each other: about 200 are open at any time.
    Talk &talk()
    {
        const int slot = m_dice.below(200);
        Talk &open = m_open[slot];
        if (open.left == 0) {
            open = Talk();
            open.unit = m_dice.below(200);
            open.left = 1 + m_dice.below(2 * mailsAThread - 1);
            open.subject = QString::fromLatin1(vocabularyWord(m_dice.below(3'000)) + " alert on host "
                                               + QByteArray::number(m_dice.below(900)));
            open.tagged = m_dice.chance(0.7);
            if (open.tagged) {
                QString line;
                open.subject += QLatin1Char(' ') + incidentTag(m_dice.below(m_incidents), m_seed, &line);
            }
        }
        --open.left;
        return open;
    }

    bool write(int number, const QString &folder, bool first)
    {
        Talk &open = talk();
        const bool answer = !open.ids.isEmpty();
        MailPlan plan;
        plan.seed = m_seed * 1'000'003 + static_cast<quint64>(number);
        plan.at = epoch + number * 540LL;
        plan.unit = open.unit;
        plan.fromUnit = open.ids.size() % 2 == 0;
        plan.messageId = '<' + QByteArray::number(Dice(plan.seed).next(), 36) + '.' + QByteArray::number(number)
            + "@mail.example>";
        plan.bounce = answer && m_dice.chance(0.015);
        plan.absent = answer && !plan.bounce && m_dice.chance(0.03);
        plan.references = open.ids.mid(qMax<qsizetype>(0, open.ids.size() - 10));
        // Some programs drop the references; then the tag alone leads home.
        if (answer && m_dice.chance(0.12) && open.tagged)
            plan.references.clear();
        plan.subject = (answer ? QStringLiteral("Re: ") : QString()) + open.subject;
        plan.quoted = open.lastText;
        const WrittenMail mail = writeMail(plan);
        if (!plan.bounce) {
            open.ids << plan.messageId;
            open.lastText = mail.text.left(6'000);
        }
        // Dovecot takes both sizes from the name and need not count.
        const QString name = QStringLiteral("%1.M%2P1.bench,S=%3,W=%4%5")
                                 .arg(plan.at)
                                 .arg(number, 7, 10, QLatin1Char('0'))
                                 .arg(mail.bytes.size())
                                 .arg(mail.bytes.size() + mail.bytes.count('\n'))
                                 .arg(first ? QStringLiteral(":2,S") : QString());
        QFile file(folder + QLatin1Char('/') + name);
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(mail.bytes) != mail.bytes.size())
            return false;
        m_hash.addData(mail.bytes);
        if (first)
            m_bytes += mail.bytes.size();
        return true;
    }

    bool writeIncidents() const
    {
        QFile file(m_dir + QStringLiteral("/incidents.txt"));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        for (int i = 0; i < m_incidents; ++i) {
            QString line;
            incidentTag(i, m_seed, &line);
            file.write(line.toLatin1() + '\n');
        }
        return true;
    }

    bool writeCounts()
    {
        QFile file(m_dir + QStringLiteral("/mailbox.json"));
        const QJsonObject counts{{QStringLiteral("mails"), m_mails},
                                 {QStringLiteral("later"), m_later},
                                 {QStringLiteral("bytes"), m_bytes},
                                 {QStringLiteral("incidents"), m_incidents},
                                 {QStringLiteral("seed"), QString::number(m_seed)},
                                 {QStringLiteral("sha256"), QString::fromLatin1(m_hash.result().toHex())}};
        return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(counts).toJson()) > 0;
    }

    QString m_dir;
    int m_mails;
    int m_later;
    quint64 m_seed;
    Dice m_dice;
    int m_incidents = 1;
    std::map<int, Talk> m_open;
    qint64 m_bytes = 0;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace
} // namespace liaison::bench

int main(int argc, char **argv)
{
    if (argc > 2 && QByteArray(argv[1]) == "--words") {
        for (int i = 2; i < argc; ++i)
            std::puts(liaison::bench::vocabularyWord(QByteArray(argv[i]).toInt()).constData());
        return 0;
    }
    const int mails = argc > 2 ? QByteArray(argv[2]).toInt() : 0;
    if (mails <= 0) {
        std::fputs("usage: bench_mailbox DIR MAILS [SEED [LATER]] | --words RANK...\n", stderr);
        return 2;
    }
    const quint64 seed = argc > 3 ? QByteArray(argv[3]).toULongLong() : 42;
    const int later = argc > 4 ? QByteArray(argv[4]).toInt() : qMax(1, mails / 100);
    if (liaison::bench::Maker(QString::fromLocal8Bit(argv[1]), mails, seed, later).run())
        return 0;
    std::fputs("bench_mailbox: cannot write the mailbox\n", stderr);
    return 1;
}
