#include "tests/support/test_registry.h"
#include "tests/tsan/qt_order.h"

int main(int argc, char **argv)
{
    const liaison::test::OrderedApplication app(argc, argv);
    return liaison::test::runRegistered(argc, argv);
}
