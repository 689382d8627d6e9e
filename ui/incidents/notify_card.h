#pragma once

#include "core/base/ids.h"
#include "core/desk/notification_desk.h"
#include "ui/common/ui_context.h"
#include "ui/incidents/notify_words.h"

#include <QGroupBox>
#include <QTimer>

class QPushButton;
class QShortcut;
class QTreeWidget;
class QVBoxLayout;

namespace liaison::ui {

class MessageBar;
class NotifyDialog;
class PlainLabel;

/// "Notify business units" on an incident's summary: where each affected unit stands, and what a person can send it.
/// Hidden while the notification process is off.
class NotifyCard : public QGroupBox {
    Q_OBJECT
public:
    explicit NotifyCard(const UiContext &context, QWidget *parent = nullptr);
    void setIncident(IncidentId id);
    /// The focus goes to what can be done first, else to the list.
    void focusFirst();

Q_SIGNALS:
    void placeWanted(liaison::ui::NotifyPlace place);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeButtons();
    void load();
    void showBoard(const desk::NotificationBoard &board);
    void showNeeds();
    void showRows();
    void updateButtons();
    NotifyDialog *openDialog(domain::NotificationKind kind, const QList<BusinessUnitId> &chosen);
    void askDeputies();
    [[nodiscard]] QList<BusinessUnitId> selected() const;
    [[nodiscard]] QList<BusinessUnitId> overdue() const;
    [[nodiscard]] QList<BusinessUnitId> withDeputy() const;
    [[nodiscard]] QList<OutboxId> failed() const;
    void offerUndo(const QList<domain::OutboxMail> &mails, qint64 undoMs);
    void countDown();
    void endUndo();
    [[nodiscard]] QString leavingText() const;
    void undo();
    void retry();

    UiContext m_context;
    IncidentId m_id;
    desk::NotificationBoard m_board;
    int m_generation = 0;
    QList<OutboxId> m_leaving; ///< a batch that can be taken back
    UtcMs m_leavesAt = 0;
    QTimer m_countDown;
    QShortcut *m_undoKey = nullptr;
    QTimer m_clock; ///< deadlines pass without a change in the store
    MessageBar *m_bar;
    QVBoxLayout *m_needs = nullptr;
    QStringList m_told; ///< what m_needs says
    QTreeWidget *m_units;
    PlainLabel *m_several;
    QPushButton *m_primary = nullptr;
    QPushButton *m_followUp = nullptr;
    QPushButton *m_chase = nullptr;
    QPushButton *m_deputy = nullptr;
    QPushButton *m_retry = nullptr;
};

} // namespace liaison::ui
