#include "app/demo/answering.h"

#include "core/mime/body.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTimer>

namespace liaison::demo {

namespace {

Q_LOGGING_CATEGORY(lcDemo, "liaison.demo")

/// The words that were not there before: neither quotation nor signature.
QString freshWords(const mime::MailBody &body)
{
    QString fresh;
    for (const mime::MailBody::Section &section : body.sections) {
        for (const mime::TextBlock &block : section.blocks) {
            if (block.kind == mime::TextBlock::Kind::Text)
                fresh += block.text + QLatin1Char('\n');
        }
    }
    return fresh;
}

QString keyOf(const QString &subject)
{
    static const QRegularExpression tag(QStringLiteral("\\[(INC-\\d{4}-\\d+)-"));
    return tag.match(subject).captured(1);
}

} // namespace

Answering::Answering(const World &world, AnswerBook book, PostOffice *post, qint64 delayMs, QObject *parent)
    : QObject(parent), m_world(world), m_book(std::move(book)), m_post(post), m_delayMs(delayMs)
{
    connect(post, &PostOffice::accepted, this, &Answering::onAccepted);
}

void Answering::onAccepted(const Handed &mail)
{
    QList<const Unit *> units;
    for (const QString &recipient : mail.recipients) {
        if (m_post->mailbox(recipient))
            continue;
        const Unit *unit = m_world.unitOf(recipient);
        if (!unit)
            returnTo(mail, recipient);
        else if (!units.contains(unit))
            units.append(unit);
    }
    for (const Unit *unit : units)
        answerFrom(*unit, mail);
}

void Answering::answerFrom(const Unit &unit, const Handed &mail)
{
    const mime::MailBody body = mime::readBody(mail.raw);
    const domain::MailFacts &facts = body.parsed.facts;
    const QString key = keyOf(facts.subject);
    AnswerBook::Question question{m_typeByKey.value(key), freshWords(body), facts.subject, body.parsed.bodyText,
                                  facts.from.value(0),    facts.to,         facts.date,    0};
    question.turn = m_turns[key + unit.id]++;
    // Mail to somebody's own address is answered by them.
    const auto asked = std::find_if(unit.people.cbegin(), unit.people.cend(), [&](const Person &person) {
        return mail.recipients.contains(person.address, Qt::CaseInsensitive);
    });
    Person person = asked == unit.people.cend() ? unit.people.first() : *asked;
    qint64 after = m_delayMs;
    if (person.away) {
        const Person deputy = unit.people.last();
        if (question.turn == 0)
            sendBack(m_book.awayNote(person, question, deputy), mail, false, after / 3);
        person = deputy;
        after *= 2;
    }
    const auto letter = m_book.answer(person, question);
    if (letter)
        sendBack(*letter, mail, person.dropsIds, after);
    else
        qCWarning(lcDemo) << letter.error().log;
}

void Answering::sendBack(Letter letter, const Handed &mail, bool dropsIds, qint64 afterMs)
{
    const domain::MailFacts facts = mime::readBody(mail.raw).parsed.facts;
    letter.messageId = strangeMessageId(domain::domainOf(letter.from.address));
    letter.date = QDateTime::currentMSecsSinceEpoch() + afterMs;
    if (!dropsIds) {
        letter.inReplyTo = facts.messageIdHeader;
        letter.references = facts.references + QStringList{facts.messageIdHeader};
    }
    auto raw = written(letter);
    if (!raw && letter.charset != "utf-8") {
        // What was quoted is in no charset of theirs.
        letter.charset = "utf-8";
        letter.encoding = "base64";
        raw = written(letter);
    }
    if (raw)
        deliver(mail.sender, *raw, afterMs);
    else
        qCWarning(lcDemo) << raw.error().log;
}

void Answering::returnTo(const Handed &mail, const QString &recipient)
{
    Undeliverable report;
    report.to = {{}, mail.sender};
    report.messageId = strangeMessageId(QStringLiteral("mail.nordhafen.example"));
    report.recipient = recipient;
    report.status = "5.1.1";
    report.diagnostic = "550 5.1.1 <" + recipient.toUtf8() + ">: Recipient address rejected: User unknown";
    report.date = QDateTime::currentMSecsSinceEpoch() + m_delayMs / 2;
    report.original = mail.raw;
    deliver(mail.sender, written(report), m_delayMs / 2);
}

void Answering::deliver(const QString &address, const QByteArray &raw, qint64 afterMs)
{
    QTimer::singleShot(afterMs, this, [this, address, raw] {
        if (DemoMailbox *box = m_post->mailbox(address))
            box->append(QStringLiteral("INBOX"), raw, QDateTime::currentMSecsSinceEpoch(), {});
    });
}

} // namespace liaison::demo
