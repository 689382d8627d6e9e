#pragma once

#include "core/store/messages.h"
#include "ui/common/ui_context.h"

#include <QAbstractButton>
#include <QFrame>

#include <optional>

class QAction;

namespace liaison::ui {

class MailView;

/// What can be done with a mail of a conversation; told to the page, which does it.
enum class MailAction { Reply, ReplyAll, Forward, ToggleRead, Move, NoAnswerNeeded };

/// What a person needs for it; none: everybody may.
std::optional<domain::Permission> permissionFor(MailAction action);

/// A folded mail: sender, first words, time, on one line. Enter or Space unfolds it.
class FoldedMail : public QAbstractButton {
    Q_OBJECT
public:
    explicit FoldedMail(QWidget *parent = nullptr);
    void showRow(const store::MailRow &row, const QString &time);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    store::MailRow m_row;
    QString m_time;
};

/// One mail of the conversation, folded or open. The mail is opened at the first unfolding.
class MailCard : public QFrame {
    Q_OBJECT
public:
    MailCard(UiContext context, const store::MailRow &row, QWidget *parent);

    void showRow(const store::MailRow &row, bool answered);
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const { return m_open; }
    /// Marks the card that n, p and the keyboard's replies act on.
    void setCurrent(bool current);
    [[nodiscard]] const store::MailRow &row() const { return m_row; }
    [[nodiscard]] MessageId mail() const { return m_row.id; }
    [[nodiscard]] MailView *view() const { return m_view; } ///< null until opened once
    [[nodiscard]] bool isBodyShown() const;

Q_SIGNALS:
    void actionWanted(liaison::ui::MailAction action, liaison::MessageId mail);
    void bodyShown();
    void touched(); ///< clicked or focused: it becomes the current one

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void makeView();
    void addMailAction(const QString &iconName, const QString &text, MailAction action);

    UiContext m_context;
    store::MailRow m_row;
    bool m_answered = false;
    bool m_open = false;
    bool m_current = false;
    FoldedMail *m_folded;
    MailView *m_view = nullptr;
    QAction *m_toggleRead = nullptr;
};

} // namespace liaison::ui
