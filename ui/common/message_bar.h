#pragma once

#include <QFrame>

#include <functional>

class QAbstractButton;
class QBoxLayout;
class QHBoxLayout;
class QLabel;

namespace liaison::ui {

class PlainLabel;

/// A line over a page that tells something and may offer what to do about it. Never modal; screen readers are
/// told when it appears. Hidden until show…() is called.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Info, Success, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);

    /// Shows `text` (plain) and drops the actions of the text before.
    void showMessage(Kind kind, const QString &text);
    /// Shows another text of the same message: its actions stay, and nobody is told.
    void updateText(const QString &text);
    /// Adds a button; `handler` runs once it is clicked, and the bar stays.
    QAbstractButton *addAction(const QString &label, std::function<void()> handler);
    /// Adds "Details", which opens `details` (plain) in a small window; nothing where there are none.
    void addDetails(const QString &details);
    void clear();
    [[nodiscard]] QString text() const;
    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Whether a person may close it; yes at first.
    void setClosable(bool closable);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();
    void updateIcon();

    Kind m_kind = Kind::Info;
    QLabel *m_icon;
    PlainLabel *m_text;
    QBoxLayout *m_body; ///< text and actions
    QHBoxLayout *m_actions;
    QAbstractButton *m_close;
};

} // namespace liaison::ui
