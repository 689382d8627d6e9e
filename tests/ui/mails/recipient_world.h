#pragma once

#include "tests/ui/mails/mail_world.h"
#include "ui/compose/address_field.h"
#include "ui/compose/recipient_completer.h"

#include <QApplication>
#include <QPromise>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

namespace liaison::test {

using namespace Qt::StringLiterals;

inline const desk::RecipientSuggestion finance{{QString(), u"finance@bu.example"_s}, u"Finance"_s, false};
inline const desk::RecipientSuggestion fiona{{u"Fiona Roe"_s, u"fiona@bu.example"_s}, u"Finance"_s, false};
inline const desk::RecipientSuggestion stranger{{u"Fin Gray"_s, u"fin@elsewhere.example"_s}, QString(), false};
inline const desk::RecipientSuggestion fischer{{u"Fischer, Tom"_s, u"tom.fischer@corp.example"_s}, QString(), true};

/// A window with a field of addresses and somewhere else to go, whose sources answer when the test says so.
struct Desk {
    using Answer = std::shared_ptr<QPromise<Result<desk::RecipientSuggestions>>>;
    struct Question {
        QString typed;
        Answer answer;
        std::stop_token stop;
    };

    Desk() : field(new ui::AddressField(u"To"_s, &window)), other(new QLineEdit(&window))
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(field);
        layout->addWidget(other);
        layout->addStretch(1);
        const auto ask = [](QList<Question> &list, const QString &typed, std::stop_token stop) {
            list.append({typed, std::make_shared<QPromise<Result<desk::RecipientSuggestions>>>(), std::move(stop)});
            list.last().answer->start();
            return list.last().answer->future();
        };
        completer = new ui::RecipientCompleter(
            field,
            {[this, ask](const QString &typed) { return ask(known, typed, {}); },
             [this, ask](const QString &typed, std::stop_token stop) { return ask(asked, typed, stop); }});
        window.resize(640, 360);
        window.show();
        window.activateWindow();
        field->setFocus();
    }
    void type(const QString &text) const { QTest::keyClicks(field, text); }
    static void give(const Question &question, const Result<desk::RecipientSuggestions> &people)
    {
        question.answer->addResult(people);
        question.answer->finish();
    }
    /// Types, and the store knows these.
    void offer(const QString &text, const desk::RecipientSuggestions &people)
    {
        type(text);
        while (!known.isEmpty()) {
            give(known.takeFirst(), people);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
    }
    [[nodiscard]] ui::RecipientPopup *popup() const { return completer->popup(); }
    [[nodiscard]] int row() const { return popup()->currentIndex().row(); }
    [[nodiscard]] int rows() const { return popup()->model()->rowCount(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(field, Qt::Key(key), modifiers); }

    QWidget window;
    ui::AddressField *field;
    QLineEdit *other;
    ui::RecipientCompleter *completer;
    QList<Question> known;
    QList<Question> asked;
};

} // namespace liaison::test
