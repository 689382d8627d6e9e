#pragma once

#include <QListWidget>

namespace liaison::ui {

/// The pages of the main window.
enum class Page { Incidents, Unmatched, Outbox, Mailboxes, Feeds, Units, Templates, Process, People, Audit, Settings };

/// The list of pages at the upper left, with counts in words a screen reader can say.
class Navigation : public QListWidget {
    Q_OBJECT
public:
    explicit Navigation(QWidget *parent = nullptr);

    void setPage(Page page);
    [[nodiscard]] Page page() const;
    void setCount(Page page, int count);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void pageChosen(liaison::ui::Page page);

private:
    void setTitle(Page page, const QString &title);
    void addPage(Page page, const QString &iconName, const QString &title);
};

} // namespace liaison::ui
