#include "core/domain/address.h"

#include <QStringList>

#include <idn2.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace liaison::domain {

namespace {

constexpr int maxLocalBytes = 64;    // RFC 5321 section 4.5.3.1.1
constexpr int maxAddressBytes = 254; // section 4.5.3.1.3: a path of 256 with its angle brackets
constexpr int maxDomainBytes = 253;  // RFC 1035 section 2.3.4

/// A name of plain labels, which IDNA only turns to small letters. Nearly every domain is one, and libidn2 is slow.
bool isPlainDomain(const QString &domain)
{
    if (domain.isEmpty() || domain.size() > maxDomainBytes || domain.contains(QLatin1String("--")))
        return false;
    int label = 0;
    for (qsizetype i = 0; i < domain.size(); ++i) {
        const char16_t c = domain.at(i).unicode();
        const bool letter = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        const bool hyphen = c == u'-' && label > 0 && i + 1 < domain.size() && domain.at(i + 1) != QLatin1Char('.');
        if (letter || hyphen)
            ++label;
        else if (c == u'.' && label > 0)
            label = 0;
        else
            return false;
        if (label > 63)
            return false;
    }
    return label > 0;
}

/// IDNA 2008 with the mapping of UTS 46; nullopt for what is no domain name.
std::optional<QString> toALabels(const QString &domain)
{
    if (isPlainDomain(domain))
        return domain.toLower();
    const QByteArray utf8 = domain.toUtf8();
    if (utf8.isEmpty() || utf8.contains('\0'))
        return std::nullopt;
    char *converted = nullptr;
    const int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
    const int status = idn2_to_ascii_8z(utf8.constData(), &converted, flags);
    if (status != IDN2_OK)
        return std::nullopt;
    const std::unique_ptr<char, void (*)(void *)> owner(converted, idn2_free);
    return QString::fromLatin1(converted).toLower();
}

QString withoutTrailingDot(QString domain)
{
    if (domain.endsWith(QLatin1Char('.')))
        domain.chop(1);
    return domain;
}

/// Where the domain begins: a quoted local part may hold an '@' of its own, the domain cannot.
qsizetype atSign(const QString &address)
{
    return address.lastIndexOf(QLatin1Char('@'));
}

bool isAtext(QChar c)
{
    if (c.unicode() > 0x7F) // RFC 6531 section 3.3
        return c.isSurrogate() || (c.isPrint() && !c.isSpace());
    return c.isLetterOrNumber() || QStringLiteral("!#$%&'*+-/=?^_`{|}~").contains(c);
}

bool isDotAtom(const QString &local)
{
    const QStringList atoms = local.split(QLatin1Char('.'));
    return std::all_of(atoms.cbegin(), atoms.cend(), [](const QString &atom) {
        return !atom.isEmpty() && std::all_of(atom.cbegin(), atom.cend(), isAtext);
    });
}

bool isQuotedString(const QString &local)
{
    if (local.size() < 2 || !local.startsWith(QLatin1Char('"')) || !local.endsWith(QLatin1Char('"')))
        return false;
    for (qsizetype i = 1; i < local.size() - 1; ++i) {
        if (local.at(i) == QLatin1Char('"'))
            return false;
        if (local.at(i) == QLatin1Char('\\') && ++i == local.size() - 1)
            return false; // the closing quote is the escaped one
    }
    return true;
}

bool isMailDomain(const QString &domain)
{
    if (domain.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return true;
    const std::optional<QString> ascii = toALabels(domain);
    if (!ascii || ascii->size() > maxDomainBytes)
        return false;
    const QStringList labels = ascii->split(QLatin1Char('.'));
    const bool labelsFit = std::all_of(labels.cbegin(), labels.cend(), [](const QString &label) {
        return !label.isEmpty() && label.size() <= 63 && !label.startsWith(QLatin1Char('-'))
            && !label.endsWith(QLatin1Char('-')) && std::all_of(label.cbegin(), label.cend(), [](QChar c) {
                   return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == QLatin1Char('-'));
               });
    });
    // A last label of digits alone would be an IPv4 address in disguise.
    return labelsFit && labels.size() >= 2
        && !std::all_of(labels.last().cbegin(), labels.last().cend(), [](QChar c) { return c.isDigit(); });
}

/// Control and direction-changing characters could hide or turn round the address that follows.
bool isDeceptive(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
        || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
}

} // namespace

QString normalisedDomain(const QString &domain)
{
    const QString plain = withoutTrailingDot(domain.trimmed());
    return toALabels(plain).value_or(plain.toLower());
}

QString domainOf(const QString &address)
{
    const QString trimmed = address.trimmed();
    const qsizetype at = atSign(trimmed);
    return at < 0 ? QString() : normalisedDomain(trimmed.mid(at + 1));
}

QString normalisedAddress(const QString &address)
{
    const QString trimmed = address.trimmed().normalized(QString::NormalizationForm_C);
    const qsizetype at = atSign(trimmed);
    if (at < 0)
        return trimmed.toCaseFolded();
    return trimmed.left(at).toCaseFolded() + QLatin1Char('@') + normalisedDomain(trimmed.mid(at + 1));
}

bool isValidAddress(const QString &address)
{
    if (!address.isValidUtf16()
        || std::any_of(address.cbegin(), address.cend(), [](QChar c) { return isDeceptive(c); }))
        return false;
    const qsizetype at = atSign(address);
    if (at <= 0)
        return false;
    const QString local = address.left(at);
    if (local.toUtf8().size() > maxLocalBytes || address.toUtf8().size() > maxAddressBytes)
        return false;
    return (isDotAtom(local) || isQuotedString(local)) && isMailDomain(address.mid(at + 1));
}

QString displayAddress(const Address &address)
{
    QString name = address.name;
    std::replace_if(name.begin(), name.end(), isDeceptive, QChar(QChar::ReplacementCharacter));
    name = name.simplified();
    if (name.isEmpty())
        return address.address;
    return name + QLatin1String(" <") + address.address + QLatin1Char('>');
}

} // namespace liaison::domain
