#include "ui/mails/inert_view.h"

#include "ui/mails/quotation_fold.h"
#include "ui/mails/text_safety.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QTextOption>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
/// What a refused image becomes: something, or Qt would look for a file of that name.
QImage nothingToSee()
{
    QImage image(1, 1, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}
} // namespace

QVariant InertDocument::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource) {
        ++m_refused;
        return QByteArray("");
    }
    const QString contentId = name.path();
    if (name.scheme() == "cid"_L1 && m_images.contains(contentId)) {
        ++m_answered;
        const QImage image = m_images.value(contentId);
        return image.width() > m_widestImage ? image.scaledToWidth(m_widestImage, Qt::SmoothTransformation) : image;
    }
    ++m_refused;
    return nothingToSee();
}

InertView::InertView(QWidget *parent) : QTextBrowser(parent), m_document(new InertDocument(this))
{
    setDocument(m_document);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setAccessibleName(tr("Text of the mail"));
    m_document->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    connect(m_document->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &InertView::fitHeight);
    connect(this, &QTextBrowser::anchorClicked, this, &InertView::activate);
}

void InertView::showText(const QString &text)
{
    m_document->setImages({});
    setPlainText(visibleBody(text));
    fitHeight();
}

void InertView::showHtml(const QString &inertHtml, MailImages images)
{
    m_document->setImages(std::move(images));
    m_document->setWidestImage(std::max(240, viewport()->width() - 8));
    // Qt would take the application's link colour, which a mail on white paper in a dark window cannot be read in.
    m_document->setDefaultStyleSheet(u"a { color: %1 }"_s.arg(palette().color(QPalette::Link).name()));
    setHtml(inertHtml);
    fitHeight();
}

int InertView::foldQuotation()
{
    const int lines = removeTrailingQuotation(m_document);
    if (lines > 0)
        fitHeight();
    return lines;
}

QVariant InertView::loadResource(int type, const QUrl &name)
{
    Q_UNUSED(type);
    Q_UNUSED(name);
    return nothingToSee();
}

void InertView::doSetSource(const QUrl &name, QTextDocument::ResourceType type)
{
    Q_UNUSED(name);
    Q_UNUSED(type);
}

QSize InertView::sizeHint() const
{
    return {360, height()};
}

QSize InertView::minimumSizeHint() const
{
    return {80, minimumHeight()};
}

void InertView::fitHeight()
{
    const bool wide = m_document->size().width() > viewport()->width() + 1;
    const int bar = wide ? horizontalScrollBar()->sizeHint().height() : 0;
    const int wanted = static_cast<int>(std::ceil(m_document->size().height())) + bar + 2 * frameWidth();
    if (wanted != minimumHeight() || wanted != maximumHeight())
        setFixedHeight(wanted);
}

void InertView::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    fitHeight();
}

void InertView::wheelEvent(QWheelEvent *event)
{
    const bool sideways = std::abs(event->angleDelta().x()) > std::abs(event->angleDelta().y());
    if (sideways || event->modifiers().testFlag(Qt::ShiftModifier))
        QTextBrowser::wheelEvent(event);
    else
        event->ignore();
}

void InertView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Space:
        if (event->modifiers() == Qt::NoModifier) { // they scroll the conversation
            event->ignore();
            return;
        }
        break;
    default:
        break;
    }
    QTextBrowser::keyPressEvent(event);
}

QString InertView::targetOf(const QString &href) const
{
    if (!href.startsWith("link:"_L1))
        return {};
    bool isNumber = false;
    const int number = href.mid(5).toInt(&isNumber);
    return isNumber ? m_targets.value(number) : QString();
}

bool InertView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const QString target = targetOf(anchorAt(viewport()->mapFrom(this, help->pos())));
        if (!target.isEmpty()) {
            QToolTip::showText(help->globalPos(), plainToolTip(target), this);
            return true;
        }
        QToolTip::hideText();
        return true;
    }
    return QTextBrowser::event(event);
}

void InertView::activate(const QUrl &link)
{
    bool isNumber = false;
    const int number = link.path().toInt(&isNumber);
    if (link.scheme() == "link"_L1 && isNumber)
        Q_EMIT linkActivated(number);
}

void InertView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!textCursor().hasSelection()) {
        const QString target = targetOf(anchorAt(event->pos()));
        if (target.isEmpty()) {
            event->ignore(); // the mail's own menu
            return;
        }
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        connect(menu->addAction(tr("Copy link target")), &QAction::triggered, this,
                [target] { QGuiApplication::clipboard()->setText(target); });
        menu->popup(event->globalPos());
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Copy")), &QAction::triggered, this, &QTextEdit::copy);
    connect(menu->addAction(tr("Select all")), &QAction::triggered, this, &QTextEdit::selectAll);
    menu->popup(event->globalPos());
}

} // namespace liaison::ui
