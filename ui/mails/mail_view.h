#pragma once

#include "core/desk/mail_desk.h"
#include "core/mime/body.h"
#include "core/store/messages.h"
#include "ui/common/ui_context.h"
#include "ui/mails/inert_view.h"

#include <QWidget>

namespace liaison::ui {

class AttachmentRow;
class MailBodyView;
class MailHeader;
class MailNotices;
class MessageBar;

/// Shows one mail: who, what to know before reading, the words, the attachments. The mail is taken apart off this
/// thread. Actions added with addAction() stand on top of its menu.
class MailView : public QWidget {
    Q_OBJECT
public:
    explicit MailView(UiContext context, QWidget *parent = nullptr);

    /// Reads the mail from the store and shows it; an empty id clears the view.
    void showMail(MessageId id);
    /// Shows what a list has read already, then opens the mail. The same mail again only refreshes its header.
    void showRow(const store::MailRow &row, bool answered);
    [[nodiscard]] MessageId mail() const { return m_row.id; }
    [[nodiscard]] const store::MailRow &row() const { return m_row; }
    [[nodiscard]] bool isBodyShown() const { return m_bodyShown; }
    [[nodiscard]] MailBodyView *bodyView() const { return m_body; }
    [[nodiscard]] MailNotices *notices() const { return m_notices; }

public Q_SLOTS:
    void viewSource();
    void saveAsEml();
    void copyText();

Q_SIGNALS:
    void bodyShown();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    /// A mail taken apart, with its pictures decoded.
    struct Opened {
        mime::MailBody body;
        MailImages images;
    };
    void openBody();
    void decodeAndShow(const mime::MailBody &body);
    void showOpened(const Opened &opened);
    void popupMenu(const QPoint &at);
    void askAboutLink(const mime::InertHtml::Link &link);
    void showAnyway(int section);
    void decideSender(desk::MailDesk::SenderDecision decision);
    void report(const Error &error);
    void clear();

    UiContext m_context;
    store::MailRow m_row;
    mime::MailBody m_opened;
    int m_generation = 0;
    bool m_bodyShown = false;
    MailHeader *m_header;
    MailNotices *m_notices;
    MessageBar *m_bar;
    MailBodyView *m_body;
    AttachmentRow *m_attachments;
};

} // namespace liaison::ui
