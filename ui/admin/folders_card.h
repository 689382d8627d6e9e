#pragma once

#include "core/base/ids.h"
#include "core/domain/folder.h"
#include "ui/common/ui_context.h"

#include <QGroupBox>

class QListWidget;
class QPushButton;

namespace liaison::ui {

class MessageBar;
class PlainLabel;

/// The folders of a mailbox; those with a check mark are read. Read-only until Edit.
class FoldersCard : public QGroupBox {
    Q_OBJECT
public:
    explicit FoldersCard(const UiContext &context, QWidget *parent = nullptr);
    void setMailbox(MailboxId id);

private:
    void load();
    void show(QList<domain::Folder> folders);
    void setEditing(bool editing);
    void save();

    UiContext m_context;
    MailboxId m_mailbox;
    bool m_editing = false;
    MessageBar *m_bar;
    PlainLabel *m_hint;
    QListWidget *m_list;
    QPushButton *m_edit;
    QPushButton *m_cancel;
    QPushButton *m_save;
};

} // namespace liaison::ui
