#include "ui/common/unit_word.h"

#include "core/base/on_done.h"
#include "core/desk/unit_name_desk.h"
#include "core/store/store.h"
#include "ui/common/store_watch.h"

#include <QCoreApplication>
#include <QPointer>

namespace liaison::ui {

namespace {

QString headed(const QString &word)
{
    return word.isEmpty() ? word : word.at(0).toUpper() + word.mid(1);
}

} // namespace

UnitWord::UnitWord(QObject *parent) : QObject(parent) { }

UnitWord *UnitWord::instance()
{
    static QPointer<UnitWord> word;
    if (!word)
        word = new UnitWord(qApp);
    return word;
}

domain::UnitName UnitWord::usual()
{
    return {tr("Business Unit"), tr("Business Units")};
}

QString UnitWord::language()
{
    return tr("en", "ISO 639 code of the language that this is translated into");
}

void UnitWord::set(const domain::UnitName &name)
{
    const domain::UnitName wanted = name.one.isEmpty() || name.many.isEmpty() ? domain::UnitName() : name;
    if (wanted == m_name)
        return;
    m_name = wanted;
    Q_EMIT changed();
}

void UnitWord::readFrom(const UiContext &context, QObject *owner)
{
    const auto load = [context, owner] {
        onDone(owner, desk::UnitNameDesk(context.desk).current(), [](const Result<domain::UnitNames> &names) {
            if (names) // what it was called before is better than nothing
                instance()->set(names->value(language()));
        });
    };
    auto *watch = new StoreWatch(context.store, {store::Aggregate::Setting}, owner);
    connect(watch, &StoreWatch::stale, owner, load);
    load();
}

void UnitWord::follow(QObject *owner, const std::function<void()> &apply)
{
    connect(instance(), &UnitWord::changed, owner, apply);
    apply();
}

QString unitText(const QString &text, const domain::UnitName &name, const QString &language)
{
    const QString one = domain::inSentence(name.one, language);
    const QString many = domain::inSentence(name.many, language);
    QString words = text;
    words.replace(QLatin1String("{unit}"), one);
    words.replace(QLatin1String("{units}"), many);
    words.replace(QLatin1String("{Unit}"), headed(one));
    words.replace(QLatin1String("{Units}"), headed(many));
    words.replace(QLatin1String("{UNIT}"), name.one);
    words.replace(QLatin1String("{UNITS}"), name.many);
    return words;
}

QString unitText(const QString &text)
{
    const domain::UnitName own = UnitWord::instance()->name();
    return unitText(text, own.one.isEmpty() ? UnitWord::usual() : own, UnitWord::language());
}

} // namespace liaison::ui
