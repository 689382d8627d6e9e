#include "ui/mails/mail_body_view.h"

#include "ui/common/message_bar.h"
#include "ui/common/preferences.h"
#include "ui/common/reading_direction.h"
#include "ui/common/theme.h"
#include "ui/mails/mail_words.h"
#include "ui/mails/quotation_fold.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QEvent>
#include <QImageReader>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype textAtOnce = 60'000; ///< characters laid out in one go; the rest waits behind a button
constexpr qsizetype lineAtMost = 4'000;  ///< one endless word costs Qt's layout seconds
constexpr qint64 pixelsAtMost = 40'000'000;
constexpr qreal widestColumn = 1'600;
constexpr qreal narrowestColumn = 320;

QString withLinesCut(const QString &text)
{
    QString out;
    out.reserve(text.size() + text.size() / lineAtMost);
    qsizetype inLine = 0;
    for (const QChar c : text) {
        out += c;
        inLine = c == u'\n' ? 0 : inLine + 1;
        if (inLine >= lineAtMost && !c.isHighSurrogate()) {
            out += u'\n';
            inLine = 0;
        }
    }
    return out;
}

/// Colours of its own make a mail unreadable on a dark ground: it gets paper.
bool bringsColours(const QString &html)
{
    return html.contains("color"_L1, Qt::CaseInsensitive) || html.contains("background"_L1, Qt::CaseInsensitive);
}

QToolButton *foldButton(const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setArrowType(foldedArrow());
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(text);
    return button;
}
} // namespace

MailImages decodeImages(const QHash<QString, QByteArray> &inlineImages)
{
    static const QList<QByteArray> formats{"png", "jpeg", "gif", "webp"};
    MailImages images;
    for (auto it = inlineImages.cbegin(); it != inlineImages.cend(); ++it) {
        QByteArray bytes = it.value();
        QBuffer buffer(&bytes);
        QImageReader reader(&buffer);
        reader.setDecideFormatFromContent(true);
        const QSize size = reader.size();
        const bool fits = size.isValid() && qint64(size.width()) * size.height() <= pixelsAtMost;
        if (!fits || !formats.contains(reader.format()))
            continue;
        const QImage image = reader.read();
        if (!image.isNull())
            images.insert(it.key(), image);
    }
    return images;
}

qint64 layoutCostMs(const QString &inertHtml, const QFont &font)
{
    QElapsedTimer timer;
    timer.start();
    InertDocument document;
    document.setUndoRedoEnabled(false);
    document.setDefaultFont(font);
    document.setHtml(inertHtml);
    document.setTextWidth(widestColumn);
    document.setTextWidth(narrowestColumn);
    document.size();
    return timer.elapsed();
}

MailBodyView::MailBodyView(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 6, 0, 0);
    m_layout->setSpacing(10);
}

void MailBodyView::showBody(const mime::MailBody &body, const MailImages &images)
{
    qDeleteAll(m_sections);
    m_sections.clear();
    m_body = body;
    m_images = images;
    m_plain.clear();
    for (int i = 0; i < body.sections.size(); ++i) {
        m_plain += body.sections.at(i).plain + u'\n';
        addSection(i, body.sections.at(i));
    }
}

void MailBodyView::addSection(int number, const mime::MailBody::Section &section)
{
    auto *widget = new QWidget(this);
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_sections.append(widget);
    m_layout->insertWidget(number, widget);
    const bool plainWanted = Preferences::instance()->showsPlainText();
    if (section.isHtml && !section.html.tooLarge && !plainWanted) {
        addHtml(layout, section.html);
        return;
    }
    if (section.isHtml) {
        auto *bar = new MessageBar(widget);
        bar->setClosable(false);
        if (section.html.tooLarge) {
            bar->showMessage(MessageBar::Kind::Info,
                             tr("Its layout is too large to be drawn quickly; this is its text alone."));
            bar->addAction(tr("Show anyway"), [this, number] { Q_EMIT showAnywayWanted(number); });
        } else {
            bar->showMessage(MessageBar::Kind::Info, tr("This is its text alone, as the settings say."));
            bar->addAction(tr("Show its layout"), [this, number] { showLayoutLater(number); });
        }
        layout->addWidget(bar);
    }
    addPlain(layout, section);
}

/// Not at once: the button that asks for it goes with the text.
void MailBodyView::showLayoutLater(int section)
{
    QMetaObject::invokeMethod(
        this,
        [this, section] {
            const mime::InertHtml html = m_body.sections.value(section).html;
            showHtmlAnyway(section, html);
        },
        Qt::QueuedConnection);
}

void MailBodyView::showHtmlAnyway(int section, const mime::InertHtml &html)
{
    if (section < 0 || section >= m_sections.size())
        return;
    m_body.sections[section].html = html;
    delete m_sections.takeAt(section);
    auto *widget = new QWidget(this);
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    m_sections.insert(section, widget);
    m_layout->insertWidget(section, widget);
    if (!html.tooLarge) {
        addHtml(layout, html);
        return;
    }
    auto *bar = new MessageBar(widget);
    bar->setClosable(false);
    bar->showMessage(MessageBar::Kind::Warning,
                     tr("Its layout goes past every limit. This is its text; the source has the rest."));
    layout->addWidget(bar);
    addPlain(layout, m_body.sections.at(section));
}

InertView *MailBodyView::newView(QVBoxLayout *layout)
{
    auto *view = new InertView(layout->parentWidget());
    layout->addWidget(view);
    return view;
}

void MailBodyView::addHtml(QVBoxLayout *layout, const mime::InertHtml &html)
{
    InertView *view = newView(layout);
    if (isDark(palette()) && bringsColours(html.html)) {
        view->setPalette(lightPalette());
        view->viewport()->setAutoFillBackground(true);
        view->document()->setDocumentMargin(10);
    }
    QStringList targets;
    for (const mime::InertHtml::Link &link : html.links)
        targets << link.target;
    view->setLinkTargets(targets);
    view->showHtml(html.html, m_images);
    connect(view, &InertView::linkActivated, this, [this, links = html.links](int number) {
        if (number >= 0 && number < links.size())
            Q_EMIT linkActivated(links.at(number));
    });
    const int lines = view->foldQuotation();
    if (lines == 0)
        return;
    QToolButton *button = foldButton(MailWords::showQuoted(lines), layout->parentWidget());
    layout->addWidget(button, 0, Qt::AlignLeft);
    connect(button, &QToolButton::clicked, view, [this, view, button, whole = html.html] {
        const bool open = button->arrowType() != Qt::DownArrow;
        view->showHtml(whole, m_images);
        if (!open)
            view->foldQuotation();
        button->setArrowType(open ? Qt::DownArrow : foldedArrow());
    });
}

void MailBodyView::addPlain(QVBoxLayout *layout, const mime::MailBody::Section &section)
{
    const QList<Stretch> stretches
        = section.blocks.isEmpty() ? QList<Stretch>{Stretch{section.plain, false, 0}} : stretchesOf(section.blocks);
    for (const Stretch &stretch : stretches) {
        if (stretch.folded)
            addFolded(layout, stretch.text, stretch.lines);
        else
            addText(layout, withLinesCut(stretch.text), false);
    }
}

void MailBodyView::addText(QVBoxLayout *layout, const QString &text, bool muted)
{
    InertView *view = newView(layout);
    if (muted) {
        QPalette palette = view->palette();
        palette.setColor(QPalette::Text, toneColor(palette, Tone::Muted));
        view->setPalette(palette);
    }
    view->showText(text.left(textAtOnce));
    if (text.size() <= textAtOnce)
        return;
    auto *more
        = new QPushButton(tr("Show more (%1 characters left)").arg(text.size() - textAtOnce), layout->parentWidget());
    more->setAutoDefault(false);
    layout->addWidget(more, 0, Qt::AlignLeft);
    connect(more, &QPushButton::clicked, this, [this, layout, more, muted, rest = text.mid(textAtOnce)] {
        more->deleteLater();
        more->hide();
        addText(layout, rest, muted);
    });
}

void MailBodyView::addFolded(QVBoxLayout *layout, const QString &text, int lines)
{
    QToolButton *button = foldButton(MailWords::showQuoted(lines), layout->parentWidget());
    layout->addWidget(button, 0, Qt::AlignLeft);
    auto *box = new QWidget(layout->parentWidget());
    auto *inner = new QVBoxLayout(box);
    inner->setContentsMargins(indentation(12));
    box->hide();
    layout->addWidget(box);
    connect(button, &QToolButton::clicked, this, [this, button, box, inner, text] {
        const bool open = button->arrowType() != Qt::DownArrow;
        if (open && inner->isEmpty())
            addText(inner, withLinesCut(text), true);
        box->setVisible(open);
        button->setArrowType(open ? Qt::DownArrow : foldedArrow());
    });
}

QString MailBodyView::plainText() const
{
    return m_plain;
}

void MailBodyView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || m_body.sections.isEmpty())
        return;
    // Later, because Qt is still walking over a list of all widgets, those included that are replaced here.
    QMetaObject::invokeMethod(
        this,
        [this] {
            const mime::MailBody body = m_body;
            showBody(body, m_images);
        },
        Qt::QueuedConnection);
}

} // namespace liaison::ui
