#include "core/graph/json_intake.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>

#include <algorithm>
#include <utility>

namespace liaison::graph {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// What a name in quotes stands for, so that "a" and "\u0061" are the same one.
QByteArray nameOf(const QByteArray &raw)
{
    if (!raw.contains('\\'))
        return raw;
    const QJsonDocument one = QJsonDocument::fromJson("[\"" + raw + "\"]");
    return one.array().at(0).toString().toUtf8();
}

/// Both alphabets of RFC 4648, with line ends or without.
std::optional<QByteArray> decoded(QByteArray text)
{
    if (text.contains('\\')) {
        text.replace("\\r", "").replace("\\n", "").replace("\\/", "/");
        if (text.contains('\\'))
            return std::nullopt;
    }
    for (const auto alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        auto result = QByteArray::fromBase64Encoding(text, alphabet | QByteArray::AbortOnBase64DecodingErrors);
        if (result)
            return std::move(result.decoded);
    }
    return std::nullopt;
}

} // namespace

bool JsonIntake::feed(QByteArrayView bytes)
{
    const char *at = bytes.begin();
    const char *const end = bytes.end();
    while (at != end && !m_failure) {
        if (m_state == State::Text) {
            // Texts are most of what comes, and of them only their end matters.
            const char *stop = at;
            while (stop != end && *stop != '"' && *stop != '\\')
                ++stop;
            (m_cutting ? m_text : m_out).append(at, stop - at);
            at = stop;
            if (at != end) {
                if (*at == '"') {
                    if (!endText())
                        return false;
                } else {
                    (m_cutting ? m_text : m_out).append('\\');
                    m_state = State::Escape;
                }
                ++at;
            }
        } else if (m_state == State::Escape) {
            (m_cutting ? m_text : m_out).append(*at++);
            m_state = State::Text;
        } else if (!plain(*at++)) {
            // The beginning of a web page tells whose it is.
            m_out.append(at, std::min<qsizetype>(end - at, m_levels.empty() ? 200 : 0));
            return false;
        }
        if (m_out.size() > largestJson)
            return refuse(tooMuch(QStringLiteral("the answer")));
        if (m_text.size() / 4 * 3 > m_cutLeft)
            return refuse(tooMuch(QStringLiteral("the mails of a batch")));
    }
    return !m_failure;
}

bool JsonIntake::plain(char c)
{
    if (m_empty) {
        // A byte order mark may stand in front (RFC 8259 section 8.1 lets us ignore it).
        static constexpr char mark[] = "\xef\xbb\xbf";
        if (isSpace(c))
            return true;
        if (m_mark < 3 && c == mark[m_mark]) {
            ++m_mark;
            return true;
        }
        m_empty = false;
        if (c != '{' && c != '[') {
            m_out.append(c);
            return refuse(lacking(QStringLiteral("JSON")));
        }
    }
    switch (c) {
    case '{':
    case '[':
        return open(c == '{');
    case '}':
    case ']':
        return close() && (m_out.append(c), true);
    case '"':
        return beginText();
    case ',':
        if (!m_levels.empty())
            m_levels.back().expectKey = m_levels.back().object;
        break;
    default:
        break;
    }
    m_out.append(c);
    return true;
}

bool JsonIntake::open(bool object)
{
    if (m_levels.size() >= std::size_t(deepestJson))
        return refuse(tooMuch(QStringLiteral("the depth of the answer")));
    Level level;
    level.object = object;
    level.expectKey = object;
    level.cutsHere = object && m_cut == Cut::BatchBodies && m_levels.size() == 2 && m_levels[0].object
        && m_levels[0].key == "responses" && !m_levels[1].object;
    m_levels.push_back(std::move(level));
    m_out.append(object ? '{' : '[');
    return true;
}

bool JsonIntake::close()
{
    if (m_levels.empty())
        return refuse(lacking(QStringLiteral("JSON with its brackets in order")));
    m_levels.pop_back();
    return true;
}

bool JsonIntake::isCutHere() const
{
    return !m_levels.empty() && m_levels.back().cutsHere && m_levels.back().key == "body";
}

bool JsonIntake::beginText()
{
    m_state = State::Text;
    m_isKey = !m_levels.empty() && m_levels.back().expectKey;
    m_cutting = !m_isKey && isCutHere();
    if (!m_cutting)
        m_out.append('"');
    m_textAt = m_out.size();
    return true;
}

bool JsonIntake::endText()
{
    m_state = State::Plain;
    if (m_cutting) {
        m_cutting = false;
        auto bytes = decoded(std::exchange(m_text, {}));
        m_out.append("{\"cut\":" + QByteArray::number(qulonglong(m_cuts.size())) + '}');
        m_cutLeft -= bytes ? bytes->size() : 0;
        m_cuts.push_back({bytes ? std::move(*bytes) : QByteArray(), bytes.has_value()});
        return m_cutLeft >= 0 || refuse(tooMuch(QStringLiteral("the mails of a batch")));
    }
    if (m_isKey) {
        Level &level = m_levels.back();
        level.expectKey = false;
        level.key = nameOf(m_out.mid(m_textAt));
        if (level.keys.size() >= std::size_t(mostKeys))
            return refuse(tooMuch(QStringLiteral("the names in an object")));
        if (std::find(level.keys.begin(), level.keys.end(), level.key) != level.keys.end())
            return refuse(lacking(QStringLiteral("JSON with each name once")));
        level.keys.push_back(level.key);
    }
    m_out.append('"');
    return true;
}

bool JsonIntake::refuse(Failure failure)
{
    if (!m_failure)
        m_failure = std::move(failure);
    return false;
}

Answer<QJsonObject> JsonIntake::finish(const HttpHead &head)
{
    const QByteArray &bytes = m_out;
    if (m_failure) {
        const bool json = bytes.startsWith('{') || bytes.startsWith('[');
        return failed(json ? *m_failure : notGraph(head, bytes));
    }
    if (m_empty)
        return QJsonObject();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return failed(lacking(QStringLiteral("JSON that is whole (%1)").arg(error.errorString())));
    if (!document.isObject())
        return failed(lacking(QStringLiteral("an object")));
    return document.object();
}

} // namespace liaison::graph
