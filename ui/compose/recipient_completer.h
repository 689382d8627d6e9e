#pragma once

#include "core/desk/recipient_desk.h"
#include "ui/compose/recipient_model.h"
#include "ui/compose/recipient_popup.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <stop_token>

class QKeyEvent;

namespace liaison::ui {

class AddressField;

/// Completes the address that is being written in a field. Whom the store knows is offered at once; the directory is
/// asked when typing pauses, once at a time, and what it finds is added below. Down and Up choose, Enter and Tab take,
/// Esc closes. Chosen by itself is only a first row that belongs to a business unit: nobody outside is taken unseen.
/// Child of its field.
class RecipientCompleter : public QObject {
    Q_OBJECT
public:
    /// Where people come from. Answers may come late, or never.
    struct Sources {
        std::function<Future<desk::RecipientSuggestions>(const QString &typed)> known;
        std::function<Future<desk::RecipientSuggestions>(const QString &typed, std::stop_token stop)> directory;
    };
    static constexpr int pauseMs = 300;

    RecipientCompleter(AddressField *field, Sources sources);
    ~RecipientCompleter() override;

    [[nodiscard]] RecipientPopup *popup() const { return m_popup; }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onTyped();
    void askKnown();
    void askDirectory();
    void offer();
    void close();
    void hide();
    void take(const QModelIndex &index);
    void tell();
    bool onKey(const QKeyEvent &key);
    [[nodiscard]] bool wants(const QKeyEvent &key) const;
    [[nodiscard]] bool isOpen() const;

    AddressField *m_field;
    Sources m_sources;
    RecipientModel m_model;
    QPointer<RecipientPopup> m_popup; ///< belongs to the field's window while it is shown
    QString m_typed;                  ///< what is being completed; empty: nothing
    QString m_offered;                ///< what the store has answered for
    QString m_shown;                  ///< what the rows are for
    desk::RecipientSuggestions m_known;
    desk::RecipientSuggestions m_found; ///< in the directory
    bool m_asking = false;              ///< the store
    QTimer m_pause;
    std::stop_source m_stop; ///< of the question to the directory
};

} // namespace liaison::ui
