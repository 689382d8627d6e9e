#include "ui/mails/source_window.h"

#include "ui/mails/text_safety.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QStringDecoder>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {
constexpr qsizetype shownAtMost = 2 * 1024 * 1024;
constexpr qsizetype lineAtMost = 2'000;

QString readable(const QByteArray &raw)
{
    const QByteArray shown = raw.left(shownAtMost);
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8.decode(shown);
    if (utf8.hasError())
        text = QString::fromLatin1(shown);
    QString out;
    out.reserve(text.size());
    qsizetype inLine = 0;
    for (const QChar c : visibleBody(text)) {
        out += c;
        inLine = c == u'\n' ? 0 : inLine + 1;
        if (inLine >= lineAtMost && !c.isHighSurrogate()) {
            out += u'\n';
            inLine = 0;
        }
    }
    return out;
}
} // namespace

SourceWindow::SourceWindow(const QString &subject, const QByteArray &raw, QWidget *parent) : QWidget(parent, Qt::Window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Source of “%1”").arg(visibleLine(subject)));
    auto *text = new QPlainTextEdit(readable(raw), this);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setAccessibleName(tr("Source of the mail"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    if (raw.size() > shownAtMost) {
        auto *cut = new QLabel(this);
        cut->setTextFormat(Qt::PlainText);
        cut->setText(tr("Only the first 2 MB are shown. Save as EML has all of it."));
        layout->addWidget(cut);
    }
    auto *close = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(close, &QShortcut::activated, this, &QWidget::close);
    resize(860, 640);
}

} // namespace liaison::ui
