#include "ui/mails/mail_view.h"

#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/mails/attachment_row.h"
#include "ui/mails/link_question.h"
#include "ui/mails/mail_body_view.h"
#include "ui/mails/mail_header.h"
#include "ui/mails/mail_notices.h"
#include "ui/mails/source_window.h"

#include "core/base/in_pool.h"
#include "core/store/store.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QStringDecoder>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
/// What "Show anyway" takes: more of everything, still no table nested deeper than Qt can lay out in time.
constexpr mime::InertLimits liftedLimits{400, 5, 20'000, 4 * 1024 * 1024, 40'000};

/// What the window may stand still for at a resize; HTML that takes longer is shown as text first.
constexpr qint64 layoutBudgetMs = 200;

QString decodedHtml(const QByteArray &bytes)
{
    QStringDecoder declared = QStringDecoder::decoderForHtml(bytes);
    const QString text = declared.decode(bytes);
    if (!declared.hasError())
        return text;
    return QString::fromLatin1(bytes);
}
} // namespace

MailView::MailView(UiContext context, QWidget *parent)
    : QWidget(parent), m_context(context), m_header(new MailHeader(context, this)), m_notices(new MailNotices(this)),
      m_bar(new MessageBar(this)), m_body(new MailBodyView(this)), m_attachments(new AttachmentRow(context, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_header);
    layout->addWidget(m_notices);
    layout->addWidget(m_bar);
    layout->addWidget(m_body);
    layout->addWidget(m_attachments);
    layout->addStretch(1);
    m_header->hide();
    m_notices->setGate(context.gate);
    connect(m_header->menuButton(), &QToolButton::clicked, this, [this] {
        const QToolButton *button = m_header->menuButton();
        popupMenu(button->mapToGlobal(QPoint(0, button->height())));
    });
    connect(m_notices, &MailNotices::senderDecided, this, &MailView::decideSender);
    connect(m_body, &MailBodyView::linkActivated, this, &MailView::askAboutLink);
    connect(m_body, &MailBodyView::showAnywayWanted, this, &MailView::showAnyway);
    connect(m_attachments, &AttachmentRow::failed, this, &MailView::report);
    connect(m_attachments, &AttachmentRow::saved, this, [this](const QStringList &paths) {
        const QString text = paths.size() == 1 ? tr("Saved as %1").arg(paths.first())
                                               : tr("%n attachments saved", nullptr, static_cast<int>(paths.size()));
        m_bar->showMessage(MessageBar::Kind::Success, text);
    });
}

void MailView::clear()
{
    ++m_generation;
    m_row = {};
    m_bodyShown = false;
    m_header->hide();
    m_bar->clear();
    m_notices->showRow({});
    m_notices->showBody({});
    m_body->showBody({}, {});
    m_attachments->showParts({}, {});
}

void MailView::showMail(MessageId id)
{
    if (id != m_row.id)
        clear();
    if (id.isNull())
        return;
    const int generation = m_generation;
    auto reading = m_context.store->read(
        [id, person = m_context.person](store::Session &session) { return store::Messages(session).row(id, person); });
    onDone<store::MailRow>(this, reading, [this, generation](Result<store::MailRow> row) {
        if (generation != m_generation)
            return;
        if (row.has_value())
            showRow(*row, false);
        else
            report(row.error());
    });
}

void MailView::showRow(const store::MailRow &row, bool answered)
{
    const bool sameMail = row.id == m_row.id;
    if (!sameMail)
        clear();
    const bool noticesSame = sameMail && row.outsider == m_row.outsider && row.protection == m_row.protection
        && row.dmarcFailed == m_row.dmarcFailed && row.duplicateId == m_row.duplicateId
        && row.afterClosing == m_row.afterClosing;
    m_row = row;
    m_header->showRow(row, answered);
    m_header->show();
    if (!noticesSame)
        m_notices->showRow(row);
    if (!sameMail)
        openBody();
}

void MailView::openBody()
{
    const int generation = ++m_generation;
    desk::MailDesk desk(m_context.desk);
    onDone<mime::MailBody>(this, desk.open(m_row.id), [this, generation](Result<mime::MailBody> body) {
        if (generation != m_generation)
            return;
        if (!body.has_value())
            report(body.error());
        else
            decodeAndShow(*body);
    });
}

void MailView::decodeAndShow(const mime::MailBody &body)
{
    const bool needsWork = !body.inlineImages.isEmpty()
        || std::any_of(body.sections.cbegin(), body.sections.cend(),
                       [](const mime::MailBody::Section &section) { return section.isHtml; });
    if (!needsWork) {
        showOpened({body, {}});
        return;
    }
    const int generation = m_generation;
    auto decoding = inPool(QThreadPool::globalInstance(), [body, font = font()]() -> Result<Opened> {
        Opened opened{body, decodeImages(body.inlineImages)};
        for (mime::MailBody::Section &section : opened.body.sections) {
            if (section.isHtml && !section.html.tooLarge && layoutCostMs(section.html.html, font) > layoutBudgetMs)
                section.html.tooLarge = true;
        }
        return opened;
    });
    onDone<Opened>(this, decoding, [this, generation](Result<Opened> opened) {
        if (generation == m_generation && opened.has_value())
            showOpened(*opened);
    });
}

void MailView::showOpened(const Opened &opened)
{
    m_opened = opened.body;
    m_notices->showBody(opened.body);
    m_body->showBody(opened.body, opened.images);
    m_attachments->showParts(m_row.id, opened.body.parsed.parts);
    m_bodyShown = true;
    Q_EMIT bodyShown();
}

void MailView::report(const Error &error)
{
    m_bar->showMessage(MessageBar::Kind::Error, errorText(error));
    m_bar->addDetails(errorDetails(error));
}

void MailView::askAboutLink(const mime::InertHtml::Link &link)
{
    auto *question = new LinkQuestion(link, this);
    question->open();
}

void MailView::showAnyway(int section)
{
    const QString path = m_opened.sections.value(section).partPath;
    const int generation = m_generation;
    desk::MailDesk desk(m_context.desk);
    onDone<QByteArray>(this, desk.source(m_row.id), [this, generation, section, path](Result<QByteArray> raw) {
        if (!raw.has_value()) {
            report(raw.error());
            return;
        }
        auto cutting = inPool(QThreadPool::globalInstance(), [bytes = *raw, path]() -> Result<mime::InertHtml> {
            return mime::makeInert(decodedHtml(mime::partBytes(bytes, path)), liftedLimits);
        });
        onDone<mime::InertHtml>(this, cutting, [this, generation, section](Result<mime::InertHtml> html) {
            if (generation == m_generation && html.has_value())
                m_body->showHtmlAnyway(section, *html);
        });
    });
}

void MailView::decideSender(desk::MailDesk::SenderDecision decision)
{
    desk::MailDesk desk(m_context.desk);
    onDone<void>(this, desk.decideSender(m_row.id, decision), [this](Result<void> done) {
        if (!done.has_value())
            report(done.error());
    });
}

void MailView::viewSource()
{
    const QString title = m_row.subject;
    desk::MailDesk desk(m_context.desk);
    onDone<QByteArray>(this, desk.source(m_row.id), [this, title](Result<QByteArray> raw) {
        if (!raw.has_value()) {
            report(raw.error());
            return;
        }
        auto *window = new SourceWindow(title, *raw, this);
        window->show();
    });
}

void MailView::saveAsEml()
{
    auto *dialog = new QFileDialog(this, tr("Save as EML"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"eml"_s);
    dialog->setNameFilter(tr("Mails (*.eml)"));
    dialog->selectFile(u"%1.eml"_s.arg(m_row.uuid.toString(QUuid::WithoutBraces)));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        desk::MailDesk desk(m_context.desk);
        onDone<QString>(this, desk.saveEml(m_row.id, file), [this](Result<QString> path) {
            if (path.has_value())
                m_bar->showMessage(MessageBar::Kind::Success, tr("Saved as %1").arg(*path));
            else
                report(path.error());
        });
    });
    dialog->open();
}

void MailView::copyText()
{
    QGuiApplication::clipboard()->setText(m_body->plainText());
}

void MailView::popupMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true); // why something is closed
    menu->addActions(actions());
    if (!actions().isEmpty())
        menu->addSeparator();
    menu->addAction(tr("Copy text"), this, &MailView::copyText);
    menu->addAction(tr("View source"), this, &MailView::viewSource);
    menu->addAction(icon(u"save"_s), tr("Save as EML…"), this, &MailView::saveAsEml);
    menu->popup(at);
}

void MailView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_row.id.isNull())
        popupMenu(event->globalPos());
}

} // namespace liaison::ui
