/*
 * A clock that can be set under a running program, for LD_PRELOAD: time() and its kind tell the kernel's time and what the
 * file $SOAK_CLOCK says on top, seconds in eight bytes. Monotonic clocks are left alone, as they are by whoever sets a clock.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* An offset of its own where there is no file. */
static const volatile int64_t *look(void)
{
	static const volatile int64_t none;
	const char *path = getenv("SOAK_CLOCK");
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	void *map = fd >= 0 ? mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
	if (fd >= 0)
		close(fd);
	return map == MAP_FAILED ? &none : (const volatile int64_t *)map;
}

static int64_t ahead(void)
{
	static const volatile int64_t *offset;
	if (!offset)
		offset = look();
	return *offset;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	int result = (int)syscall(SYS_clock_gettime, clock, now);
	if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
		now->tv_sec += ahead();
	return result;
}

time_t time(time_t *into)
{
	struct timespec now = { 0 };
	clock_gettime(CLOCK_REALTIME, &now);
	if (into)
		*into = now.tv_sec;
	return now.tv_sec;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	struct timespec fine = { 0 };
	(void)zone;
	clock_gettime(CLOCK_REALTIME, &fine);
	now->tv_sec = fine.tv_sec;
	now->tv_usec = fine.tv_nsec / 1000;
	return 0;
}
