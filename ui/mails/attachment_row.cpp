#include "ui/mails/attachment_row.h"

#include "core/base/on_done.h"
#include "core/desk/mail_desk.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"
#include "ui/mails/mail_words.h"
#include "ui/mails/text_safety.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int iconSize = 16;

QLabel *iconLabel(const QString &name, Tone tone, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setPixmap(iconPixmap(name, toneColor(parent->palette(), tone), iconSize, parent->devicePixelRatioF()));
    return label;
}

PlainLabel *warningLabel(const QString &words, QWidget *parent)
{
    auto *label = new PlainLabel(words, parent);
    label->setWordWrap(true);
    QPalette palette = label->palette();
    palette.setColor(label->foregroundRole(), toneColor(palette, Tone::Danger));
    label->setPalette(palette);
    return label;
}

QString typeOf(const domain::PartInfo &part)
{
    return visibleLine(part.sniffedType.isEmpty() ? part.contentType : part.sniffedType);
}
} // namespace

AttachmentRow::AttachmentRow(UiContext context, QWidget *parent)
    : QWidget(parent), m_context(context), m_layout(new QVBoxLayout(this)),
      m_lastFolder(QStandardPaths::writableLocation(QStandardPaths::DownloadLocation))
{
    m_layout->setContentsMargins(0, 4, 0, 0);
    m_layout->setSpacing(4);
    setAccessibleName(tr("Attachments"));
    hide();
}

void AttachmentRow::showParts(MessageId mail, const QList<domain::PartInfo> &parts)
{
    m_mail = mail;
    m_parts = parts;
    rebuild();
}

void AttachmentRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // Later, because Qt is still walking over a list of all widgets, those included that are replaced here.
    if (event->type() == QEvent::PaletteChange && !m_parts.isEmpty())
        QMetaObject::invokeMethod(this, &AttachmentRow::rebuild, Qt::QueuedConnection);
}

void AttachmentRow::rebuild()
{
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    QStringList paths;
    for (const domain::PartInfo &part : std::as_const(m_parts)) {
        if (!part.isAttachment)
            continue;
        paths << part.path;
        m_layout->addWidget(line(part));
    }
    setVisible(!paths.isEmpty());
    if (paths.size() < 2)
        return;
    auto *all = new QPushButton(icon(u"save"_s), tr("Save all %1…").arg(paths.size()), this);
    all->setAutoDefault(false);
    connect(all, &QPushButton::clicked, this, [this, paths] { chooseFolder(paths); });
    m_layout->addWidget(all, 0, Qt::AlignLeft);
}

QWidget *AttachmentRow::line(const domain::PartInfo &part)
{
    const QString name = part.fileName.isEmpty() ? tr("unnamed") : visibleLine(part.fileName);
    const QString warning = MailWords::attachmentWarning(part);
    auto *box = new QFrame(this);
    box->setFrameShape(QFrame::StyledPanel);
    auto *first = new QHBoxLayout;
    first->addWidget(
        iconLabel(warning.isEmpty() ? u"attach"_s : u"warning"_s, warning.isEmpty() ? Tone::Muted : Tone::Danger, box));
    auto *title = new PlainLabel(name, box);
    title->setBold(true);
    title->setElided(true);
    first->addWidget(title, 1);
    auto *kind = new PlainLabel(u"%1 · %2"_s.arg(sizeText(part.size), typeOf(part)), box);
    kind->setMuted(true);
    first->addWidget(kind);
    auto *button = new QPushButton(icon(u"save"_s), tr("Save…"), box);
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Save %1").arg(name));
    connect(button, &QPushButton::clicked, this, [this, path = part.path] { chooseFolder({path}); });
    first->addWidget(button);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(8, 3, 4, 3);
    layout->setSpacing(2);
    layout->addLayout(first);
    if (!warning.isEmpty())
        layout->addWidget(warningLabel(warning, box));
    box->setToolTip(plainToolTip(u"%1\n%2\nSHA-256 %3"_s.arg(name, u"%1, %2"_s.arg(sizeText(part.size), typeOf(part)),
                                                             QString::fromLatin1(part.sha256.toHex()))));
    return box;
}

void AttachmentRow::chooseFolder(const QStringList &partPaths)
{
    auto *dialog = new QFileDialog(this, tr("Save attachments into"), m_lastFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, partPaths](const QString &folder) {
        m_lastFolder = folder;
        save(partPaths, folder, {});
    });
    dialog->open();
}

void AttachmentRow::save(QStringList partPaths, const QString &folder, QStringList done)
{
    if (partPaths.isEmpty()) {
        Q_EMIT saved(done);
        return;
    }
    const QString path = partPaths.takeFirst();
    desk::MailDesk desk(m_context.desk);
    onDone<QString>(this, desk.saveAttachment(m_mail, path, folder),
                    [this, partPaths, folder, done](Result<QString> result) {
                        if (!result.has_value())
                            Q_EMIT failed(result.error());
                        else
                            save(partPaths, folder, done + QStringList{*result});
                    });
}

} // namespace liaison::ui
