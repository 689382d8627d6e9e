#pragma once

#include "core/domain/unit_name.h"
#include "ui/common/ui_context.h"

#include <QObject>
#include <QString>

#include <functional>

namespace liaison::ui {

/// What business units are called in this window: the organisation's own word for the language of the program, else
/// Liaison's. There is one for the program, as there is one language.
class UnitWord : public QObject {
    Q_OBJECT
public:
    static UnitWord *instance();

    /// Keeps the word as the store has it, whoever changes it, as long as `owner` lives.
    static void readFrom(const UiContext &context, QObject *owner);
    /// Calls `apply` now and whenever the word has changed, as long as `owner` lives.
    static void follow(QObject *owner, const std::function<void()> &apply);

    /// Liaison's own word, as in a heading.
    static domain::UnitName usual();
    /// The language that the program speaks, as names are kept under ("de").
    static QString language();

    /// Without either half the usual word is used.
    void set(const domain::UnitName &name);
    [[nodiscard]] const domain::UnitName &name() const { return m_name; }

Q_SIGNALS:
    void changed();

private:
    explicit UnitWord(QObject *parent);

    domain::UnitName m_name;
};

/// `text` with the word in place of {unit} and {units} (within a sentence: "department"), {Unit} and {Units} (at its
/// head: "Sales region") and {UNIT} and {UNITS} (in a heading: "Sales Region").
QString unitText(const QString &text);
QString unitText(const QString &text, const domain::UnitName &name, const QString &language);

} // namespace liaison::ui
