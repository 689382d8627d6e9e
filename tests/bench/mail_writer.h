#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace liaison::bench {

/// Random numbers that are the same on every machine (splitmix64): std's distributions are not.
class Dice {
public:
    explicit Dice(quint64 seed) : m_state(seed) { }
    quint64 next();
    /// 0 … n-1.
    int below(int n) { return static_cast<int>(next() % static_cast<quint64>(n)); }
    bool chance(double p) { return unit() < p; }
    /// Spread as sizes of attachments are: many small, few large.
    int exponential(double mean);
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
    quint64 m_state;
};

/// What the maker of the mailbox says of one mail; the writer makes up the rest.
struct MailPlan {
    quint64 seed = 0;
    qint64 at = 0; ///< seconds since 1970
    int unit = 0;  ///< business unit
    bool fromUnit = true;
    QByteArray messageId;
    QByteArrayList references; ///< oldest first
    QString subject;
    QByteArray quoted; ///< text of the mail it answers
    bool bounce = false;
    bool absent = false; ///< out-of-office note
};

struct WrittenMail {
    QByteArray bytes; ///< LF line ends, as a Maildir has them
    QByteArray text;  ///< UTF-8, to be quoted by the answer
};

/// Writes one mail as business units and their programs do: several languages, charsets and transfer encodings, HTML
/// beside the text, attachments, trace headers. Equal plans give equal bytes.
WrittenMail writeMail(const MailPlan &plan);

/// The word of rank `n` (0 the most frequent of 6,000), for queries that find something.
QByteArray vocabularyWord(int n);

QByteArray unitAddress(int unit);

} // namespace liaison::bench
