// Composer: who may be meant by what is typed. See composer.h.
#include "ui/compose/address_field.h"
#include "ui/compose/composer.h"
#include "ui/compose/composer_form.h"
#include "ui/compose/recipient_completer.h"

namespace liaison::ui {

void Composer::completeRecipients()
{
    const RecipientCompleter::Sources sources{
        [this](const QString &typed) { return desk::RecipientDesk(m_context.desk).known(typed, m_form->incident()); },
        [this](const QString &typed, std::stop_token stop) {
            return desk::RecipientDesk(m_context.desk)
                .directory(typed, m_form->mailbox(), m_form->incident(), std::move(stop));
        }};
    const QList<AddressField *> fields = m_form->recipientFields();
    for (AddressField *field : fields)
        new RecipientCompleter(field, sources);
}

} // namespace liaison::ui
