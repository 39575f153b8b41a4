/*
 * A disk that fails when it is told to, for the Registry's files only: preloaded (LD_PRELOAD) into its process, in
 * between SQLite and the C library. FAILING_DISK names a file of 32-bit integers that the test maps and writes:
 *
 *   0  countdown: the call that takes it from 1 to 0 fails; 0 means that nothing is about to fail
 *   1  how many calls fail in a row, that one included; 0 heals it at once
 *   2  errno
 *   3  how: 0 nothing is done, 1 a write is done by half, 2 a sync throws away what was written since the last good one,
 *      as Linux may where a page could not be written back (a later sync of the same file succeeds)
 *   4  which calls are counted down: bit 3 * file + call (file: log, database, other; call: write, sync, truncate)
 *   8  how many calls have failed: in the order of these bits
 *
 * What was thrown away is undone in the file at once, so that whoever reads it sees what a machine would after its fall.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITE, SYNC, TRUNCATE };
enum { COUNTDOWN, LENGTH, ERRNO, HOW, COUNTED, FAILED = 8, WORDS = 17 };
enum { NOTHING, HALF, THROWN_AWAY };

struct unsynced {
    struct unsynced *before;
    ino_t file;
    off_t offset, size;
    ssize_t length;
    char old[];
};

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_ftruncate)(int, off_t);
static int *control;
static int left;
static struct unsynced *newest;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    const char *name = getenv("FAILING_DISK");
    int fd = name ? open(name, O_RDWR) : -1;
    if (fd >= 0) {
        control = mmap(NULL, WORDS * sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        close(fd);
    }
}

/* 0 the log, 1 the database, 2 another of its files, -1 none of them */
static int kind_of(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (!control || length < 0) return -1;
    path[length] = 0;
    char *name = strstr(path, "registry.db");
    if (!name) return -1;
    return strcmp(name, "registry.db-wal") == 0 ? 0 : strcmp(name, "registry.db") == 0 ? 1 : 2;
}

static int fails(int kind, int call) {
    if (control[LENGTH] == 0) left = 0;
    if (!(control[COUNTED] & 1 << (3 * kind + call))) return 0;
    if (left == 0 && control[COUNTDOWN] > 0 && --control[COUNTDOWN] == 0) left = control[LENGTH];
    if (left == 0) return 0;
    left--;
    control[FAILED + 3 * kind + call]++;
    errno = control[ERRNO];
    return 1;
}

static ino_t inode(int fd, off_t *size) {
    struct stat found;
    if (fstat(fd, &found) != 0) abort();
    if (size) *size = found.st_size;
    return found.st_ino;
}

static void remember(int fd, size_t length, off_t offset) {
    struct unsynced *one = malloc(sizeof *one + length);
    if (!one) abort();
    one->before = newest;
    one->file = inode(fd, &one->size);
    one->offset = offset;
    one->length = pread64(fd, one->old, length, offset);
    newest = one;
}

/* the newest first, so that the file is in the end as it was at first */
static void forget(int fd, int undo) {
    ino_t file = inode(fd, NULL);
    struct unsynced **at = &newest;
    while (*at) {
        struct unsynced *one = *at;
        if (one->file != file) {
            at = &one->before;
            continue;
        }
        if (undo) {
            if (one->length > 0) real_pwrite(fd, one->old, one->length, one->offset);
            real_ftruncate(fd, one->size);
        }
        *at = one->before;
        free(one);
    }
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
    int kind = kind_of(fd);
    if (kind < 0) return real_pwrite(fd, bytes, length, offset);
    pthread_mutex_lock(&lock);
    remember(fd, length, offset);
    ssize_t done;
    if (!fails(kind, WRITE)) {
        done = real_pwrite(fd, bytes, length, offset);
    } else {
        int error = errno;
        if (control[HOW] == HALF) real_pwrite(fd, bytes, length / 2, offset);
        errno = error;
        done = -1;
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int fsync(int fd) {
    int kind = kind_of(fd);
    if (kind < 0) return real_fsync(fd);
    pthread_mutex_lock(&lock);
    int done;
    if (!fails(kind, SYNC)) {
        done = real_fsync(fd);
        forget(fd, 0);
    } else {
        int error = errno;
        if (control[HOW] == THROWN_AWAY) forget(fd, 1);
        errno = error;
        done = -1;
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int fdatasync(int fd) { return fsync(fd); }

int ftruncate64(int fd, off_t length) {
    int kind = kind_of(fd);
    if (kind < 0) return real_ftruncate(fd, length);
    pthread_mutex_lock(&lock);
    int done = fails(kind, TRUNCATE) ? -1 : real_ftruncate(fd, length);
    pthread_mutex_unlock(&lock);
    return done;
}
