#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace liaison::ui {

/// A path that can be typed or chosen.
class FileLine : public QWidget {
    Q_OBJECT
public:
    /// `name` is the accessible name of the line, `title` that of the file dialog.
    FileLine(const QString &name, const QString &title, QWidget *parent = nullptr);

    void setPath(const QString &path);
    [[nodiscard]] QString path() const;
    void setPlaceholderText(const QString &text);
    void setEditable(bool editable);

Q_SIGNALS:
    /// By a person; not by setPath().
    void edited();

private:
    void browse();

    QString m_title;
    QLineEdit *m_line;
    QToolButton *m_browse;
};

} // namespace liaison::ui
