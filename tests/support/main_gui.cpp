#include "tests/support/test_registry.h"

#include <QApplication>

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    return liaison::test::runRegistered(argc, argv);
}
