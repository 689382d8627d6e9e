#pragma once

#include "core/base/error.h"
#include "core/domain/message.h"
#include "ui/common/ui_context.h"

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace liaison::ui {

/// A mail's attachments: safe name, size, type by content, a warning where name or type lie; Save… and Save all….
/// Nothing is ever opened from here.
class AttachmentRow : public QWidget {
    Q_OBJECT
public:
    explicit AttachmentRow(UiContext context, QWidget *parent = nullptr);

    void showParts(MessageId mail, const QList<domain::PartInfo> &parts);

Q_SIGNALS:
    void saved(const QStringList &paths);
    void failed(const liaison::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    QWidget *line(const domain::PartInfo &part);
    void chooseFolder(const QStringList &partPaths);
    void save(QStringList partPaths, const QString &folder, QStringList done);

    UiContext m_context;
    MessageId m_mail;
    QList<domain::PartInfo> m_parts;
    QVBoxLayout *m_layout;
    QString m_lastFolder;
};

} // namespace liaison::ui
