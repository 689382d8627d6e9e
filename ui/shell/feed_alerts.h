#pragma once

#include "core/base/ids.h"
#include "ui/common/ui_context.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace liaison::ui {

class FeedWatch;

/// Tells through the desktop, while the window is not in front, of feeds that bring no mail until a person acts: a
/// sign-in is needed, a feed has failed, or it is silent for longer than usual. Each trouble is told once; the message
/// goes when somebody looks, or when all is well again.
class FeedAlerts : public QObject {
    Q_OBJECT
public:
    /// Shows `text` below `title`; "" takes away what is shown.
    using Show = std::function<void(const QString &title, const QString &text)>;

    /// `watch` and `window` outlive this; `show` is for tests, empty: the desktop.
    FeedAlerts(const UiContext &context, const FeedWatch *watch, QWidget *window, Show show = {});

Q_SIGNALS:
    /// A person chose the message.
    void chosen();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Trouble { None, SignIn, Failed, Silent };

    [[nodiscard]] QHash<MailboxId, Trouble> troubles() const;
    void look();
    void tell(const QHash<MailboxId, Trouble> &now);
    void forget();
    static QString wordsFor(const QString &address, Trouble trouble);

    UiContext m_context;
    const FeedWatch *m_watch;
    QWidget *m_window;
    Show m_show;
    QHash<MailboxId, Trouble> m_known; ///< told of, or seen in the window
    bool m_isShown = false;
};

} // namespace liaison::ui
