#pragma once

#include "core/base/result.h"
#include "core/store/sending_hold.h"
#include "ui/common/ui_context.h"

#include <QObject>

#include <optional>

class QAction;
class QCheckBox;

namespace liaison::ui {

/// "Hold all sending" as the store has it, whoever pressed it and wherever: what shows it follows this.
class HoldWatch : public QObject {
    Q_OBJECT
public:
    HoldWatch(const UiContext &context, QObject *parent);

    [[nodiscard]] const std::optional<store::SendingHold> &hold() const { return m_hold; }
    /// "All sending is held since …, by …", empty while it is not.
    [[nodiscard]] QString text() const;
    void set(bool hold);
    /// Ticked while sending is held; pressing it is set(). Where that fails it shows again what is.
    void follow(QCheckBox *box);
    void follow(QAction *action);

Q_SIGNALS:
    void changed();
    void failed(const liaison::Error &error);

private:
    void load();

    UiContext m_context;
    std::optional<store::SendingHold> m_hold;
};

} // namespace liaison::ui
