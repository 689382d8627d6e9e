// Put in front of the C library: a name server that never answers. Says that it was asked by making a file.
#include <cstdlib>
#include <fcntl.h>
#include <netdb.h>
#include <unistd.h>

int getaddrinfo(const char *, const char *, const addrinfo *, addrinfo **)
{
    if (const char *asked = std::getenv("SLOW_NAMES_ASKED"))
        close(open(asked, O_CREAT | O_WRONLY, 0600));
    for (;;)
        pause();
}
