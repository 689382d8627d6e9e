#include "ui/compose/address_field.h"

#include "ui/common/theme.h"

#include <QPainter>

namespace liaison::ui {

AddressField::AddressField(const QString &accessibleName, QWidget *parent) : QLineEdit(parent)
{
    setAccessibleName(accessibleName);
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_list = parseAddressList(text);
        setAccessibleDescription(problem());
        Q_EMIT addressesChanged();
    });
    connect(this, &QLineEdit::editingFinished, this, qOverload<>(&QWidget::update));
}

void AddressField::setAddresses(const domain::Addresses &addresses)
{
    setText(addressListText(addresses));
    setCursorPosition(0);
}

QString AddressField::problem() const
{
    if (m_list.invalid.isEmpty())
        return {};
    return tr("“%1” is not a mail address.").arg(m_list.invalid.first());
}

void AddressField::add(const domain::Address &address)
{
    domain::Addresses all = m_list.addresses;
    all.append(address);
    setAddresses(all);
}

void AddressField::remove(const QString &address)
{
    domain::Addresses all = m_list.addresses;
    const QString wanted = domain::normalisedAddress(address);
    all.removeIf([&](const domain::Address &a) { return domain::normalisedAddress(a.address) == wanted; });
    if (all.size() != m_list.addresses.size())
        setAddresses(all);
}

QString AddressField::typed() const
{
    QString piece = addressPieceAt(text(), cursorPosition()).text;
    if (piece.contains(u'<') || piece.contains(u'>'))
        return {};
    return piece.remove(u'"').simplified();
}

void AddressField::complete(const domain::Address &address)
{
    const AddressPiece piece = addressPieceAt(text(), cursorPosition());
    const bool last = text().mid(piece.start + piece.length).trimmed().isEmpty();
    setSelection(static_cast<int>(piece.start), static_cast<int>(last ? text().size() - piece.start : piece.length));
    insert(addressListText({address}) + (last ? QStringLiteral(", ") : QString()));
}

void AddressField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (isValid() || hasFocus())
        return;
    QPainter painter(this);
    painter.setPen(QPen(toneColor(palette(), Tone::Danger), 2));
    painter.drawLine(2, height() - 2, width() - 3, height() - 2);
}

} // namespace liaison::ui
