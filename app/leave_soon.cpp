#include "app/leave_soon.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace liaison::app {

LeaveSoon::~LeaveSoon()
{
    std::fflush(nullptr);
    std::thread([code = m_exitCode] {
        std::this_thread::sleep_for(std::chrono::seconds(1));
        std::_Exit(code);
    }).detach();
}

} // namespace liaison::app
