#pragma once

#include <QCoreApplication>

namespace liaison::test {

#ifdef LIAISON_TSAN
/// Qt's application, with the order that queued events keep told to ThreadSanitizer; see qt_order.cpp.
class OrderedApplication : public QCoreApplication {
public:
    using QCoreApplication::QCoreApplication;
    bool notify(QObject *receiver, QEvent *event) override;
};
#else
using OrderedApplication = QCoreApplication;
#endif

} // namespace liaison::test
