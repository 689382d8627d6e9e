#pragma once

#include "core/mime/html_inert.h"

#include <QDialog>
#include <QUrl>

#include <functional>

namespace liaison::ui {

/// The address a link may be opened with: http, https and mailto (address and subject alone); anything else is
/// an empty URL. A mailto keeps no field that could attach a file or fill in hidden recipients.
QUrl openableTarget(const QString &target);

/// Asks before a link of a mail leaves the program, showing where it really leads. Opens without blocking.
class LinkQuestion : public QDialog {
    Q_OBJECT
public:
    LinkQuestion(const mime::InertHtml::Link &link, QWidget *parent);

    /// What opens the address once the person agrees; QDesktopServices::openUrl unless a test replaces it.
    void setOpener(std::function<bool(const QUrl &)> opener) { m_opener = std::move(opener); }

private:
    void openTarget();

    QUrl m_url;
    std::function<bool(const QUrl &)> m_opener;
};

} // namespace liaison::ui
