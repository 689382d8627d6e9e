#include "core/domain/sign_in_advice.h"

#include <QRegularExpression>

namespace liaison::domain {

std::optional<SignInAdvice> signInAdvice(const Error &error)
{
    // A name, the provider's code in brackets where there is one, whole sentences.
    static const QRegularExpression pattern(
        QStringLiteral("^([A-Z][A-Za-z]+(?: \\([\\w. -]{1,80}\\))?): ([A-Z].*\\.)$"));
    const QRegularExpressionMatch found = pattern.match(error.log);
    if (!found.hasMatch())
        return std::nullopt;
    return SignInAdvice{found.captured(1), found.captured(2)};
}

} // namespace liaison::domain
