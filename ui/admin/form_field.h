#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

class QLineEdit;

namespace liaison::ui {

class CapsLockWatch;
class PlainLabel;

/// An editor with room for a sentence about what is wrong with its content. One whose content is hidden says where Caps
/// Lock seems to be on.
class FormField : public QWidget {
    Q_OBJECT
public:
    /// `name` becomes the editor's accessible name.
    FormField(const QString &name, QWidget *editor, QWidget *parent = nullptr);
    ~FormField() override;

    [[nodiscard]] QWidget *editor() const { return m_editor; }
    /// Marks the field; an empty text takes the mark away.
    void setProblem(const QString &text);
    [[nodiscard]] QString problem() const;
    /// Not a focus proxy: the field comes after its editor in the tab chain, and Tab would lead back into it.
    void focusEditor();
    /// As wide as its editor's: the sentence takes the lines that it needs.
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void watchCapsLock(QLineEdit *line);
    void describe();
    void applyTone();

    QWidget *m_editor;
    PlainLabel *m_icon;
    PlainLabel *m_problem;
    QPointer<CapsLockWatch> m_caps; ///< of a password
    PlainLabel *m_capsIcon = nullptr;
    PlainLabel *m_capsNotice = nullptr;
};

/// The first of these that is there and not hidden, or nullptr.
FormField *firstShown(const QList<FormField *> &fields);
/// The first marked field in sight below `parent`, in the order in which they were made: that of the screen.
FormField *firstMarked(const QWidget *parent);

/// Text stays readable and can be copied, but nothing can be changed.
void setReadOnly(QWidget *editor, bool readOnly);

} // namespace liaison::ui
