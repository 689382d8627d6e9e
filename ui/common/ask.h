#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace liaison::ui {

/// A question before something that matters. Opens and returns at once; `yes` runs if the person agrees.
/// All texts are shown as plain text. The safe answer is the default.
struct Question {
    QString title;
    QString text;
    QString explanation; ///< smaller, below; may be empty
    QString yesLabel;    ///< what will be done, as a verb: "Send again"
};
void ask(QWidget *parent, const Question &question, std::function<void()> yes);

/// Words to read and copy (a server's answer, a log), in a window of their own that blocks nothing.
void showDetails(QWidget *parent, const QString &title, const QString &text);

} // namespace liaison::ui
