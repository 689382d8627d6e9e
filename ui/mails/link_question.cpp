#include "ui/mails/link_question.h"

#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/mails/text_safety.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrlQuery>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

QUrl openableTarget(const QString &target)
{
    if (hasHiddenCharacters(target))
        return {};
    const QUrl url(target, QUrl::StrictMode);
    if (!url.isValid())
        return {};
    const QString scheme = url.scheme();
    if (scheme == "http"_L1 || scheme == "https"_L1)
        return url.host().isEmpty() ? QUrl() : url;
    if (scheme != "mailto"_L1)
        return {};
    QUrl mail;
    mail.setScheme(scheme);
    mail.setPath(url.path());
    const QString subject = QUrlQuery(url).queryItemValue(u"subject"_s);
    if (!subject.isEmpty()) {
        QUrlQuery query;
        query.addQueryItem(u"subject"_s, subject);
        mail.setQuery(query);
    }
    return mail;
}

LinkQuestion::LinkQuestion(const mime::InertHtml::Link &link, QWidget *parent)
    : QDialog(parent), m_url(openableTarget(link.target)), m_opener(&QDesktopServices::openUrl)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Open this link?"));
    auto *layout = new QVBoxLayout(this);
    if (link.deceptive) {
        auto *warning = new MessageBar(this);
        warning->setClosable(false);
        warning->showMessage(MessageBar::Kind::Error, tr("This link leads elsewhere than its words say."));
        layout->addWidget(warning);
        auto *shown = new PlainLabel(tr("Its words: %1").arg(visibleLine(link.shownText)), this);
        shown->setWordWrap(true);
        layout->addWidget(shown);
    }
    layout->addWidget(new PlainLabel(tr("It leads to"), this));
    if (!m_url.host().isEmpty()) {
        auto *host = new PlainLabel(visibleLine(QString::fromLatin1(QUrl::toAce(m_url.host()))), this);
        host->setBold(true);
        layout->addWidget(host);
    }
    auto *target = new QPlainTextEdit(visibleLine(link.target), this);
    target->setReadOnly(true);
    target->setAccessibleName(tr("Where the link leads"));
    target->setTabChangesFocus(true);
    target->setMaximumHeight(target->fontMetrics().lineSpacing() * 5);
    layout->addWidget(target);
    if (m_url.isEmpty()) {
        auto *no = new PlainLabel(tr("Only web and mail addresses are opened. You can copy this one."), this);
        no->setWordWrap(true);
        layout->addWidget(no);
    }

    auto *buttons = new QDialogButtonBox(this);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    QPushButton *copy = buttons->addButton(tr("Copy address"), QDialogButtonBox::ActionRole);
    copy->setIcon(icon(u"link"_s));
    connect(copy, &QPushButton::clicked, this, [words = link.target] { QGuiApplication::clipboard()->setText(words); });
    if (!m_url.isEmpty()) {
        QPushButton *open = buttons->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
        open->setObjectName(u"openLink"_s);
        open->setAutoDefault(false);
        connect(open, &QPushButton::clicked, this, &LinkQuestion::openTarget);
    }
    cancel->setDefault(true);
    cancel->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    setMinimumWidth(460);
}

void LinkQuestion::openTarget()
{
    m_opener(m_url);
    accept();
}

} // namespace liaison::ui
