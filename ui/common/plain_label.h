#pragma once

#include <QLabel>

namespace liaison::ui {

/// A label that never reads its text as HTML: the only kind that may show words of a mail (Qt's automatic
/// format once rendered a subject and opened a local file).
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);

    /// Cuts the text with "…" where there is no room, and gives it whole as tooltip.
    void setElided(bool elided);
    void setBold(bool bold);
    /// The text in the palette's muted tone; follows light and dark.
    void setMuted(bool muted);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    bool m_elided = false;
    bool m_muted = false;
    bool m_applying = false;
};

} // namespace liaison::ui
