#include "ui/compose/attachment_list.h"

#include "core/base/in_pool.h"
#include "core/base/on_done.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/plain_label.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 fileAtMost = 50'000'000;
constexpr qint64 manyServersTake = 25'000'000;

/// Read in the pool: a file may be on a slow share.
Result<mime::Attachment> readFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, u"cannot read the file"_s, file.errorString());
    if (file.size() > fileAtMost)
        return fail(ErrorKind::MessageTooLarge, u"larger than 50 MB"_s);
    return mime::Attachment{QFileInfo(path).fileName(), {}, file.readAll()};
}
} // namespace

AttachmentList::AttachmentList(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(2);
    setAccessibleName(tr("Attachments"));
    hide();
}

void AttachmentList::setAttachments(const QList<mime::Attachment> &attachments)
{
    m_attachments = attachments;
    rebuild();
}

void AttachmentList::addFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        ++m_reading;
        auto reading = inPool(QThreadPool::globalInstance(), [path] { return readFile(path); });
        onDone<mime::Attachment>(this, reading, [this, path](Result<mime::Attachment> file) {
            --m_reading;
            if (!file.has_value()) {
                Q_EMIT readFailed(QFileInfo(path).fileName(), file.error());
                return;
            }
            m_attachments.append(*file);
            rebuild();
            Q_EMIT changed();
        });
    }
}

void AttachmentList::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &AttachmentList::addFiles);
    dialog->open();
}

void AttachmentList::rebuild()
{
    const auto old = findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *widget : old) {
        widget->hide();
        widget->deleteLater(); // one of them may be the button that was pressed
    }
    qint64 total = 0;
    for (int i = 0; i < m_attachments.size(); ++i) {
        m_layout->addWidget(line(i));
        total += m_attachments.at(i).bytes.size();
    }
    if (total > manyServersTake) {
        auto *warning
            = new PlainLabel(tr("%1 in all: many mail servers refuse more than 25 MB.").arg(sizeText(total)), this);
        m_layout->addWidget(warning);
    }
    setVisible(!m_attachments.isEmpty());
}

QWidget *AttachmentList::line(int number)
{
    const mime::Attachment &attachment = m_attachments.at(number);
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *clip = new QLabel(row);
    clip->setPixmap(iconPixmap(u"attach"_s, palette().color(QPalette::WindowText), 14, devicePixelRatioF()));
    layout->addWidget(clip);
    auto *name = new PlainLabel(attachment.fileName, row);
    layout->addWidget(name);
    auto *size = new PlainLabel(sizeText(attachment.bytes.size()), row);
    size->setMuted(true);
    layout->addWidget(size);
    auto *remove = new QToolButton(row);
    remove->setIcon(icon(u"close"_s));
    remove->setAutoRaise(true);
    remove->setFocusPolicy(Qt::StrongFocus);
    remove->setAccessibleName(tr("Remove %1").arg(attachment.fileName));
    remove->setToolTip(tr("Remove"));
    connect(remove, &QToolButton::clicked, this, [this, number] {
        m_attachments.removeAt(number);
        rebuild();
        Q_EMIT changed();
    });
    layout->addWidget(remove);
    layout->addStretch(1);
    return row;
}

} // namespace liaison::ui
