#include "ui/compose/composer_form.h"

#include "ui/common/preferences.h"
#include "ui/common/reading_direction.h"
#include "ui/common/side_by_side.h"
#include "ui/compose/address_field.h"
#include "ui/compose/attachment_list.h"
#include "ui/compose/people_ticks.h"
#include "ui/compose/quotation_split.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QGridLayout>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSet>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
QStringList localFiles(const QMimeData *data)
{
    QStringList files;
    const QList<QUrl> urls = data->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            files << url.toLocalFile();
    }
    return files;
}

QLabel *fieldLabel(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setBuddy(buddy);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return label;
}
} // namespace

ComposerForm::ComposerForm(QWidget *parent)
    : QWidget(parent), m_from(new QComboBox(this)), m_to(new AddressField(tr("To"), this)),
      m_cc(new AddressField(tr("Cc"), this)), m_bcc(new AddressField(tr("Bcc"), this)), m_subject(new QLineEdit(this)),
      m_people(new PeopleTicks(this)), m_text(new QPlainTextEdit(this)),
      m_markdown(new QCheckBox(tr("Markdown"), this)), m_fold(new QToolButton(this)),
      m_editQuotation(new QToolButton(this)), m_quoted(new QPlainTextEdit(this)),
      m_attachments(new AttachmentList(this))
{
    m_from->setAccessibleName(tr("From"));
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_from->setMinimumContentsLength(14);
    // An address may be longer than the field: all of it is in the tool tip.
    connect(m_from, &QComboBox::currentTextChanged, this,
            [this](const QString &text) { m_from->setToolTip(QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped())); });
    m_subject->setAccessibleName(tr("Subject"));
    m_to->setPlaceholderText(tr("Who should get it"));
    m_bcc->setPlaceholderText(tr("Nobody else sees these"));
    m_text->setAccessibleName(tr("Text"));
    const int undo = Preferences::instance()->undoSeconds();
    m_text->setPlaceholderText(undo > 0 ? tr("Write here. Ctrl+Enter sends, and there are %1 s to undo.").arg(undo)
                                        : tr("Write here. Ctrl+Enter sends."));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(64);
    m_markdown->setObjectName(u"markdown"_s);
    m_markdown->setToolTip(
        tr("The words are sent as plain text and as formatted text: **bold**, *italic*, lists with -, "
           "headings with #, [words](https://link)."));
    m_text->installEventFilter(this);
    m_text->viewport()->installEventFilter(this);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setArrowType(foldedArrow());
    m_fold->setAutoRaise(true);
    m_fold->setFocusPolicy(Qt::StrongFocus);
    m_editQuotation->setText(tr("Edit the quoted text"));
    m_editQuotation->setAutoRaise(true);
    m_editQuotation->setFocusPolicy(Qt::StrongFocus);
    m_quoted->setReadOnly(true);
    m_quoted->setTabChangesFocus(true);
    m_quoted->setAccessibleName(tr("Quoted text"));
    m_quoted->setMaximumHeight(140);
    m_quoted->hide();
    setAcceptDrops(true);
    layOut();
    connectFields();
}

void ComposerForm::layOut()
{
    auto *fields = new QGridLayout;
    fields->setHorizontalSpacing(6);
    fields->setVerticalSpacing(4);
    fields->addWidget(fieldLabel(tr("&From"), m_from, this), 0, 0);
    fields->addWidget(m_from, 0, 1);
    fields->addWidget(fieldLabel(tr("&Subject"), m_subject, this), 0, 2);
    fields->addWidget(m_subject, 0, 3);
    fields->addWidget(fieldLabel(tr("&To"), m_to, this), 1, 0);
    fields->addWidget(m_to, 1, 1, 1, 3);
    fields->addWidget(m_people, 2, 1, 1, 3);
    fields->addWidget(fieldLabel(tr("&Cc"), m_cc, this), 3, 0);
    fields->addWidget(m_cc, 3, 1);
    fields->addWidget(fieldLabel(tr("&Bcc"), m_bcc, this), 3, 2);
    fields->addWidget(m_bcc, 3, 3);
    fields->setColumnStretch(1, 2);
    fields->setColumnStretch(3, 3);
    auto *quotation = new QWidget(this);
    auto *ofQuotation = new QHBoxLayout(quotation);
    ofQuotation->setContentsMargins(0, 0, 0, 0);
    ofQuotation->addWidget(m_fold);
    ofQuotation->addWidget(m_editQuotation);
    ofQuotation->addStretch(1);
    auto *tools = new QWidget(this);
    m_tools = new QHBoxLayout(tools);
    m_tools->setContentsMargins(0, 0, 0, 0);
    m_tools->addStretch(1);
    m_tools->addWidget(m_markdown);
    auto *row = new SideBySide(6, this);
    row->add(quotation);
    row->add(tools);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(fields);
    layout->addWidget(m_text, 1);
    layout->addWidget(row);
    layout->addWidget(m_quoted);
    layout->addWidget(m_attachments);
    setTabOrder(m_from, m_subject);
    setTabOrder(m_subject, m_to);
    m_people->setTabFrom(m_to);
    setTabOrder(m_to, m_cc);
    setTabOrder(m_cc, m_bcc);
    setTabOrder(m_bcc, m_text);
    setTabOrder(m_text, m_fold);
}

void ComposerForm::connectFields()
{
    const auto noteEdit = [this] {
        if (!m_filling)
            Q_EMIT edited();
    };
    for (AddressField *field : {m_to, m_cc, m_bcc})
        connect(field, &AddressField::addressesChanged, this, &ComposerForm::onRecipients);
    connect(m_subject, &QLineEdit::textChanged, this, noteEdit);
    connect(m_text, &QPlainTextEdit::textChanged, this, noteEdit);
    connect(m_from, &QComboBox::activated, this, noteEdit);
    connect(m_markdown, &QCheckBox::toggled, this, noteEdit);
    connect(m_attachments, &AttachmentList::changed, this, noteEdit);
    connect(m_attachments, &AttachmentList::readFailed, this, &ComposerForm::attachFailed);
    connect(m_people, &PeopleTicks::ticked, this, [this](const domain::Address &person, bool copy, bool on) {
        if (on) {
            (copy ? m_cc : m_to)->add(person);
        } else {
            m_to->remove(person.address);
            m_cc->remove(person.address);
        }
    });
    connect(m_fold, &QToolButton::clicked, this, [this] {
        m_quoted->setVisible(m_quoted->isHidden());
        m_fold->setArrowType(m_quoted->isHidden() ? foldedArrow() : Qt::DownArrow);
    });
    connect(m_editQuotation, &QToolButton::clicked, this, [this] {
        m_text->setPlainText(joinedText(m_text->toPlainText(), m_quotation));
        m_quotation.clear();
        showQuotation();
        m_text->setFocus();
    });
}

void ComposerForm::setMailboxes(const QList<domain::Mailbox> &mailboxes)
{
    m_from->clear();
    for (const domain::Mailbox &mailbox : mailboxes) {
        const QString shown = domain::displayAddress({mailbox.displayName, mailbox.address});
        m_from->addItem(shown, mailbox.id.value);
    }
    m_from->setCurrentIndex(m_from->findData(m_draft.mailbox.value));
    m_mailboxesKnown = true;
}

void ComposerForm::setDraft(const desk::ComposeDraft &draft)
{
    m_filling = true;
    m_draft = draft;
    m_from->setCurrentIndex(m_from->findData(draft.mailbox.value));
    m_to->setAddresses(draft.to);
    m_cc->setAddresses(draft.cc);
    m_bcc->setAddresses(draft.bcc);
    m_subject->setText(draft.subject);
    m_subject->setCursorPosition(0);
    if (draft.answers.has_value() && !draft.isForward)
        m_people->setPeople(draft.to, draft.cc);
    const SplitText split = splitQuotation(draft.text);
    m_text->setPlainText(split.words);
    m_markdown->setChecked(draft.markdown);
    m_quotation = split.quotation;
    showQuotation();
    m_attachments->setAttachments(draft.attachments);
    m_filling = false;
    Q_EMIT recipientsChanged();
}

void ComposerForm::showQuotation()
{
    const int lines = static_cast<int>(m_quotation.count(u'\n')) + 1;
    m_fold->setText(lines == 1 ? tr("Quoted text (1 line)") : tr("Quoted text (%n lines)", nullptr, lines));
    m_fold->setVisible(!m_quotation.isEmpty());
    m_editQuotation->setVisible(!m_quotation.isEmpty());
    m_quoted->setPlainText(m_quotation);
    if (m_quotation.isEmpty())
        m_quoted->hide();
}

MailboxId ComposerForm::mailbox() const
{
    return m_from->currentIndex() >= 0 ? MailboxId{m_from->currentData().toLongLong()} : m_draft.mailbox;
}

desk::ComposeDraft ComposerForm::draft() const
{
    desk::ComposeDraft draft = m_draft;
    draft.mailbox = mailbox();
    draft.to = m_to->addresses();
    draft.cc = m_cc->addresses();
    draft.bcc = m_bcc->addresses();
    draft.subject = m_subject->text();
    draft.text = joinedText(m_text->toPlainText(), m_quotation);
    draft.markdown = m_markdown->isChecked();
    draft.attachments = m_attachments->attachments();
    return draft;
}

void ComposerForm::onRecipients()
{
    m_people->follow(m_to->addresses() + m_cc->addresses());
    Q_EMIT recipientsChanged();
    if (!m_filling)
        Q_EMIT edited();
}

int ComposerForm::recipientCount() const
{
    QSet<QString> people;
    for (const domain::Address &address : m_to->addresses() + m_cc->addresses() + m_bcc->addresses())
        people.insert(domain::normalisedAddress(address.address));
    return static_cast<int>(people.size());
}

QString ComposerForm::findProblem()
{
    for (AddressField *field : {m_to, m_cc, m_bcc}) {
        if (!field->isValid()) {
            field->setFocus();
            return field->problem();
        }
    }
    if (recipientCount() == 0) {
        m_to->setFocus();
        return tr("Nobody to send it to yet: fill in To, Cc or Bcc.");
    }
    // Somebody who is faster than the list of mailboxes sends from the one that the draft names.
    if (m_from->currentIndex() < 0 && (m_mailboxesKnown || m_draft.mailbox.isNull())) {
        m_from->setFocus();
        return tr("Choose the mailbox it is sent from.");
    }
    if (m_attachments->isReading())
        return tr("An attachment is still being read. Try again in a moment.");
    return {};
}

void ComposerForm::focusText()
{
    if (recipientCount() == 0) {
        m_to->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_text->setFocus(Qt::OtherFocusReason);
    m_text->moveCursor(QTextCursor::Start);
}

void ComposerForm::addTool(QWidget *tool)
{
    m_tools->insertWidget(m_tools->count() - 1, tool);
}

void ComposerForm::insertMarkdown(const QString &subject, const QString &words)
{
    m_markdown->setChecked(true);
    if (!subject.isEmpty() && !m_draft.answers.has_value()) {
        m_subject->setText(subject);
        m_subject->setCursorPosition(0);
    }
    m_text->insertPlainText(words);
}

void ComposerForm::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ComposerForm::dropEvent(QDropEvent *event)
{
    const QStringList files = localFiles(event->mimeData());
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    m_attachments->addFiles(files);
}

bool ComposerForm::eventFilter(QObject *watched, QEvent *event)
{
    // The text would take a dropped file's name as words.
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove || event->type() == QEvent::Drop) {
        auto *drop = static_cast<QDropEvent *>(event);
        if (!localFiles(drop->mimeData()).isEmpty()) {
            drop->acceptProposedAction();
            if (event->type() == QEvent::Drop)
                m_attachments->addFiles(localFiles(drop->mimeData()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace liaison::ui
