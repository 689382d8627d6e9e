#pragma once

#include <QPlainTextEdit>

class QCompleter;
class QSyntaxHighlighter;

namespace liaison::ui {

/// The Markdown of a template. Variables are coloured, unknown ones are underlined and named in their tool tip; "{{"
/// and what follows is completed: Down and Up choose, Enter and Tab take, Esc closes.
class TemplateBody : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TemplateBody(QWidget *parent = nullptr);

    [[nodiscard]] QCompleter *completer() const { return m_completer; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QString typedVariable() const;
    void offer();
    void take(const QString &name);

    QCompleter *m_completer;
    QSyntaxHighlighter *m_marks;
};

} // namespace liaison::ui
