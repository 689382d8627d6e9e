#include "ui/compose/template_button.h"

#include "core/base/on_done.h"
#include "core/store/store.h"
#include "core/store/templates.h"
#include "ui/common/store_watch.h"

#include <QMenu>

namespace liaison::ui {

TemplateButton::TemplateButton(const UiContext &context, QWidget *parent)
    : QPushButton(tr("Template"), parent), m_context(context), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("templateButton"));
    setToolTip(tr("Put the words of a template into the mail"));
    m_menu->setToolTipsVisible(true);
    setMenu(m_menu);
    hide();
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Setting}, this);
    connect(watch, &StoreWatch::stale, this, &TemplateButton::load);
    load();
}

void TemplateButton::load()
{
    onDone(this, m_context.store->read([](store::Session &session) { return store::Templates(session).list(false); }),
           [this](Result<QList<domain::MailTemplate>> templates) {
               if (templates)
                   offer(*templates);
               else
                   Q_EMIT failed(templates.error());
           });
}

void TemplateButton::offer(const QList<domain::MailTemplate> &templates)
{
    m_menu->clear();
    for (const domain::MailTemplate &one : templates) {
        QString name = one.name;
        QAction *action = m_menu->addAction(name.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, one] { Q_EMIT chosen(one); });
    }
    setVisible(!templates.isEmpty());
}

} // namespace liaison::ui
