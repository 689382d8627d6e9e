#include "ui/admin/template_body.h"

#include "core/domain/template_text.h"
#include "ui/common/theme.h"
#include "ui/common/unit_word.h"
#include "ui/compose/template_words.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QSyntaxHighlighter>
#include <QTextBlock>
#include <QToolTip>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {

class Marks : public QSyntaxHighlighter {
public:
    Marks(QTextDocument *document, const QWidget *widget) : QSyntaxHighlighter(document), m_widget(widget) { }

protected:
    void highlightBlock(const QString &text) override
    {
        const QPalette palette = m_widget->palette();
        QTextCharFormat known;
        known.setForeground(palette.color(QPalette::Link));
        QTextCharFormat unknown;
        unknown.setForeground(toneColor(palette, Tone::Danger));
        unknown.setUnderlineColor(toneColor(palette, Tone::Danger));
        unknown.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        const QList<domain::Placeholder> placeholders = domain::placeholdersIn(text);
        for (const domain::Placeholder &one : placeholders)
            setFormat(static_cast<int>(one.at), static_cast<int>(one.length), one.variable ? known : unknown);
    }

private:
    const QWidget *m_widget;
};

QStandardItemModel *variableModel(QObject *parent)
{
    auto *model = new QStandardItemModel(parent);
    for (const domain::TemplateVariable variable : domain::allTemplateVariables()) {
        auto *item = new QStandardItem;
        item->setData(domain::toString(variable), Qt::UserRole);
        model->appendRow(item);
        UnitWord::follow(model, [item, variable] {
            item->setText(u"%1 \u2013 %2"_s.arg(domain::toString(variable), wordFor(variable)));
        });
    }
    return model;
}

} // namespace

TemplateBody::TemplateBody(QWidget *parent)
    : QPlainTextEdit(parent), m_completer(new QCompleter(this)), m_marks(new Marks(document(), this))
{
    setTabChangesFocus(true);
    m_completer->setModel(variableModel(m_completer));
    m_completer->setCompletionRole(Qt::UserRole);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->popup()->setAccessibleName(tr("Variables"));
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { take(index.data(Qt::UserRole).toString()); });
}

/// What stands between "{{" and the cursor in its line; null where the cursor is in no open placeholder.
QString TemplateBody::typedVariable() const
{
    const QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const qsizetype open = before.lastIndexOf(u"{{"_s);
    if (open < 0 || before.indexOf(u"}}"_s, open) >= 0)
        return {};
    const QString typed = before.mid(open + 2);
    return typed.isNull() ? u""_s : typed;
}

void TemplateBody::offer()
{
    const QString typed = typedVariable();
    m_completer->setCompletionPrefix(typed.trimmed());
    if (typed.isNull() || m_completer->completionCount() == 0) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
    QRect at = cursorRect();
    at.setWidth(m_completer->popup()->sizeHintForColumn(0)
                + m_completer->popup()->verticalScrollBar()->sizeHint().width() + 8);
    m_completer->complete(at);
}

void TemplateBody::take(const QString &name)
{
    QTextCursor cursor = textCursor();
    const QString typed = typedVariable();
    if (typed.isNull())
        return;
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor, static_cast<int>(typed.size()));
    const bool closed = textCursor().block().text().mid(textCursor().positionInBlock()).startsWith(u"}}"_s);
    cursor.insertText(closed ? name : name + u"}}"_s);
    setTextCursor(cursor);
}

void TemplateBody::keyPressEvent(QKeyEvent *event)
{
    if (m_completer->popup()->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Enter:
        case Qt::Key_Return:
        case Qt::Key_Escape:
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            event->ignore(); // the completer's
            return;
        default:
            break;
        }
    }
    QPlainTextEdit::keyPressEvent(event);
    if (!isReadOnly() && !event->text().isEmpty())
        offer();
}

bool TemplateBody::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QTextCursor at = cursorForPosition(viewport()->mapFrom(this, help->pos()));
        const QList<domain::Placeholder> placeholders = domain::placeholdersIn(at.block().text());
        for (const domain::Placeholder &one : placeholders) {
            if (at.positionInBlock() < one.at || at.positionInBlock() > one.at + one.length)
                continue;
            QToolTip::showText(help->globalPos(),
                               one.variable ? wordFor(*one.variable) : tr("Nobody knows this variable."), this);
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

/// Tab takes what is offered, and goes on where nothing is.
bool TemplateBody::focusNextPrevChild(bool next)
{
    return !m_completer->popup()->isVisible() && QPlainTextEdit::focusNextPrevChild(next);
}

void TemplateBody::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_marks)
        m_marks->rehighlight();
}

} // namespace liaison::ui
