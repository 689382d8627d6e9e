#include "app/demo/exchange_ids.h"

#include <QDataStream>
#include <QIODevice>

namespace liaison::demo {

namespace {

constexpr qsizetype mostNumbers = 16;

/// Spreads the bits of what it is given; not for keeping secrets, but a changed letter is noticed.
quint64 mixed(quint64 value)
{
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

quint64 checkOf(char kind, const QList<quint64> &numbers)
{
    quint64 check = mixed(static_cast<quint64>(kind));
    for (const quint64 number : numbers)
        check = mixed(check ^ number);
    return check;
}

} // namespace

QString sealed(char kind, const QList<quint64> &numbers)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << checkOf(kind, numbers);
    // What changes little comes last and blurred, so that no two ids look alike.
    quint64 blur = checkOf(kind, numbers);
    for (const quint64 number : numbers) {
        blur = mixed(blur);
        out << (number ^ blur);
    }
    return QString::fromLatin1(bytes.toBase64());
}

std::optional<QList<quint64>> unsealed(char kind, const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray bytes = decoded ? *decoded : QByteArray();
    if (bytes.size() < 16 || bytes.size() % 8 != 0 || bytes.size() / 8 > mostNumbers + 1)
        return std::nullopt;
    QDataStream in(bytes);
    quint64 check = 0;
    in >> check;
    quint64 blur = check;
    QList<quint64> numbers;
    while (!in.atEnd()) {
        quint64 number = 0;
        in >> number;
        blur = mixed(blur);
        numbers << (number ^ blur);
    }
    if (checkOf(kind, numbers) != check || sealed(kind, numbers) != text)
        return std::nullopt;
    return numbers;
}

QString idText(const ExchangeKey &key)
{
    return QStringLiteral("AAMkAGQ") + QLatin1Char('x')
        + sealed(key.uidValidity == 0 ? 'F' : 'I', {key.mailbox, key.folder, key.uidValidity, key.uid});
}

std::optional<ExchangeKey> keyFromId(const QString &id)
{
    if (!id.startsWith(QLatin1String("AAMkAGQx")))
        return std::nullopt;
    auto numbers = unsealed('I', id.mid(8));
    if (!numbers)
        numbers = unsealed('F', id.mid(8));
    if (!numbers || numbers->size() != 4)
        return std::nullopt;
    return ExchangeKey{static_cast<quint32>(numbers->at(0)), static_cast<quint32>(numbers->at(1)),
                       static_cast<quint32>(numbers->at(2)), static_cast<quint32>(numbers->at(3))};
}

QString changeKeyText(quint64 modSeq)
{
    QByteArray bytes("\x09\x00\x00\x00\x16\x00\x00\x00", 8);
    QDataStream out(&bytes, QIODevice::WriteOnly | QIODevice::Append);
    out << modSeq;
    return QString::fromLatin1(bytes.toBase64());
}

QString attachmentIdText(const ExchangeKey &key, const QString &part)
{
    return QString::fromLatin1((idText(key).toLatin1() + ' ' + part.toLatin1()).toBase64());
}

std::optional<std::pair<ExchangeKey, QString>> fromAttachmentId(const QString &id)
{
    const QByteArray text = QByteArray::fromBase64(id.toLatin1());
    const qsizetype space = text.indexOf(' ');
    const auto key = keyFromId(QString::fromLatin1(text.left(space)));
    if (space < 0 || !key)
        return std::nullopt;
    return std::pair{*key, QString::fromLatin1(text.mid(space + 1))};
}

} // namespace liaison::demo
