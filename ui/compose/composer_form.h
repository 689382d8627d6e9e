#pragma once

#include "core/desk/compose_desk.h"
#include "core/domain/mailbox.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace liaison::ui {

class AddressField;
class AttachmentList;
class PeopleTicks;
class PlainLabel;

/// The fields of a mail being written: From, To, Cc, Bcc (always visible), subject, words, the quotation folded
/// below, attachments. Files can be dropped anywhere on it.
class ComposerForm : public QWidget {
    Q_OBJECT
public:
    explicit ComposerForm(QWidget *parent = nullptr);

    void setMailboxes(const QList<domain::Mailbox> &mailboxes);
    void setDraft(const desk::ComposeDraft &draft);
    /// The draft given, with what is in the fields now.
    [[nodiscard]] desk::ComposeDraft draft() const;
    /// Different people it goes to.
    [[nodiscard]] int recipientCount() const;
    /// The first thing that keeps the mail from being sent, as a sentence; empty: nothing. Puts the focus there.
    QString findProblem();
    void focusText();
    /// Puts Markdown where the cursor is; an answer keeps its subject, and so does a mail where `subject` is empty.
    void insertMarkdown(const QString &subject, const QString &words);
    /// Puts a button below the words.
    void addTool(QWidget *tool);
    [[nodiscard]] QPlainTextEdit *textEdit() const { return m_text; }
    [[nodiscard]] AddressField *toField() const { return m_to; }
    [[nodiscard]] QList<AddressField *> recipientFields() const { return {m_to, m_cc, m_bcc}; }
    [[nodiscard]] IncidentId incident() const { return m_draft.incident; }
    [[nodiscard]] MailboxId mailbox() const; ///< that it is sent from
    [[nodiscard]] AttachmentList *attachments() const { return m_attachments; }

Q_SIGNALS:
    void edited();
    void recipientsChanged();
    void attachFailed(const QString &fileName, const liaison::Error &error);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void connectFields();
    void showQuotation();
    void onRecipients();

    desk::ComposeDraft m_draft;
    QString m_quotation;
    bool m_filling = false;
    bool m_mailboxesKnown = false; ///< setMailboxes() was called
    QComboBox *m_from;
    AddressField *m_to;
    AddressField *m_cc;
    AddressField *m_bcc;
    QLineEdit *m_subject;
    PeopleTicks *m_people;
    QPlainTextEdit *m_text;
    QCheckBox *m_markdown;
    QHBoxLayout *m_tools = nullptr;
    QToolButton *m_fold;
    QToolButton *m_editQuotation;
    QPlainTextEdit *m_quoted;
    AttachmentList *m_attachments;
};

} // namespace liaison::ui
