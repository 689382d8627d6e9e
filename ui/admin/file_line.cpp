#include "ui/admin/file_line.h"

#include "ui/admin/form_field.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace liaison::ui {

FileLine::FileLine(const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent), m_title(title), m_line(new QLineEdit(this)), m_browse(new QToolButton(this))
{
    m_line->setAccessibleName(name);
    m_browse->setText(tr("Choose…"));
    m_browse->setAccessibleName(tr("Choose: %1").arg(name));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_browse);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &FileLine::edited);
    connect(m_browse, &QToolButton::clicked, this, &FileLine::browse);
}

void FileLine::setPath(const QString &path)
{
    m_line->setText(path);
}

QString FileLine::path() const
{
    return m_line->text().trimmed();
}

void FileLine::setPlaceholderText(const QString &text)
{
    m_line->setPlaceholderText(text);
}

void FileLine::setEditable(bool editable)
{
    setReadOnly(m_line, !editable);
    m_browse->setEnabled(editable);
}

void FileLine::browse()
{
    auto *dialog = new QFileDialog(this, m_title, {}, tr("Certificates (*.pem *.crt *.cer *.key);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_line->setText(file);
        Q_EMIT edited();
    });
    dialog->open();
}

} // namespace liaison::ui
