#pragma once

#include "ui/compose/address_list.h"

#include <QLineEdit>

namespace liaison::ui {

/// A line of addresses. What is no address is underlined in red once the field is left; the words are in problem().
class AddressField : public QLineEdit {
    Q_OBJECT
public:
    explicit AddressField(const QString &accessibleName, QWidget *parent = nullptr);

    void setAddresses(const domain::Addresses &addresses);
    [[nodiscard]] domain::Addresses addresses() const { return m_list.addresses; }
    [[nodiscard]] bool isValid() const { return m_list.invalid.isEmpty(); }
    /// "“foo” is not a mail address."; empty when all is well.
    [[nodiscard]] QString problem() const;
    void add(const domain::Address &address);
    void remove(const QString &address);
    /// What stands where the cursor is of a name or an address that is being written; empty where there is none, or it
    /// has its angle brackets already.
    [[nodiscard]] QString typed() const;
    /// Puts an address in its place, and begins the next one.
    void complete(const domain::Address &address);

Q_SIGNALS:
    void addressesChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    AddressList m_list;
};

} // namespace liaison::ui
