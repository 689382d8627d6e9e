#pragma once

#include "core/base/error.h"
#include "core/mime/compose.h"

#include <QWidget>

class QVBoxLayout;

namespace liaison::ui {

class PlainLabel;

/// The files that go with a mail: name, size, remove. Files are read off this thread when they are added.
class AttachmentList : public QWidget {
    Q_OBJECT
public:
    explicit AttachmentList(QWidget *parent = nullptr);

    void setAttachments(const QList<mime::Attachment> &attachments);
    [[nodiscard]] const QList<mime::Attachment> &attachments() const { return m_attachments; }
    void addFiles(const QStringList &paths);
    void chooseFiles();
    /// Whether files are still being read: the mail must wait.
    [[nodiscard]] bool isReading() const { return m_reading > 0; }

Q_SIGNALS:
    void changed();
    void readFailed(const QString &fileName, const liaison::Error &error);

private:
    void rebuild();
    QWidget *line(int number);

    QList<mime::Attachment> m_attachments;
    int m_reading = 0;
    QVBoxLayout *m_layout;
};

} // namespace liaison::ui
