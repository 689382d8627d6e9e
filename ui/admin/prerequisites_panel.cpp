#include "ui/admin/prerequisites_panel.h"

#include "ui/admin/prerequisites.h"
#include "ui/common/letters.h"
#include "ui/common/plain_label.h"
#include "ui/common/reading_direction.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace liaison::ui {

namespace {

/// As high as what stands in it, as its lines are wrapped now, to a limit.
void fitHeight(QPlainTextEdit *text)
{
    constexpr int mostLines = 10;
    // A plain text document counts its height in lines.
    const int lines = std::clamp(static_cast<int>(std::ceil(text->document()->size().height())), 1, mostLines);
    const int around = 2 * text->frameWidth() + 2 * static_cast<int>(text->document()->documentMargin());
    text->setFixedHeight(lines * text->fontMetrics().lineSpacing() + around + 4);
}

} // namespace

PrerequisitesPanel::PrerequisitesPanel(domain::SecretUse use, QWidget *parent)
    : QWidget(parent), m_use(use), m_fold(new QToolButton(this)), m_rows(new QWidget(this))
{
    m_fold->setText(tr("What has to be set up beforehand"));
    if (use == domain::SecretUse::Outbound)
        m_fold->setAccessibleName(tr("Sending: %1").arg(m_fold->text()));
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setArrowType(foldedArrow());
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    const auto add = [this, rows] {
        const Row row = makeRow();
        rows->addWidget(row.whole);
        return row;
    };
    m_permissions = add();
    m_redirect = add();
    m_consent = add();
    m_commands = add();
    m_consent.text->setPlaceholderText(tr("Enter the client ID and the tenant ID first."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_fold, 0, Qt::AlignLeading);
    column->addWidget(m_rows);
    m_rows->hide();
    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_fold->setArrowType(open ? Qt::DownArrow : foldedArrow());
        m_rows->setVisible(open);
    });
}

PrerequisitesPanel::Row PrerequisitesPanel::makeRow()
{
    Row row;
    row.whole = new QWidget(m_rows);
    row.title = new PlainLabel(row.whole);
    row.title->setWordWrap(true);
    row.text = new QPlainTextEdit(row.whole);
    row.text->setReadOnly(true);
    row.text->setTabChangesFocus(true);
    Letters::follow(row.text, [text = row.text] { fitHeight(text); });
    connect(row.text->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, row.text,
            [text = row.text] { fitHeight(text); });
    row.copy = new QPushButton(tr("Copy"), row.whole);
    auto *line = new QHBoxLayout;
    line->addWidget(row.text, 1);
    line->addWidget(row.copy, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(row.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(row.title);
    column->addLayout(line);
    connect(row.copy, &QPushButton::clicked, this,
            [text = row.text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    return row;
}

void PrerequisitesPanel::setRow(const Row &row, bool needed, const QString &title, const QString &text)
{
    row.whole->setVisible(needed);
    row.title->setText(title);
    const QString name = m_use == domain::SecretUse::Inbound ? title : tr("Sending: %1").arg(title);
    row.text->setAccessibleName(name);
    row.copy->setAccessibleName(tr("Copy: %1").arg(name));
    row.copy->setEnabled(!text.isEmpty());
    if (row.text->toPlainText() != text) // a selection stays while something else is typed
        row.text->setPlainText(text);
    fitHeight(row.text);
}

void PrerequisitesPanel::setSide(const domain::Endpoint &endpoint, const QString &address)
{
    using Limits = Prerequisites::Limits;
    const Prerequisites needed = prerequisitesOf(endpoint, address);
    setVisible(!needed.isEmpty());
    const QString permissions
        = needed.ofApplication ? tr("Application permissions of %1") : tr("Delegated permissions of %1");
    setRow(m_permissions, !needed.permissions.isEmpty(), permissions.arg(needed.service), needed.permissions);
    setRow(m_redirect, !needed.redirect.isEmpty(),
           tr("Redirect address, of the platform for mobile and desktop applications"), needed.redirect);
    setRow(m_consent, needed.isConsented, tr("Consent link, for an administrator of the tenant"), needed.consent);
    const QString commands = needed.limits == Limits::Application
        ? tr("PowerShell that limits the application to this mailbox")
        : needed.limits == Limits::Impersonation ? tr("PowerShell that lets the account act as this mailbox")
        : needed.limits == Limits::Service
        ? tr("PowerShell that lets the application into this mailbox; OBJECT-ID is its enterprise application's")
        : needed.limits == Limits::Submission ? tr("PowerShell that lets this mailbox send by SMTP")
                                              : tr("PowerShell that lets the person read and send from this mailbox");
    setRow(m_commands, needed.limits != Limits::Nothing, commands, needed.commands);
}

} // namespace liaison::ui
