#pragma once

#include <QWidget>

class QBoxLayout;

namespace liaison::ui {

/// Widgets beside each other while each has the room that it needs, and below each other in a narrow place or with
/// large letters: no less wide than the widest of them.
class SideBySide : public QWidget {
    Q_OBJECT
public:
    explicit SideBySide(int spacing, QWidget *parent = nullptr);
    /// The next one to the right, or below. `stretch`: its share of the room that is left beside the others.
    void add(QWidget *widget, int stretch = 1);
    /// Beside each other only where each has the room that it would like, more than what it needs.
    void setRoomy() { m_roomy = true; }
    [[nodiscard]] bool isStacked() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int neededBeside() const;
    void arrange();

    QBoxLayout *m_layout;
    int m_spacing; ///< beside each other
    bool m_roomy = false;
};

} // namespace liaison::ui
