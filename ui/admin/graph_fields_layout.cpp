// GraphFields: its rows. See graph_fields.h.
#include "ui/admin/file_line.h"
#include "ui/admin/form_field.h"
#include "ui/admin/graph_fields.h"
#include "ui/admin/prerequisites_panel.h"
#include "ui/common/plain_label.h"
#include "ui/common/side_by_side.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace liaison::ui {

using domain::SignIn;

FormField *GraphFields::row(QFormLayout *form, const QString &label, const QString &name, QWidget *editor)
{
    auto *field = new FormField(nameOfField(name), editor, this);
    form->addRow(label, field);
    return field;
}

void GraphFields::build()
{
    m_left = new QFormLayout;
    m_right = new QFormLayout;
    auto *columns = new SideBySide(24, this);
    for (QFormLayout *form : {m_left, m_right}) { // rows stay side by side where there is room to spare
        form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
        auto *side = new QWidget(columns);
        auto *column = new QVBoxLayout(side);
        column->setContentsMargins(0, 0, 0, 0);
        column->addLayout(form);
        column->addStretch(1);
        columns->add(side);
    }
    buildSignIn();
    buildPlace();
    m_needs = new PlainLabel(this);
    m_needs->setMuted(true);
    m_needs->setWordWrap(true);
    m_prerequisites = new PrerequisitesPanel(use(), this);
    auto *rows = new QVBoxLayout(this);
    rows->setSpacing(10);
    rows->addWidget(columns);
    rows->addWidget(m_needs);
    rows->addWidget(m_prerequisites);
}

/// Who signs in, made in the order in which Tab goes through it.
void GraphFields::buildSignIn()
{
    m_way = new QComboBox(this);
    const auto way
        = [this](const QString &text, OAuthWay of) { m_way->addItem(text, OAuthRows::itemOf(SignIn::OAuth2, of)); };
    if (!isInbound())
        m_way->addItem(tr("As inbound"), static_cast<int>(SignIn::AsInbound));
    way(tr("Application, with a client secret"), OAuthWay::Secret);
    way(tr("Application, with a certificate"), OAuthWay::Certificate);
    way(tr("A person, in the browser"), OAuthWay::Browser);
    way(tr("A person, with a code"), OAuthWay::DeviceCode);
    way(tr("Access token"), OAuthWay::Token);
    m_way->setToolTip(
        tr("An application reads the mailbox by itself. A person signs in once and stays signed in: in the "
           "browser of this computer, or with a code on any device."));
    m_wayField = row(m_left, tr("Sign-in method"), tr("Sign-in method"), m_way);
    m_oauth = new OAuthRows(this, [this](const QString &name) { return nameOfField(name); });
    m_oauth->addApplication(m_left);
    m_oauth->addCertificate(m_left);
    m_secret = new QLineEdit(this);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secretField = row(m_left, tr("Client secret"), tr("Client secret"), m_secret);
    m_username = new QLineEdit(this);
    m_username->setToolTip(tr("Another address than the mailbox's: the mailbox is shared with that person."));
    m_usernameField = row(m_left, tr("Signs in as"), tr("Signs in as"), m_username);
}

void GraphFields::buildPlace()
{
    m_oauth->addCloud(m_right);
    m_host = new QLineEdit(this);
    m_host->setPlaceholderText(tr("The national cloud's"));
    m_host->setToolTip(tr("A host, with a port where it is not 443, in place of Microsoft's. Usually empty."));
    m_caFile = new FileLine(nameOfField(tr("Trusted CA file")), tr("Trusted CA file"), this);
    m_caFile->setPlaceholderText(tr("The system's authorities alone"));
    m_pin = new QLineEdit(this);
    m_pin->setPlaceholderText(tr("None: the certificate must be valid"));
    m_hostField = row(m_right, tr("Graph host"), tr("Graph host"), m_host);
    m_caField = row(m_right, tr("Trusted CA file"), tr("Trusted CA file"), m_caFile);
    m_pinField = row(m_right, tr("Accepted certificate"), tr("Accepted certificate"), m_pin);
}

void GraphFields::connectFields()
{
    for (QLineEdit *line : {m_secret, m_username, m_host, m_pin})
        connect(line, &QLineEdit::textEdited, this, &GraphFields::edited);
    connect(m_caFile, &FileLine::edited, this, &GraphFields::edited);
    connect(m_oauth, &OAuthRows::edited, this, &GraphFields::edited);
    connect(m_oauth, &OAuthRows::changed, this, &GraphFields::showNeeds);
    connect(m_way, &QComboBox::activated, this, [this] {
        updateVisible();
        Q_EMIT edited();
    });
    connect(m_username, &QLineEdit::textChanged, this, &GraphFields::showNeeds);
}

} // namespace liaison::ui
