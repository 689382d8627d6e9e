#include "ui/admin/template_preview.h"

#include "core/base/in_pool.h"
#include "core/base/on_done.h"
#include "core/mime/html_inert.h"
#include "core/mime/markdown.h"
#include "core/store/incidents.h"
#include "core/store/store.h"
#include "ui/common/plain_label.h"
#include "ui/common/store_watch.h"
#include "ui/compose/template_words.h"
#include "ui/mails/inert_view.h"

#include <QComboBox>
#include <QFormLayout>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QThreadPool>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

constexpr int pauseMs = 200;
constexpr int mostIncidents = 50;

struct Made {
    QString plain;
    mime::InertHtml html;
};

QScrollArea *scrolled(InertView *view, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto *page = new QWidget(area);
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(8, 6, 8, 6);
    column->addWidget(view);
    column->addStretch(1);
    area->setWidget(page);
    return area;
}

} // namespace

TemplatePreview::TemplatePreview(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_facts(sampleFacts()), m_incidents(new QComboBox(this)),
      m_subject(new PlainLabel(this)), m_tabs(new QTabWidget(this)), m_html(new InertView(this)),
      m_plain(new InertView(this))
{
    m_incidents->setAccessibleName(tr("Incident of the preview"));
    m_incidents->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_incidents->setMinimumContentsLength(16);
    m_incidents->addItem(tr("Sample incident"));
    m_subject->setBold(true);
    m_subject->setElided(true);
    m_html->setAccessibleName(tr("Formatted text"));
    m_plain->setAccessibleName(tr("Plain text"));
    m_tabs->addTab(scrolled(m_html, m_tabs), tr("Formatted"));
    m_tabs->addTab(scrolled(m_plain, m_tabs), tr("Plain text"));
    m_tabs->tabBar()->setAccessibleName(tr("Form of the preview"));
    auto *form = new QFormLayout;
    form->addRow(tr("Preview with"), m_incidents);
    form->addRow(tr("Subject"), m_subject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(form);
    column->addWidget(m_tabs, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &TemplatePreview::make);
    connect(m_incidents, &QComboBox::activated, this, &TemplatePreview::chooseIncident);
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Incident}, this);
    connect(watch, &StoreWatch::stale, this, &TemplatePreview::loadIncidents);
    loadIncidents();
}

QString TemplatePreview::subject() const
{
    return m_subject->text();
}

void TemplatePreview::loadIncidents()
{
    store::IncidentFilter all;
    all.person = m_context.person;
    onDone(this, m_context.store->read([all](store::Session &session) {
        return store::Incidents(session).list(all, std::nullopt, mostIncidents);
    }),
           [this](Result<QList<store::IncidentRow>> incidents) {
               if (!incidents)
                   return; // the sample stays
               const QVariant chosen = m_incidents->currentData();
               while (m_incidents->count() > 1)
                   m_incidents->removeItem(1);
               for (const store::IncidentRow &row : *incidents)
                   m_incidents->addItem(QStringLiteral("%1  %2").arg(row.incident.key, row.incident.title),
                                        row.incident.id.value);
               m_incidents->setCurrentIndex(qMax(0, m_incidents->findData(chosen)));
           });
}

void TemplatePreview::chooseIncident()
{
    const IncidentId id{m_incidents->currentData().toLongLong()};
    if (!id) {
        m_facts = sampleFacts();
        make();
        return;
    }
    onDone(this, m_context.store->read([id](store::Session &session) { return store::Incidents(session).find(id); }),
           [this](const Result<domain::Incident> &incident) {
               if (!incident)
                   return;
               const std::optional<BusinessUnitId> unit = incident->affected.isEmpty()
                   ? std::nullopt
                   : std::optional<BusinessUnitId>(incident->affected.first());
               onDone(this, desk::TemplateDesk(m_context.desk).facts(incident->id, unit, std::nullopt),
                      [this](Result<desk::TemplateFacts> facts) {
                          if (facts) {
                              m_facts = *facts;
                              make();
                          }
                      });
           });
}

void TemplatePreview::showText(const domain::TemplateText &text)
{
    m_text = text;
    m_pause.start();
}

void TemplatePreview::make()
{
    m_pause.stop();
    const domain::TemplateValues values
        = valuesInWords(m_facts, {}, m_context.person, m_text.language, m_context.clock->nowMs());
    const QString subject = domain::expandTemplate(m_text.subject, values, domain::TemplateTarget::Subject);
    m_subject->setText(subject.isEmpty() ? tr("as the mail has it") : subject);
    const QString body = domain::expandTemplate(m_text.body, values, domain::TemplateTarget::Markdown);
    const auto making = inPool(QThreadPool::globalInstance(), [body]() -> Result<Made> {
        const mime::MarkdownMail mail = mime::mailFromMarkdown(body);
        return Made{mail.plain, mime::makeInert(mail.html)};
    });
    onDone(this, making, [this, generation = ++m_generation](const Result<Made> &made) {
        if (!made || generation != m_generation)
            return;
        m_plain->showText(made->plain);
        if (made->html.tooLarge)
            m_html->showText(made->plain);
        else
            m_html->showHtml(made->html.html, {});
        Q_EMIT shown();
    });
}

} // namespace liaison::ui
