#pragma once

#include "core/mime/body.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace liaison::test {

/// Why a mail's view would be wrong; empty if it is right.
QString viewFault(const QByteArray &raw, const mime::MailBody &body);

/// What came of reading mails that are cut.
struct CutMails {
    qint64 read = 0;
    QStringList faults;
};
/// Reads every file of the mail corpus as if it ended at each second of 64 places, from the `first` (1 or 2) on: the
/// two halves are tests of their own, so that they run beside each other.
CutMails readCutMails(int first);

} // namespace liaison::test
