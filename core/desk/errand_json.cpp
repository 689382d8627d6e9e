#include "core/desk/errand_json.h"

#include <QJsonArray>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::SignInOutcome;
using domain::SignInPrompt;
using domain::SignInWay;
using domain::TestReason;
using domain::TestReport;
using domain::TestSide;
using domain::TestStep;
using domain::TestStepKind;
using domain::TestStepState;

namespace {

constexpr qsizetype mostChars = 4'000;
constexpr qsizetype mostSteps = 200;
constexpr qsizetype mostLines = 2'000;

QString text(const QJsonObject &json, const QString &key)
{
    return json.value(key).toString().left(mostChars);
}

qint64 number(const QJsonObject &json, const QString &key, qint64 otherwise = 0)
{
    return json.value(key).toInteger(otherwise);
}

QStringList texts(const QJsonValue &list)
{
    QStringList lines;
    const QJsonArray array = list.toArray();
    for (const QJsonValue line : array) {
        if (lines.size() < mostLines)
            lines << line.toString().left(mostChars);
    }
    return lines;
}

/// The value from `first` to `last` whose name this is.
template <class E, class Name> E named(const QString &name, E first, E last, E otherwise, Name nameOf)
{
    for (int each = static_cast<int>(first); each <= static_cast<int>(last); ++each) {
        if (nameOf(static_cast<E>(each)) == name)
            return static_cast<E>(each);
    }
    return otherwise;
}

QString reasonWord(TestReason reason)
{
    TestStep step;
    step.reason = reason;
    return domain::reasonName(step);
}

QJsonObject toJson(const CertificateSummary &certificate)
{
    return {{u"host"_s, certificate.host},
            {u"port"_s, certificate.port},
            {u"subject"_s, certificate.subject},
            {u"issuer"_s, certificate.issuer},
            {u"names"_s, QJsonArray::fromStringList(certificate.names)},
            {u"notBefore"_s, certificate.notBefore},
            {u"notAfter"_s, certificate.notAfter},
            {u"sha256"_s, certificate.sha256},
            {u"protocol"_s, certificate.protocol},
            {u"cipher"_s, certificate.cipher},
            {u"pinnable"_s, certificate.pinnable},
            {u"replacesPin"_s, certificate.replacesPin}};
}

CertificateSummary certificateFromJson(const QJsonObject &json)
{
    CertificateSummary certificate;
    certificate.host = text(json, u"host"_s);
    certificate.port = static_cast<quint16>(number(json, u"port"_s));
    certificate.subject = text(json, u"subject"_s);
    certificate.issuer = text(json, u"issuer"_s);
    certificate.names = texts(json.value("names"_L1));
    certificate.notBefore = number(json, u"notBefore"_s);
    certificate.notAfter = number(json, u"notAfter"_s);
    certificate.sha256 = text(json, u"sha256"_s);
    certificate.protocol = text(json, u"protocol"_s);
    certificate.cipher = text(json, u"cipher"_s);
    certificate.pinnable = json.value("pinnable"_L1).toBool();
    certificate.replacesPin = json.value("replacesPin"_L1).toBool();
    return certificate;
}

QJsonObject toJson(const domain::TokenFacts &token)
{
    return {{u"authority"_s, token.authority},
            {u"audience"_s, token.audience},
            {u"scopes"_s, QJsonArray::fromStringList(token.scopes)},
            {u"expiresAt"_s, token.expiresAt}};
}

domain::TokenFacts tokenFromJson(const QJsonObject &json)
{
    return {text(json, u"authority"_s), text(json, u"audience"_s), texts(json.value("scopes"_L1)),
            number(json, u"expiresAt"_s)};
}

QJsonObject toJson(const TestStep &step)
{
    QJsonObject json{{u"kind"_s, domain::toString(step.kind)},
                     {u"state"_s, domain::toString(step.state)},
                     {u"subject"_s, step.subject},
                     {u"detail"_s, step.detail},
                     {u"ms"_s, step.ms},
                     {u"count"_s, step.count},
                     {u"reason"_s, reasonWord(step.reason)},
                     {u"problem"_s, step.problem},
                     {u"advice"_s, step.advice}};
    if (step.certificate)
        json.insert(u"certificate"_s, toJson(*step.certificate));
    if (step.token)
        json.insert(u"token"_s, toJson(*step.token));
    if (step.error)
        json.insert(u"error"_s, desk::toJson(*step.error));
    return json;
}

TestStep stepFromJson(const QJsonObject &json)
{
    TestStep step;
    step.kind = named(text(json, u"kind"_s), TestStepKind::Resolve, TestStepKind::RoundTrip, TestStepKind::Resolve,
                      [](TestStepKind kind) { return domain::toString(kind); });
    step.state = named(text(json, u"state"_s), TestStepState::Running, TestStepState::Skipped, TestStepState::Failed,
                       [](TestStepState state) { return domain::toString(state); });
    step.subject = text(json, u"subject"_s);
    step.detail = text(json, u"detail"_s);
    step.ms = number(json, u"ms"_s);
    step.count = number(json, u"count"_s, -1);
    step.reason = named(text(json, u"reason"_s), TestReason::ByKind, TestReason::NotBackInTime, TestReason::ByKind,
                        &reasonWord);
    step.problem = text(json, u"problem"_s);
    step.advice = text(json, u"advice"_s);
    if (json.contains("certificate"_L1))
        step.certificate = certificateFromJson(json.value("certificate"_L1).toObject());
    if (json.contains("token"_L1))
        step.token = tokenFromJson(json.value("token"_L1).toObject());
    if (json.contains("error"_L1) || step.state == TestStepState::Failed)
        step.error = errorFromJson(json.value("error"_L1).toObject());
    return step;
}

} // namespace

QJsonObject toJson(const Error &error)
{
    QJsonObject json{
        {u"kind"_s, errorKindName(error.kind)}, {u"log"_s, error.log}, {u"serverWords"_s, error.serverWords}};
    if (error.retryAfterMs)
        json.insert(u"retryAfterMs"_s, *error.retryAfterMs);
    if (error.certificate)
        json.insert(u"certificate"_s, toJson(*error.certificate));
    return json;
}

Error errorFromJson(const QJsonObject &json)
{
    Error error;
    error.kind = named(text(json, u"kind"_s), ErrorKind::Cancelled, ErrorKind::KeychainDenied, ErrorKind::Internal,
                       &errorKindName);
    error.log = text(json, u"log"_s);
    error.serverWords = text(json, u"serverWords"_s);
    if (json.contains("retryAfterMs"_L1))
        error.retryAfterMs = number(json, u"retryAfterMs"_s);
    if (json.contains("certificate"_L1))
        error.certificate = certificateFromJson(json.value("certificate"_L1).toObject());
    return error;
}

QJsonObject toJson(const SignInPrompt &prompt)
{
    return {{u"way"_s, prompt.way == SignInWay::Browser ? u"browser"_s : u"devicecode"_s},
            {u"address"_s, prompt.address.toString(QUrl::FullyEncoded)},
            {u"code"_s, prompt.code},
            {u"expiresAt"_s, prompt.expiresAt}};
}

std::optional<SignInPrompt> promptFromJson(const QJsonObject &json)
{
    SignInPrompt prompt;
    prompt.way = json.value("way"_L1).toString() == "browser"_L1 ? SignInWay::Browser : SignInWay::DeviceCode;
    prompt.address = QUrl(text(json, u"address"_s), QUrl::StrictMode);
    prompt.code = text(json, u"code"_s);
    prompt.expiresAt = number(json, u"expiresAt"_s);
    const QString scheme = prompt.address.scheme();
    const bool isOfTheWeb = scheme == "https"_L1 || scheme == "http"_L1;
    return isOfTheWeb && prompt.address.isValid() ? std::optional(prompt) : std::nullopt;
}

QJsonObject toJson(const SignInOutcome &outcome)
{
    QJsonObject json{{u"mailbox"_s, outcome.mailbox},
                     {u"tokenExpiresAt"_s, outcome.tokenExpiresAt},
                     {u"scopes"_s, QJsonArray::fromStringList(outcome.scopes)}};
    if (outcome.refusal) {
        json.insert(u"refusal"_s,
                    QJsonObject{{u"problem"_s, outcome.refusal->problem},
                                {u"code"_s, outcome.refusal->code},
                                {u"advice"_s, outcome.refusal->advice},
                                {u"error"_s, toJson(outcome.refusal->error)}});
    }
    return json;
}

SignInOutcome outcomeFromJson(const QJsonObject &json)
{
    SignInOutcome outcome;
    outcome.mailbox = text(json, u"mailbox"_s);
    outcome.tokenExpiresAt = number(json, u"tokenExpiresAt"_s);
    outcome.scopes = texts(json.value("scopes"_L1));
    if (json.contains("refusal"_L1)) {
        const QJsonObject refusal = json.value("refusal"_L1).toObject();
        outcome.refusal
            = domain::SignInRefusal{text(refusal, u"problem"_s), text(refusal, u"code"_s), text(refusal, u"advice"_s),
                                    errorFromJson(refusal.value("error"_L1).toObject())};
    }
    return outcome;
}

QJsonObject toJson(const TestReport &report)
{
    QJsonArray steps;
    for (const TestStep &step : report.steps)
        steps.append(toJson(step));
    return {{u"side"_s, report.side == TestSide::Inbound ? u"inbound"_s : u"outbound"_s},
            {u"mailbox"_s, report.mailbox},
            {u"steps"_s, steps},
            {u"over"_s, report.over},
            {u"trace"_s, QJsonArray::fromStringList(report.trace)}};
}

TestReport reportFromJson(const QJsonObject &json)
{
    TestReport report;
    report.side = json.value("side"_L1).toString() == "outbound"_L1 ? TestSide::Outbound : TestSide::Inbound;
    report.mailbox = text(json, u"mailbox"_s);
    const QJsonArray steps = json.value("steps"_L1).toArray();
    for (const QJsonValue step : steps) {
        if (report.steps.size() < mostSteps)
            report.steps.append(stepFromJson(step.toObject()));
    }
    report.over = json.value("over"_L1).toBool();
    report.trace = texts(json.value("trace"_L1));
    return report;
}

} // namespace liaison::desk
