#pragma once

#include "core/base/error.h"
#include "core/store/threads.h"
#include "ui/common/ui_context.h"
#include "ui/mails/thread_model.h"

#include <QTimer>
#include <QWidget>

#include <utility>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QTreeView;

namespace liaison::ui {

class EmptyState;

/// The left pane of the tab: an incident's threads with their filters. Reads the store when told to, and whenever
/// the store says that something has changed.
class ThreadList : public QWidget {
    Q_OBJECT
public:
    explicit ThreadList(UiContext context, QWidget *parent = nullptr);

    void setIncident(IncidentId incident);
    /// Makes a thread current; remembered until it is loaded. Filters that hide it are taken off.
    void select(ThreadId thread);
    [[nodiscard]] ThreadId current() const { return m_current; }
    [[nodiscard]] const store::ThreadRow *currentRow() const;
    [[nodiscard]] const ThreadModel *model() const { return m_model; }
    [[nodiscard]] QTreeView *view() const { return m_view; }
    void reload();

Q_SIGNALS:
    void currentChanged(liaison::ThreadId thread); ///< null: none
    void opened();                                 ///< Enter or a double click: go on to the conversation
    void rowsLoaded();
    void unreadChanged(int unread); ///< of the whole incident, whatever the filters show
    void loadFailed(const liaison::Error &error);
    void newMailWanted();

private:
    /// What one read of the store brings.
    struct Loaded {
        QList<store::ThreadRow> rows;
        QList<std::pair<BusinessUnitId, QString>> units;
        int unread = 0;
    };
    void buildFilters();
    void buildView();
    [[nodiscard]] store::ThreadFilter filter() const;
    [[nodiscard]] bool isFiltered() const;
    void clearFilters();
    void show(Loaded loaded);
    void showWhyEmpty();
    void nameAllUnits();
    void showUnits(const QList<std::pair<BusinessUnitId, QString>> &units);
    void restoreCurrent();
    void onCurrentIndex(const QModelIndex &index);

    UiContext m_context;
    IncidentId m_incident;
    ThreadId m_current;
    ThreadId m_wanted;
    int m_generation = 0; ///< of the load whose answer counts
    QTimer m_typing;
    ThreadModel *m_model;
    QComboBox *m_unit;
    QComboBox *m_show;
    QComboBox *m_order;
    QLineEdit *m_text;
    QTreeView *m_view;
    EmptyState *m_empty;
    bool m_restoring = false;
};

} // namespace liaison::ui
