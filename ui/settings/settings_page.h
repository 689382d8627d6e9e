#pragma once

#include "ui/common/ui_context.h"

#include <QList>
#include <QWidget>

class QAction;
class QLineEdit;
class QListWidget;
class QStackedWidget;

namespace liaison::ui {

/// Settings: what a person sets for the window on this computer, a section each, found by a word of it. A change counts
/// at once; there is nothing to save.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    /// `commands` are those whose keys can be changed (WindowActions::changeable()).
    SettingsPage(const UiContext &context, const QList<QAction *> &commands, QWidget *parent = nullptr);

    void focusList();

private:
    /// A section with its title in the list; `widget` gets a scroll area around it.
    void add(const QString &iconName, const QString &title, QWidget *widget);
    void filter(const QString &text);

    QLineEdit *m_search;
    QListWidget *m_list;
    QStackedWidget *m_sections;
};

} // namespace liaison::ui
