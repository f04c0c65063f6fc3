/* Loaded before the C library (LD_PRELOAD): counts what a program does to the files under one
 * folder, and at one call lets something happen. Set by the environment (FAULT_DIR, FAULT_AT,
 * FAULT_ACT, FAULT_PERSIST) or, in a program that is running, by fault_arm().
 *
 * Acts: kill-before, kill-half, kill-after; ENOSPC, EIO, EROFS, EACCES; half (half of a write is
 * done and reported); fill (half of a write, then ENOSPC for ever). FAULT_PERSIST=1: at all later
 * calls too. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST_CALLS 200000
#define MOST_HANDLES 65536

enum act { NOTHING, KILL_BEFORE, KILL_HALF, KILL_AFTER, FAIL, HALF, FILL };

static char folder[4096];
static size_t folder_length;
static atomic_long calls;
static long fault_at;
static int persist, error_number;
static enum act act;
static unsigned char ours[MOST_HANDLES];
static const char *names[MOST_CALLS];

#define REAL(type, name, ...)                                   \
    static type (*real)(__VA_ARGS__);                           \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

void fault_arm(const char *in, long at, const char *what, int forever) {
    struct { const char *name; enum act act; int error; } acts[] = {
        {"kill-before", KILL_BEFORE, 0}, {"kill-half", KILL_HALF, 0}, {"kill-after", KILL_AFTER, 0},
        {"ENOSPC", FAIL, ENOSPC}, {"EIO", FAIL, EIO}, {"EROFS", FAIL, EROFS},
        {"EACCES", FAIL, EACCES}, {"half", HALF, 0}, {"fill", FILL, ENOSPC},
    };
    strncpy(folder, in, sizeof folder - 1);
    folder_length = strlen(folder);
    act = NOTHING;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (!strcmp(what, acts[i].name)) { act = acts[i].act; error_number = acts[i].error; }
    if (*what && act == NOTHING) abort();
    fault_at = at;
    persist = forever;
    calls = 0;
}

long fault_calls(void) { return calls; }

const char *fault_name(long n) { return n > 0 && n <= MOST_CALLS ? names[n - 1] : ""; }

__attribute__((constructor)) static void begin(void) {
    const char *in = getenv("FAULT_DIR"), *at = getenv("FAULT_AT"), *what = getenv("FAULT_ACT");
    const char *forever = getenv("FAULT_PERSIST");
    if (in) fault_arm(in, at ? atol(at) : 0, what ? what : "", forever && *forever == '1');
}

static int inside(const char *path) {
    return path && folder_length && !strncmp(path, folder, folder_length)
        && (path[folder_length] == '/' || !path[folder_length]);
}

static int is_ours(int handle) { return handle >= 0 && handle < MOST_HANDLES && ours[handle]; }

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* What is to happen at this call; counts it. */
static enum act next(const char *name) {
    long n = ++calls;
    if (n <= MOST_CALLS) names[n - 1] = name;
    if (!fault_at || n < fault_at) return NOTHING;
    if (act == FILL) return n == fault_at ? HALF : FAIL;
    if (n > fault_at && !persist) return NOTHING;
    if (act == KILL_BEFORE) die();
    return act;
}

#define FAULTED(is_inside, name, call)                            \
    do {                                                          \
        if (!(is_inside)) return call;                            \
        enum act due = next(name);                                \
        if (due == FAIL) { errno = error_number; return -1; }     \
        if (due == KILL_HALF) die();                              \
        __typeof__(call) result = call;                           \
        if (due == KILL_AFTER) die();                             \
        return result;                                            \
    } while (0)

static int opened(const char *path, int flags, int handle) {
    (void)flags;
    if (handle >= 0 && handle < MOST_HANDLES) ours[handle] = inside(path);
    return handle;
}

static const char *open_name(int flags) {
    return (flags & O_ACCMODE) == O_RDONLY ? "open to read" : "open";
}

#define MODE                                                      \
    mode_t mode = 0;                                              \
    if (flags & (O_CREAT | O_TMPFILE)) {                          \
        va_list list;                                             \
        va_start(list, flags);                                    \
        mode = va_arg(list, mode_t);                              \
        va_end(list);                                             \
    }

#define OPEN(symbol)                                                                       \
    int symbol(const char *path, int flags, ...) {                                         \
        MODE REAL(int, #symbol, const char *, int, ...);                                   \
        FAULTED(inside(path), open_name(flags), opened(path, flags, real(path, flags, mode))); \
    }
#define OPENAT(symbol)                                                                     \
    int symbol(int at, const char *path, int flags, ...) {                                 \
        MODE REAL(int, #symbol, int, const char *, int, ...);                              \
        FAULTED(inside(path), open_name(flags), opened(path, flags, real(at, path, flags, mode))); \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

int close(int handle) {
    REAL(int, "close", int);
    if (handle >= 0 && handle < MOST_HANDLES) ours[handle] = 0;
    return real(handle);
}

ssize_t write(int handle, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!is_ours(handle)) return real(handle, data, size);
    enum act due = next("write");
    if (due == FAIL) { errno = error_number; return -1; }
    if (due == KILL_HALF) { real(handle, data, size / 2); die(); }
    if (due == HALF && size > 1) return real(handle, data, size / 2);
    ssize_t result = real(handle, data, size);
    if (due == KILL_AFTER) die();
    return result;
}

int fsync(int handle) {
    REAL(int, "fsync", int);
    FAULTED(is_ours(handle), "fsync", real(handle));
}

int fdatasync(int handle) {
    REAL(int, "fdatasync", int);
    FAULTED(is_ours(handle), "fdatasync", real(handle));
}

int rename(const char *old, const char *new) {
    REAL(int, "rename", const char *, const char *);
    FAULTED(inside(old) || inside(new), "rename", real(old, new));
}

int renameat(int from, const char *old, int to, const char *new) {
    REAL(int, "renameat", int, const char *, int, const char *);
    FAULTED(inside(old) || inside(new), "rename", real(from, old, to, new));
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
    FAULTED(inside(old) || inside(new), "renameat2", real(from, old, to, new, flags));
}

int link(const char *old, const char *new) {
    REAL(int, "link", const char *, const char *);
    FAULTED(inside(old) || inside(new), "link", real(old, new));
}

int linkat(int from, const char *old, int to, const char *new, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    FAULTED(inside(old) || inside(new), "link", real(from, old, to, new, flags));
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    FAULTED(inside(path), "unlink", real(path));
}

int unlinkat(int at, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    FAULTED(inside(path), "unlink", real(at, path, flags));
}

int truncate(const char *path, off_t size) {
    REAL(int, "truncate", const char *, off_t);
    FAULTED(inside(path), "truncate", real(path, size));
}

int ftruncate(int handle, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    FAULTED(is_ours(handle), "truncate", real(handle, size));
}

int ftruncate64(int handle, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    FAULTED(is_ours(handle), "truncate", real(handle, size));
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    FAULTED(inside(path), "mkdir", real(path, mode));
}
