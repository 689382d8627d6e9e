#pragma once

#include "core/domain/address.h"

#include <QScrollArea>

class QCheckBox;
class QVBoxLayout;

namespace liaison::ui {

/// Reply all with a tick for each person: who is ticked off is taken out of the fields, and comes back with the tick.
/// A few lines high: of many people the others are scrolled to.
class PeopleTicks : public QScrollArea {
    Q_OBJECT
public:
    explicit PeopleTicks(QWidget *parent = nullptr);

    /// Tab comes to the ticks from `field`.
    void setTabFrom(QWidget *field) { m_tabFrom = field; }
    /// Nothing is shown for fewer than two people.
    void setPeople(const domain::Addresses &to, const domain::Addresses &cc);
    /// Follows what was typed: an address that left the fields loses its tick.
    void follow(const domain::Addresses &present);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void ticked(const liaison::domain::Address &person, bool copy, bool on); ///< `copy`: belongs into Cc

private:
    struct Tick {
        domain::Address person;
        QCheckBox *box = nullptr;
    };
    void addTick(const domain::Address &person, bool copy);
    [[nodiscard]] int heightOf(qsizetype lines) const;

    QList<Tick> m_ticks;
    QWidget *m_tabFrom = nullptr;
    QVBoxLayout *m_layout;
};

} // namespace liaison::ui
