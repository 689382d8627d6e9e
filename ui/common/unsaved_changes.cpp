#include "ui/common/unsaved_changes.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include <memory>
#include <utility>

namespace liaison::ui {

namespace {

bool nobodyIsAsked = false;

const QLatin1String boxName("leaveQuestion");

struct Leaving {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::Leaving)
};

QMessageBox *standing(const QWidget *over)
{
    return over->findChild<QMessageBox *>(boxName, Qt::FindDirectChildrenOnly);
}

} // namespace

void leaveUnasked()
{
    nobodyIsAsked = true;
}

bool isLeftUnasked()
{
    return nobodyIsAsked;
}

void askToLeave(QWidget *over, const std::optional<UnsavedChanges> &changes, std::function<void()> leave)
{
    if (nobodyIsAsked && changes)
        changes->discard();
    if (nobodyIsAsked || !changes) {
        leave();
        return;
    }
    if (QMessageBox *box = standing(over)) {
        box->activateWindow();
        return;
    }
    auto *box = new QMessageBox(over);
    box->setObjectName(boxName);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(Leaving::tr("Not saved"));
    box->setText(changes->text);
    // Closed boxes go with the event loop's next turn: until then one must not be taken for a question that stands.
    QObject::connect(box, &QDialog::finished, box, [box] { box->setObjectName(QString()); });
    const auto later = std::make_shared<std::function<void()>>(std::move(leave));
    if (changes->save) {
        QPushButton *save = box->addButton(Leaving::tr("&Save"), QMessageBox::AcceptRole);
        save->setObjectName(QStringLiteral("leaveSave"));
        QObject::connect(save, &QPushButton::clicked, box,
                         [how = changes->save, later] { how([later] { (*later)(); }); });
    }
    QPushButton *discard = box->addButton(Leaving::tr("&Discard"), QMessageBox::DestructiveRole);
    discard->setObjectName(QStringLiteral("leaveDiscard"));
    QObject::connect(discard, &QPushButton::clicked, box, [drop = changes->discard, later] {
        drop();
        (*later)();
    });
    QPushButton *keep = box->addButton(Leaving::tr("&Keep editing"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("leaveKeep"));
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    box->open();
}

} // namespace liaison::ui
