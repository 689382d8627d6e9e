#include "app/demo/answer_book.h"

#include "app/demo/world_text.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>

namespace liaison::demo {

namespace {

QString localTime(const Person &person, UtcMs when)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(when, Qt::OffsetFromUTC, person.zoneMinutes * 60);
    QString words = QLocale(person.language).toString(time, u"dddd, d. MMMM yyyy HH:mm"_qs);
    for (QChar &c : words) // European digits: Arabic ones are in no charset but Unicode
        if (c.digitValue() >= 0)
            c = QLatin1Char(static_cast<char>('0' + c.digitValue()));
    return words;
}

bool mentions(const QString &asked, const QJsonArray &words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const QJsonValue &word) { return asked.contains(word.toString(), Qt::CaseInsensitive); });
}

Letter blank(const Person &person, const AnswerBook::Question &question)
{
    Letter letter;
    letter.from = {person.name, person.address};
    letter.to = {question.from};
    letter.charset = person.charset;
    letter.encoding = person.encoding;
    letter.zoneMinutes = person.zoneMinutes;
    return letter;
}

} // namespace

QString answerSubject(const QString &prefix, const QString &subject)
{
    static const QRegularExpression answered(u"^(re|aw|tr|antw|回复|ответ|רד)\\s*:"_qs,
                                             QRegularExpression::CaseInsensitiveOption);
    return answered.match(subject).hasMatch() ? subject : prefix + subject;
}

Result<AnswerBook> AnswerBook::load()
{
    QFile file(u":/demo/answers.json"_qs);
    QJsonParseError problem;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, u"no sample answers in the program"_qs);
    const QJsonObject json = QJsonDocument::fromJson(file.readAll(), &problem).object();
    AnswerBook book;
    book.m_topics = json.value(u"topics"_qs).toObject();
    book.m_languages = json.value(u"languages"_qs).toObject();
    if (book.m_topics.isEmpty() || book.m_languages.isEmpty())
        return fail(ErrorKind::Internal, u"sample answers: "_qs + problem.errorString());
    return book;
}

QString AnswerBook::quotation(const Person &person, const Question &question) const
{
    const QJsonObject words = m_languages.value(person.language).toObject();
    if (person.outlook) {
        QStringList to;
        for (const domain::Address &address : question.to)
            to << address.address;
        const QJsonArray labels = words.value(u"headers"_qs).toArray();
        const QStringList values{domain::displayAddress(question.from), localTime(person, question.date),
                                 to.join(u"; "_qs), question.subject};
        QString block = u"________________________________\n"_qs;
        for (int i = 0; i < values.size(); ++i)
            block += labels.at(i).toString() + QLatin1Char(' ') + values.at(i) + QLatin1Char('\n');
        return block + QLatin1Char('\n') + question.quoted.trimmed() + QLatin1Char('\n');
    }
    QString block = words.value(u"quote"_qs).toString().arg(localTime(person, question.date), question.from.name)
        + QLatin1Char('\n');
    const QStringList lines = question.quoted.trimmed().split(QLatin1Char('\n'));
    for (const QString &line : lines)
        block += (line.startsWith(QLatin1Char('>')) ? u">"_qs : u"> "_qs) + line + QLatin1Char('\n');
    return block;
}

Result<Letter> AnswerBook::answer(const Person &person, const Question &question) const
{
    const QJsonObject words = m_languages.value(person.language).toObject();
    const QJsonObject types = words.value(u"types"_qs).toObject();
    const QJsonObject sentences = words.value(u"topics"_qs).toObject();
    Letter letter = blank(person, question);
    letter.subject = answerSubject(person.prefix, question.subject);
    QStringList paragraphs{words.value(u"greeting"_qs).toString()};
    const QString other = words.value(u"otherwise"_qs).toString();
    paragraphs << (question.turn > 0 ? words.value(u"again"_qs).toString()
                                     : types.value(question.type).toString(other));
    int said = 0;
    for (auto topic = m_topics.begin(); topic != m_topics.end() && said < 3; ++topic) {
        const QJsonObject about = topic.value().toObject();
        if (!mentions(question.asked, about.value(u"words"_qs).toArray()))
            continue;
        paragraphs << sentences.value(topic.key()).toString();
        ++said;
        if (const QString name = about.value(u"file"_qs).toString(); !name.isEmpty()) {
            const auto file = enclosureOf(name);
            if (!file)
                return fail(file.error());
            letter.enclosures << *file;
        }
    }
    paragraphs << words.value(u"closing"_qs).toString() + QLatin1Char('\n') + person.signature;
    letter.text = paragraphs.join(u"\n\n"_qs) + u"\n\n"_qs + quotation(person, question);
    return letter;
}

Letter AnswerBook::awayNote(const Person &person, const Question &question, const Person &deputy) const
{
    const QJsonObject words = m_languages.value(person.language).toObject();
    Letter letter = blank(person, question);
    letter.subject = words.value(u"awaySubject"_qs).toString().arg(question.subject);
    letter.text = words.value(u"away"_qs).toString().arg(deputy.name, deputy.address) + QLatin1Char('\n');
    letter.headers = {"Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"};
    return letter;
}

} // namespace liaison::demo
