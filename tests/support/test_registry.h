#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace liaison::test {

/// Puts a test class into its binary's list under its file's name, so that one binary holds a folder's tests.
struct Registration {
    Registration(const char *fileName, std::function<std::unique_ptr<QObject>()> make);
};

/// Runs the class registered as argv[1] (all without one); the exit code is the number of failed functions.
int runRegistered(int argc, char **argv);

/// The folder of test data, or an empty string when it is not there. See CONTRIBUTING, "Test data".
QString testDataDir();

} // namespace liaison::test

/// At the end of tst_x.cpp, before its moc include.
#define LIAISON_TEST(Class)                                                                                            \
    static const liaison::test::Registration registered##Class(__FILE_NAME__,                                          \
                                                               [] { return std::unique_ptr<QObject>(new Class); });
