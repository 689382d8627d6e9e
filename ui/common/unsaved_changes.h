#pragma once

#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace liaison::ui {

/// What a page or a dialog holds that is not saved yet, and what can become of it.
struct UnsavedChanges {
    QString text; ///< a sentence: what would be lost
    /// Saves them as the page's own Save does, and runs `then` once they are saved. Where they are not, `then` never
    /// runs and the reason stands at the fields. Empty: they cannot be kept.
    std::function<void(std::function<void()> then)> save;
    /// Drops them: afterwards there are none.
    std::function<void()> discard;
};

/// Runs `leave` at once where there are no `changes`; otherwise asks "Save / Discard / Keep editing" over `over` and
/// returns. `leave` runs after a save that succeeded, or after Discard; whatever `changes` needs lives as long as
/// `over`. While a question of it stands there, no second one is asked.
void askToLeave(QWidget *over, const std::optional<UnsavedChanges> &changes, std::function<void()> leave);

/// From now on nothing is asked, and what is not saved is lost: the process was told to end, and nobody may be there
/// to answer.
void leaveUnasked();
[[nodiscard]] bool isLeftUnasked();

} // namespace liaison::ui
