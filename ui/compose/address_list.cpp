#include "ui/compose/address_list.h"

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {

/// Where the commas and semicolons stand that part addresses.
QList<qsizetype> separators(const QString &text)
{
    QList<qsizetype> out;
    bool quoted = false;
    bool bracketed = false;
    bool escaped = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text.at(at);
        if (!quoted && !bracketed && (c == u',' || c == u';')) {
            out << at;
            continue;
        }
        if (c == u'"' && !escaped && !bracketed)
            quoted = !quoted;
        else if (c == u'<' && !quoted)
            bracketed = true;
        else if (c == u'>' && !quoted)
            bracketed = false;
        escaped = quoted && c == u'\\' && !escaped;
    }
    return out;
}

QStringList pieces(QString text)
{
    for (QChar &c : text)
        c = c == u'\n' || c == u'\r' || c == u'\t' ? QChar(u' ') : c;
    QStringList out;
    qsizetype from = 0;
    const QList<qsizetype> ends = separators(text) << text.size();
    for (const qsizetype end : ends) {
        out << text.mid(from, end - from).trimmed();
        from = end + 1;
    }
    out.removeAll(QString());
    return out;
}

QString unquoted(QString name)
{
    name = name.trimmed();
    if (name.size() < 2 || !name.startsWith(u'"') || !name.endsWith(u'"'))
        return name;
    name = name.mid(1, name.size() - 2);
    return name.replace("\\\""_L1, "\""_L1).replace("\\\\"_L1, "\\"_L1);
}

domain::Address addressOf(const QString &piece)
{
    const qsizetype open = piece.lastIndexOf(u'<');
    if (open < 0 || !piece.endsWith(u'>'))
        return {QString(), piece};
    return {unquoted(piece.left(open)), piece.mid(open + 1, piece.size() - open - 2).trimmed()};
}

QString nameText(const QString &name)
{
    static const QString special = u"()<>[]:;@\\,.\""_s;
    for (const QChar c : name) {
        if (special.contains(c)) {
            QString quoted = name;
            quoted.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
            return u'"' + quoted + u'"';
        }
    }
    return name;
}

} // namespace

AddressList parseAddressList(const QString &text)
{
    AddressList list;
    const QStringList parts = pieces(text);
    for (const QString &piece : parts) {
        const domain::Address address = addressOf(piece);
        if (domain::isValidAddress(address.address))
            list.addresses.append(address);
        else
            list.invalid.append(piece);
    }
    return list;
}

AddressPiece addressPieceAt(const QString &text, qsizetype cursor)
{
    qsizetype from = 0;
    qsizetype to = text.size();
    const QList<qsizetype> all = separators(text);
    for (const qsizetype separator : all) {
        if (separator >= cursor) {
            to = separator;
            break;
        }
        from = separator + 1;
    }
    while (from < to && text.at(from).isSpace())
        ++from;
    while (to > from && text.at(to - 1).isSpace())
        --to;
    return {from, to - from, text.mid(from, to - from)};
}

QString addressListText(const domain::Addresses &addresses)
{
    QStringList texts;
    for (const domain::Address &address : addresses)
        texts << (address.name.isEmpty() ? address.address : u"%1 <%2>"_s.arg(nameText(address.name), address.address));
    return texts.join(u", "_s);
}

} // namespace liaison::ui
