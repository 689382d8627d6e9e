#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/desk/mailbox_desk.h"
#include "core/domain/folder.h"
#include "core/domain/mailbox.h"
#include "ui/common/ui_context.h"
#include "ui/common/unsaved_changes.h"

#include <QGroupBox>
#include <QHash>
#include <QSet>

#include <functional>
#include <optional>
#include <stop_token>

class QLineEdit;
class QPushButton;

namespace liaison::ui {

class FolderTree;
class MessageBar;
class PlainLabel;

/// The folders of a mailbox as its server has them; those with a check mark are read. Read-only until Edit, which asks
/// the server for its folders, whether the mailbox was started or not. Folders are kept by the server's id, not by
/// name.
class FoldersCard : public QGroupBox {
    Q_OBJECT
public:
    explicit FoldersCard(const UiContext &context, QWidget *parent = nullptr);
    ~FoldersCard() override;
    void setMailbox(MailboxId id);
    [[nodiscard]] std::optional<UnsavedChanges> unsavedChanges();

private:
    QWidget *makeNameLine();
    void connectButtons();
    void load();
    void showKept(const QList<domain::Folder> &folders);
    void showRows();
    void edit();
    void cancel();
    void askServer();
    void list(const domain::Mailbox &mailbox);
    void setListed(QList<domain::RemoteFolder> folders);
    void listed(const Result<QList<domain::RemoteFolder>> &answer);
    void stopListing();
    void addNamed();
    void findNamed(const QString &name);
    void foundNamed(const QString &name, const Result<domain::NamedFolder> &answer);
    void tellRefusal(const QString &what, const Error &error);
    /// The stored mailbox; for the question that is asked now.
    void withMailbox(const std::function<void(const Result<domain::Mailbox> &)> &then);
    void setEditing(bool editing);
    void updateButtons();
    void save(const std::function<void()> &then = {});
    [[nodiscard]] Future<void> saving() const;

    UiContext m_context;
    MailboxId m_mailbox;
    QList<domain::Folder> m_kept;                        ///< as the store has them
    std::optional<QList<domain::RemoteFolder>> m_listed; ///< by the server, since Edit
    QList<domain::RemoteFolder> m_named;                 ///< found by their names since Edit, listed or not
    QHash<QString, bool> m_choice;                       ///< by remoteId, what a person left so
    QSet<QString> m_asBegun;                             ///< what was read when editing began
    bool m_editing = false;
    bool m_listing = false;
    QString m_wanted; ///< the name that the server is asked about; empty: all its folders
    int m_run = 0;    ///< answers to an earlier question are not listened to
    std::stop_source m_stop;
    MessageBar *m_bar;
    PlainLabel *m_hint;
    FolderTree *m_tree;
    QWidget *m_nameLine = nullptr;
    QLineEdit *m_name = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_edit;
    QPushButton *m_refresh;
    QPushButton *m_stopButton;
    QPushButton *m_cancel;
    QPushButton *m_save;
};

} // namespace liaison::ui
