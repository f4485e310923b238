/* Loaded before libfaketime, whose clock_nanosleep (0.9.10) answers EINVAL to a deadline on the monotonic clock when
   that clock is left alone; Python's time.sleep asks for just that. Deadlines by the calendar stay with libfaketime. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

typedef int sleeping(clockid_t, int, const struct timespec *, struct timespec *);

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *until, struct timespec *left)
{
    if (clock == CLOCK_MONOTONIC)
        return syscall(SYS_clock_nanosleep, clock, flags, until, left) == 0 ? 0 : errno;
    return ((sleeping *)dlsym(RTLD_NEXT, "clock_nanosleep"))(clock, flags, until, left);
}
