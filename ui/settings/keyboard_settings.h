#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QKeySequence;
class QKeySequenceEdit;
class QPushButton;
class QTreeWidget;

namespace liaison::ui {

class MessageBar;

/// Which keys the commands have.
class KeyboardSettings : public QWidget {
    Q_OBJECT
public:
    /// See WindowActions::changeable(). The actions outlive this, or it forgets them.
    explicit KeyboardSettings(const QList<QAction *> &commands, QWidget *parent = nullptr);

private:
    void build();
    void showKeys();
    void onCurrentChanged();
    [[nodiscard]] QAction *current() const;
    void set();
    /// What keeps the current command from having `keys`; empty: nothing.
    [[nodiscard]] QString problemOf(const QKeySequence &keys) const;
    void keep(const QKeySequence &keys);
    void allUsual();

    QList<QAction *> m_commands;
    MessageBar *m_bar;
    QTreeWidget *m_list;
    QKeySequenceEdit *m_keys;
    QPushButton *m_set;
    QPushButton *m_none;
    QPushButton *m_usual;
    QPushButton *m_all;
};

} // namespace liaison::ui
