// The tour's steps of an administrator with the business units: one more, and another name for all of them. Names of
// widgets are asked for when they are looked for: they change with that name.
#include "app/demo/demo.h"
#include "app/demo/hands.h"
#include "app/demo/tour.h"
#include "ui/admin/unit_words.h"
#include "ui/common/unit_word.h"
#include "ui/shell/main_window.h"

#include <QDialogButtonBox>

namespace liaison::demo {

namespace {

const QString security = QStringLiteral("security@rotterdam.nordhafen.example");

Move page(const char *name)
{
    return [name] { return line("Navigation", "Pages", words("Navigation", name))(); };
}

Move buttonNow(const char *name)
{
    return [name] { return button(words("UnitsPage", name))(); };
}

Move intoName(const char *label, const QString &text)
{
    const QString language = words("UnitNameDialog", ui::UnitWord::language() == u"de"_qs ? "German" : "English");
    return type(words("UnitNameDialog", label).arg(language), text);
}

/// The dialog has read what it is about.
bool canSave()
{
    return hasDialogButton(QDialogButtonBox::Save);
}

/// What the organisation of the tour calls them, in the language of the window.
domain::UnitName department()
{
    const bool german = ui::UnitWord::language() == u"de"_qs;
    return german ? domain::UnitName{u"Abteilung"_qs, u"Abteilungen"_qs}
                  : domain::UnitName{u"Department"_qs, u"Departments"_qs};
}

} // namespace

void Tour::planUnits()
{
    const QString title = u"Rotterdam Terminal"_qs;
    add({u"a business unit is added"_qs,
         {page("{Units}"), buttonNow("New {unit}"), type(ui::wordFor(domain::UnitField::Title), title),
          type(ui::wordFor(domain::UnitField::Description), u"Container terminal on the Maasvlakte"_qs),
          type(ui::wordFor(domain::UnitField::Recipients), security),
          type(ui::wordFor(domain::UnitField::EscalationPhone), u"+31 10 5550 204"_qs),
          dialogButton(QDialogButtonBox::Save)},
         [this, title] { return m_witness.unitStored(title, security); },
         [title] { return hasLine("UnitsPage", "{Units}", title); }});
    planUnitName();
}

void Tour::planUnitName()
{
    const domain::UnitName name = department();
    const QString language = ui::UnitWord::language();
    add({u"business units get the name that the organisation has for them"_qs,
         {buttonNow("What {units} are called"), until(canSave), intoName("%1, singular", name.one),
          intoName("%1, plural", name.many), dialogButton(QDialogButtonBox::Save)},
         [this, language, name] { return m_witness.unitsAreCalled(language, name.one); },
         [name] { return hasLine("Navigation", "Pages", name.many); }});
    add({u"tabs and menus have it at once"_qs,
         {page("Incidents")},
         [this, language, name] { return m_witness.unitsAreCalled(language, name.one); },
         [] { return hasTab(spoken(words("MainWindow", "{UNIT} Mails"))); }});
    add({u"and the usual name comes back"_qs,
         {page("{Units}"), buttonNow("What {units} are called"), until(canSave), dialogButton(QDialogButtonBox::Reset),
          dialogButton(QDialogButtonBox::Save)},
         [this, language] { return m_witness.unitsAreCalled(language, {}); },
         [name] { return !hasLine("Navigation", "Pages", name.many); }});
}

} // namespace liaison::demo
