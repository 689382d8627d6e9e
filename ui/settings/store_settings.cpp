#include "ui/settings/store_settings.h"

#include "core/desk/mailbox_desk.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"

#include <QFormLayout>

namespace liaison::ui {

namespace {

QString vaultText(desk::MailboxDesk::SecretsKept kept)
{
    switch (kept) {
    case desk::MailboxDesk::SecretsKept::InKeychain:
        return StoreSettings::tr("in the system's keychain");
    case desk::MailboxDesk::SecretsKept::InCredentials:
        return StoreSettings::tr("in the service's credentials, which are only read");
    case desk::MailboxDesk::SecretsKept::UntilExit:
        break;
    }
    return StoreSettings::tr("nowhere: they are forgotten when Liaison is closed");
}

} // namespace

StoreSettings::StoreSettings(const UiContext &context, QWidget *parent) : QWidget(parent)
{
    const bool team = context.storeLocation.startsWith(QLatin1String("postgresql:"), Qt::CaseInsensitive)
        || context.storeLocation.startsWith(QLatin1String("postgres:"), Qt::CaseInsensitive);
    auto *form = new QFormLayout(this);
    addLine(form, tr("Store"),
            team ? tr("%1, which a team shares").arg(context.storeLocation)
                 : tr("%1, a file for one person").arg(context.storeLocation));
    addLine(form, tr("Settings"), context.profileDir);
    addLine(form, tr("Passwords"), vaultText(desk::MailboxDesk(context.desk).secretsKept()));
    addLine(form, tr("You are"), context.person);
    auto *permissions = new PlainLabel(this);
    permissions->setWordWrap(true);
    permissions->setAccessibleName(tr("You may"));
    UnitWord::follow(permissions, [permissions, gate = context.gate] { permissions->setText(gate.permissionsText()); });
    auto *title = new PlainLabel(tr("You may"), this);
    title->setBuddy(permissions);
    form->addRow(title, permissions);
    auto *hint
        = new PlainLabel(tr("Another store is opened by “liaison --store”. Who may do what in a team is a matter "
                            "of its database's roles."),
                         this);
    hint->setMuted(true);
    hint->setWordWrap(true);
    form->addRow(QString(), hint);
}

void StoreSettings::addLine(QFormLayout *form, const QString &name, const QString &value)
{
    auto *label = new PlainLabel(value, this);
    label->setAccessibleName(name);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *title = new PlainLabel(name, this);
    title->setBuddy(label);
    form->addRow(title, label);
}

} // namespace liaison::ui
