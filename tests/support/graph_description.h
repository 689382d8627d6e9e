#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QString>

namespace liaison::test {

/// Microsoft's description of Graph in the test data, and who holds requests and answers against it
/// (tests/support/validate_requests.mjs and validate_answers.mjs).
namespace graph_description {

QString file(); ///< openapi-mail.json; where the test data is not there an address that leads nowhere
/// Empty where description, Node.js and ajv are there; else which of them is not.
QString missing();
/// `requests`: {name, method, target, headers, body}, target relative to the service root. What is wrong with them in
/// the check's words; empty: nothing.
QByteArray faultsOf(const QJsonArray &requests);
/// `answers`: {method, target, status, type, body, request}; `body` and the request's are texts. The parts of a $batch
/// are looked at as answers to what it asked.
QByteArray answerFaultsOf(const QJsonArray &answers);

} // namespace graph_description

} // namespace liaison::test
