#pragma once

#include "core/base/on_done.h"
#include "core/domain/incident.h"
#include "ui/common/ui_context.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QListWidget;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTreeView;
class QVBoxLayout;

namespace liaison::ui {

class EmptyState;
class MessageBar;
class PlainLabel;
class UnmatchedModel;

/// Mail that belongs to no incident yet: a person links it, makes an incident of it, or dismisses it.
class UnmatchedPage : public QWidget {
    Q_OBJECT
public:
    explicit UnmatchedPage(const UiContext &context, QWidget *parent = nullptr);

    /// The reading view beside the list; `show` is called with the mail to be shown. Becomes a child of this page.
    void setPreview(QWidget *preview, std::function<void(MessageId)> show);
    void focusList();
    /// Makes the mail the current one, if it is among those to decide.
    void select(MessageId id);
    [[nodiscard]] UnmatchedModel *model() const { return m_model; }

private:
    QWidget *makeList();
    QWidget *makeSide();
    void applyFilter();
    void onCurrentChanged();
    void loadSuggestions();
    void showSuggestions(const QList<domain::Incident> &incidents);
    void showSuggestionsHint();
    [[nodiscard]] QList<MessageId> selectedMails() const;
    void linkToSuggestion();
    void chooseIncident();
    void link(IncidentId incident, const QString &key);
    void newIncident();
    void dismiss();
    void restore();
    /// Runs `act` for every selected mail; afterwards says `done` and offers `undo`, or tells the first error.
    void runForSelected(const std::function<Future<void>(MessageId)> &act, const QString &done,
                        const std::function<Future<void>(MessageId)> &undo);
    void offerUndo(const QList<MessageId> &ids, const QString &done,
                   const std::function<Future<void>(MessageId)> &undo);
    void undoLast();
    void showError(const Error &error);
    void updateActions();

    UiContext m_context;
    UnmatchedModel *m_model;
    MessageBar *m_bar;
    QComboBox *m_which = nullptr;
    QTreeView *m_view = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    QListWidget *m_suggestions = nullptr;
    PlainLabel *m_subject = nullptr;
    PlainLabel *m_why = nullptr;
    PlainLabel *m_suggestionsHint = nullptr;
    QPushButton *m_link = nullptr;
    QPushButton *m_choose = nullptr;
    QPushButton *m_create = nullptr;
    QPushButton *m_dismiss = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_undo = nullptr;
    QVBoxLayout *m_sideLayout = nullptr;
    QSplitter *m_splitter;
    std::function<void(MessageId)> m_showPreview;
    MessageId m_shown;
    MessageId m_wanted; ///< to become current once it is loaded
    std::function<void()> m_undoAction;
};

} // namespace liaison::ui
