#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace liaison::ui {

class PlainLabel;

/// What a page shows where there is nothing yet: why, and what to do next.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString &iconName, const QString &headline, const QString &text, QWidget *parent = nullptr);

    /// The first button added is where the focus goes.
    QPushButton *addAction(const QString &iconName, const QString &label, std::function<void()> handler);
    void setTexts(const QString &headline, const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateIcon();

    QString m_iconName;
    QLabel *m_icon;
    PlainLabel *m_headline;
    PlainLabel *m_text;
    QVBoxLayout *m_actions;
};

} // namespace liaison::ui
