/* Loaded into a process with LD_PRELOAD: notes every file that is opened and every address that is
   connected to or looked up after watch_arm(), by whatever library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define MOST 256
static char names[MOST][512];
static int armed, count;
static char only[64];

/* `part`: only what ends in it is noted; NULL: all. */
void watch_arm(const char *part)
{
	snprintf(only, sizeof only, "%s", part ? part : "");
	armed = 1;
	count = 0;
}

int watch_count(void) { return count; }
const char *watch_name(int n) { return n < count && n < MOST ? names[n] : ""; }

static void note(const char *what, const char *name)
{
	size_t length = name ? strlen(name) : 0, wanted = strlen(only);
	if (!armed || length < wanted || (wanted && strcmp(name + length - wanted, only)))
		return;
	if (count < MOST)
		snprintf(names[count], sizeof names[0], "%s %s", what, name ? name : "");
	count++;
}

#define REAL(type, name) \
	static type (*real)(); \
	if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

#define OPEN(name) \
	int name(const char *path, int flags, ...) \
	{ \
		REAL(int, #name); \
		va_list list; \
		va_start(list, flags); \
		mode_t mode = va_arg(list, int); \
		va_end(list); \
		note("open", path); \
		return real(path, flags, mode); \
	}
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
	int name(int folder, const char *path, int flags, ...) \
	{ \
		REAL(int, #name); \
		va_list list; \
		va_start(list, flags); \
		mode_t mode = va_arg(list, int); \
		va_end(list); \
		note("open", path); \
		return real(folder, path, flags, mode); \
	}
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name) \
	FILE *name(const char *path, const char *mode) \
	{ \
		REAL(FILE *, #name); \
		note("open", path); \
		return real(path, mode); \
	}
FOPEN(fopen)
FOPEN(fopen64)

int connect(int handle, const struct sockaddr *address, socklen_t size)
{
	REAL(int, "connect");
	note("connect", "");
	return real(handle, address, size);
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
		struct addrinfo **result)
{
	REAL(int, "getaddrinfo");
	note("look up", node);
	return real(node, service, hints, result);
}
