#include "ui/common/asking_dialog.h"

#include "ui/common/unsaved_changes.h"

#include <functional>
#include <optional>

namespace liaison::ui {

void AskingDialog::reject()
{
    std::optional<UnsavedChanges> changes;
    if (hasUnsavedChanges()) {
        // Saved or dropped, they go with the dialog: a save that succeeds closes it.
        changes = UnsavedChanges{unsavedText(), [this](const std::function<void()> & /*then*/) { save(); }, [] {}};
    }
    askToLeave(this, changes, [this] { QDialog::reject(); });
}

} // namespace liaison::ui
