#include "app/demo/fault_text.h"

namespace liaison::demo {

bool spend(int &count)
{
    if (count <= 0)
        return false;
    --count;
    return true;
}

QString faultWord(const QString &text)
{
    return text.section(QLatin1Char('='), 0, 0);
}

std::optional<FaultParts> faultParts(const QString &text)
{
    constexpr int mostFaults = 1'000'000;
    const QString value = text.section(QLatin1Char('='), 1);
    const qsizetype colon = value.indexOf(QLatin1Char(':'));
    bool isNumber = false;
    const int number = value.left(colon).toInt(&isNumber);
    if (!isNumber || number < 0 || number > mostFaults)
        return std::nullopt;
    return FaultParts{faultWord(text), number, colon < 0 ? std::nullopt : std::optional(value.mid(colon + 1))};
}

QStringList wireFaultWords()
{
    return {QStringLiteral("slow"), QStringLiteral("cut-answer"), QStringLiteral("cut-request")};
}

void makeSlow(WireHarm &wire, int ms)
{
    constexpr int slowPiece = 1'024;
    wire.dripBytes = ms > 0 ? slowPiece : 0;
    wire.dripMs = ms;
}

} // namespace liaison::demo
