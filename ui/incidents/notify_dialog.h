#pragma once

#include "core/desk/notification_desk.h"
#include "ui/common/ui_context.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;

namespace liaison::ui {

class AddressField;
class InertView;
class MessageBar;
class PlainLabel;

/// The notifications that are about to be sent, one mail a unit: each can be read as it will arrive, changed and left
/// out. Shown with open(); deletes itself when closed.
class NotifyDialog : public QDialog {
    Q_OBJECT
public:
    /// Offers the units of the board that such a mail can be written to; those of `chosen` are ticked, all of them
    /// where none of it is offered.
    NotifyDialog(const UiContext &context, const desk::NotificationBoard &board, domain::NotificationKind kind,
                 const QList<BusinessUnitId> &chosen, QWidget *parent);
    /// The deputies of these units get their mails, too.
    void addDeputies(const QList<BusinessUnitId> &units);

public Q_SLOTS:
    /// Asks first where mails were changed.
    void reject() override;

Q_SIGNALS:
    void sent(const QList<liaison::domain::OutboxMail> &mails, qint64 undoMs);

private:
    struct Entry {
        desk::UnitOnBoard on;
        desk::ComposeDraft draft;
        QString to; ///< as it was typed, with what is no address
        QString cc;
        QString bcc;
    };

    QWidget *makeList();
    QWidget *makeMail();
    QWidget *makeFrom();
    void fill(const QList<BusinessUnitId> &chosen);
    void showMail(int row);
    void keepMail();
    void step(int by);
    void onEdited();
    void showNote();
    void makePreview();
    void addDeputy();
    void sendAllFromHere();
    void updateButtons();
    [[nodiscard]] QList<int> ticked() const;
    [[nodiscard]] QString problemOf(int row) const;
    void send();
    void askAboutOutsiders(const desk::NotificationBatch &batch);
    void queue(const desk::NotificationBatch &batch);
    void tell(const Error &error);

    UiContext m_context;
    desk::NotificationBoard m_board;
    domain::NotificationKind m_kind;
    QList<Entry> m_entries;
    int m_shown = -1;
    bool m_filling = false;
    bool m_edited = false; ///< by a person
    int m_generation = 0;  ///< of the preview
    QTimer m_pause;
    MessageBar *m_bar;
    QListWidget *m_list;
    QPushButton *m_previous;
    QPushButton *m_next;
    QComboBox *m_from;
    QPushButton *m_fromAll;
    AddressField *m_to;
    AddressField *m_cc;
    AddressField *m_bcc;
    QLineEdit *m_subject;
    QTabWidget *m_tabs;
    QPlainTextEdit *m_text;
    InertView *m_preview;
    PlainLabel *m_note;
    QPushButton *m_deputy;
    QPushButton *m_cancel;
    QPushButton *m_send;
};

} // namespace liaison::ui
