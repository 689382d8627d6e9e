#include "core/domain/sign_in_advice.h"

#include <QRegularExpression>

namespace liaison::domain {

std::optional<SignInAdvice> signInAdvice(const Error &error)
{
    // A name, the provider's code in brackets where there is one, whole sentences.
    static const QRegularExpression pattern(
        QStringLiteral("^([A-Z][A-Za-z]+(?: \\([\\w. -]{1,80}\\))?): ([A-Z].*\\.)$"));
    const QRegularExpressionMatch found = pattern.match(error.log);
    if (!found.hasMatch()) {
        static const QRegularExpression microsofts(QStringLiteral("^AADSTS\\d{3,8}\\b"));
        const QString number = microsofts.match(error.serverWords).captured();
        if (number.isEmpty())
            return std::nullopt;
        return SignInAdvice{QStringLiteral("Refused (%1)").arg(number),
                            QStringLiteral("The provider issued no token. Its own words are under Details.")};
    }
    using From = SignInAdvice::From;
    const QString name = found.captured(1);
    const From from = name.contains(QLatin1String("(Graph "))   ? From::Graph
        : name.startsWith(QLatin1String("BlockedForApp (EWS ")) ? From::Exchange
                                                                : From::SignInService;
    return SignInAdvice{name, found.captured(2), from};
}

NumberedAdvice numberedAdvice(const QString &advice)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(.*\\bclock: it is )(\\d{1,12})( minutes (?:ahead of|behind) the provider's\\.)$"));
    const QRegularExpressionMatch found = pattern.match(advice);
    return found.hasMatch()
        ? NumberedAdvice{found.captured(1) + QStringLiteral("%1") + found.captured(3), found.captured(2)}
        : NumberedAdvice{advice, {}};
}

Error aboutSignInService(Error error, const QString &host)
{
    const QString named = host + QStringLiteral(": ");
    if (error.log.startsWith(named))
        error.log.remove(0, named.size());
    error.log = QStringLiteral("sign-in service %1: %2").arg(host, error.log);
    if (error.certificate)
        error.certificate->pinnable = false;
    return error;
}

QString signInServiceOf(const Error &error)
{
    static const QRegularExpression pattern(QStringLiteral("^sign-in service (\\S+): "));
    return pattern.match(error.log).captured(1);
}

} // namespace liaison::domain
