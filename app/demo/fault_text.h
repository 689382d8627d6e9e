#pragma once

#include "app/demo/http_wire.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>

namespace liaison::demo {

/// What is wrong with a fault's text ("busy=3", "cut-answer=2000:GetItem"), if anything.
enum class FaultText {
    Good,
    NoSuchFault,
    NoNumber,   ///< or none that is possible
    NoCode,     ///< behind an item's number stands no code of Exchange's
    NoOperation ///< behind the number stands no operation of this server's
};

/// Takes one of so many; false: there is none left.
bool spend(int &count);

/// A word for a number of faults.
template <class Faults> struct FaultWord {
    const char *word;
    int Faults::*count;
};

/// A fault's text taken apart.
struct FaultParts {
    QString word;
    int number = -1;
    std::optional<QString> operation; ///< behind a colon
};
/// None where the number is no number from 0 to a million.
std::optional<FaultParts> faultParts(const QString &text);
QString faultWord(const QString &text);

/// What is done to the bytes of requests and answers, whatever they say: slow, cut-answer, cut-request.
QStringList wireFaultWords();
/// How the answers of a server are slow by `ms` a KiB.
void makeSlow(WireHarm &wire, int ms);

template <class Faults, std::size_t N> QStringList faultWordsOf(const FaultWord<Faults> (&words)[N])
{
    QStringList out;
    for (const FaultWord<Faults> &fault : words)
        out << QLatin1String(fault.word);
    return out + wireFaultWords();
}

/// Sets one of `words` or of those of the wire; `faults` stays as it is where the text is not good.
template <class Faults, std::size_t N>
FaultText setFault(Faults &faults, const FaultWord<Faults> (&words)[N], const QString &text,
                   bool (*isOperation)(const QString &name))
{
    if (!faultWordsOf(words).contains(faultWord(text)))
        return FaultText::NoSuchFault;
    const auto parts = faultParts(text);
    const bool cutsAnswer = parts && parts->word == QLatin1String("cut-answer");
    if (!parts || (parts->operation && !cutsAnswer))
        return FaultText::NoNumber;
    if (parts->operation && !isOperation(*parts->operation))
        return FaultText::NoOperation;
    if (parts->word == QLatin1String("slow")) {
        makeSlow(faults.wire, parts->number);
    } else if (cutsAnswer) {
        faults.cuts = 1;
        faults.cutOperation = parts->operation.value_or(QString());
        faults.wire.cutAt = parts->number;
    } else if (parts->word == QLatin1String("cut-request")) {
        faults.requestCuts = 1;
        faults.requestCutAt = parts->number;
    }
    for (const FaultWord<Faults> &fault : words)
        if (parts->word == QLatin1String(fault.word))
            faults.*fault.count = parts->number;
    return FaultText::Good;
}

} // namespace liaison::demo
