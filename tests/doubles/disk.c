/* A disk that remembers and fails: preloaded into an engine, it logs what is done to the files of one folder, in the
 * order in which it is done, and fails the operations that the test names.
 *
 *   DISK_ROOT     the folder
 *   DISK_LOG      where the log is appended; each record is `struct record`, then the path(s) or the octets
 *   DISK_CONTROL  a file of one `struct control`, mapped, which the test changes while the engine runs
 *
 * Not seen: writes through mmap (SQLite's -shm, which no durability hangs on) and what never calls the C library.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATE = 1, MKDIR, WRITE, TRUNCATE, SYNC, SYNC_FAILED, SYNC_FOLDER, RENAME, UNLINK };
enum { MAY_WRITE = 1, MAY_SYNC = 2, MAY_NAME = 4 }; /* kinds of operations that can be made to fail */

struct record { uint32_t kind, length; uint64_t inode, offset; };
struct control { int64_t count, from, until, kinds, error; }; /* operations from <= n < until of these kinds fail */

#define FILES 65536
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char root[PATH_MAX];
static size_t root_length;
static int log_fd = -1;
static struct control *control;
static struct { uint64_t inode; char *folder; char appends; } files[FILES];

#define REAL(name) ({ static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); real; })

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("DISK_ROOT"), *log = getenv("DISK_LOG"), *steer = getenv("DISK_CONTROL");
    if (!folder || !realpath(folder, root)) { root[0] = 0; return; }
    root_length = strlen(root);
    if (log) {
        int fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 900);
        REAL(close)(fd);
    }
    if (steer) {
        int fd = REAL(open)(steer, O_RDWR | O_CLOEXEC);
        control = mmap(0, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (control == MAP_FAILED) control = 0;
        REAL(close)(fd);
    }
}

/* The path below the folder, or NULL. */
static const char *inside(const char *path, char *whole) {
    if (!root[0] || !path) return 0;
    if (path[0] == '/') snprintf(whole, PATH_MAX, "%s", path);
    else if (!getcwd(whole, PATH_MAX) || strlen(whole) + strlen(path) + 2 > PATH_MAX) return 0;
    else { strcat(whole, "/"); strcat(whole, path); }
    if (strncmp(whole, root, root_length)) return 0;
    if (whole[root_length] == 0) return ".";
    if (whole[root_length] != '/') return 0;
    const char *rest = whole + root_length + 1;
    size_t length = strlen(rest);
    if (length > 4 && !strcmp(rest + length - 4, "-shm")) return 0;
    return rest;
}

static int fails(int kind) {
    if (!control || !(control->kinds & kind)) return 0;
    int64_t number = ++control->count;
    if (number < control->from || number >= control->until) return 0;
    return (int)control->error;
}

static void tell(uint32_t kind, uint64_t inode, uint64_t offset, const void *octets, size_t length) {
    if (log_fd < 0) return;
    struct record record = { kind, (uint32_t)length, inode, offset };
    struct iovec parts[2] = { { &record, sizeof record }, { (void *)octets, length } };
    if (REAL(writev)(log_fd, parts, 2) != (ssize_t)(sizeof record + length)) abort();
}

static int watched(int fd) { return fd >= 0 && fd < FILES && (files[fd].inode || files[fd].folder); }

static int opened(const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX];
    const char *rest = inside(path, whole);
    if (!rest) return REAL(open)(path, flags, mode);
    int writes = (flags & O_ACCMODE) != O_RDONLY, saved, result = -1;
    pthread_mutex_lock(&lock);
    struct stat before, now;
    int existed = stat(whole, &before) == 0, fault = (writes && !existed) ? fails(MAY_NAME) : 0;
    if (fault) errno = fault;
    else result = REAL(open)(path, flags, mode);
    saved = errno;
    if (result >= 0 && result < FILES && fstat(result, &now) == 0) {
        free(files[result].folder);
        files[result].folder = 0;
        files[result].inode = 0;
        files[result].appends = !!(flags & O_APPEND);
        if (S_ISDIR(now.st_mode)) files[result].folder = strdup(rest);
        else if (S_ISREG(now.st_mode) && writes) {
            files[result].inode = now.st_ino;
            if (!existed) tell(CREATE, now.st_ino, 0, rest, strlen(rest));
            else if ((flags & O_TRUNC) && before.st_size) tell(TRUNCATE, now.st_ino, 0, "", 0);
        }
    }
    pthread_mutex_unlock(&lock);
    errno = saved;
    return result;
}

static mode_t mode_of(int flags, va_list list) {
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(list, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    int result = opened(path, flags, mode_of(flags, list));
    va_end(list);
    return result;
}
int open64(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    int result = opened(path, flags, mode_of(flags, list));
    va_end(list);
    return result;
}
int openat(int folder, const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = mode_of(flags, list);
    va_end(list);
    return folder == AT_FDCWD || path[0] == '/' ? opened(path, flags, mode) : REAL(openat)(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = mode_of(flags, list);
    va_end(list);
    return folder == AT_FDCWD || path[0] == '/' ? opened(path, flags, mode) : REAL(openat)(folder, path, flags, mode);
}

int close(int fd) {
    if (fd >= 900 && fd == log_fd) return 0;
    if (watched(fd)) {
        pthread_mutex_lock(&lock);
        free(files[fd].folder);
        files[fd].folder = 0;
        files[fd].inode = 0;
        pthread_mutex_unlock(&lock);
    }
    return REAL(close)(fd);
}

static ssize_t written(int fd, const void *octets, size_t length, off_t offset) {
    ssize_t result = -1;
    pthread_mutex_lock(&lock);
    int fault = fails(MAY_WRITE);
    if (fault) errno = fault;
    else {
        off_t at = offset;
        if (offset < 0) at = files[fd].appends ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
        result = offset < 0 ? REAL(write)(fd, octets, length) : REAL(pwrite)(fd, octets, length, offset);
        if (result > 0) tell(WRITE, files[fd].inode, (uint64_t)at, octets, (size_t)result);
    }
    int saved = errno;
    pthread_mutex_unlock(&lock);
    errno = saved;
    return result;
}

ssize_t write(int fd, const void *octets, size_t length) {
    return watched(fd) ? written(fd, octets, length, -1) : REAL(write)(fd, octets, length);
}
ssize_t pwrite(int fd, const void *octets, size_t length, off_t offset) {
    return watched(fd) ? written(fd, octets, length, offset) : REAL(pwrite)(fd, octets, length, offset);
}
ssize_t pwrite64(int fd, const void *octets, size_t length, off64_t offset) {
    return watched(fd) ? written(fd, octets, length, offset) : REAL(pwrite64)(fd, octets, length, offset);
}

static int cut(int fd, off_t length) {
    int result = -1;
    pthread_mutex_lock(&lock);
    int fault = fails(MAY_WRITE);
    if (fault) errno = fault;
    else if ((result = REAL(ftruncate)(fd, length)) == 0) tell(TRUNCATE, files[fd].inode, (uint64_t)length, "", 0);
    int saved = errno;
    pthread_mutex_unlock(&lock);
    errno = saved;
    return result;
}
int ftruncate(int fd, off_t length) { return watched(fd) ? cut(fd, length) : REAL(ftruncate)(fd, length); }
int ftruncate64(int fd, off64_t length) { return watched(fd) ? cut(fd, length) : REAL(ftruncate64)(fd, length); }
int posix_fallocate(int fd, off_t offset, off_t length) {
    int fault = watched(fd) ? fails(MAY_WRITE) : 0;
    return fault ? fault : REAL(posix_fallocate)(fd, offset, length);
}
int posix_fallocate64(int fd, off64_t offset, off64_t length) {
    int fault = watched(fd) ? fails(MAY_WRITE) : 0;
    return fault ? fault : REAL(posix_fallocate64)(fd, offset, length);
}

static int synced(int fd, int (*really)(int)) {
    int result = -1;
    pthread_mutex_lock(&lock);
    int fault = fails(MAY_SYNC);
    /* A sync that failed says nothing of the octets, and the next one that succeeds does not speak of them. */
    if (fault) errno = fault, tell(SYNC_FAILED, files[fd].inode, 0, "", 0);
    else if ((result = really(fd)) == 0) {
        if (files[fd].folder) tell(SYNC_FOLDER, 0, 0, files[fd].folder, strlen(files[fd].folder));
        else tell(SYNC, files[fd].inode, 0, "", 0);
    }
    int saved = errno;
    pthread_mutex_unlock(&lock);
    errno = saved;
    return result;
}
int fsync(int fd) { return watched(fd) ? synced(fd, REAL(fsync)) : REAL(fsync)(fd); }
int fdatasync(int fd) { return watched(fd) ? synced(fd, REAL(fdatasync)) : REAL(fdatasync)(fd); }

int rename(const char *from, const char *to) {
    char whole[PATH_MAX], other[PATH_MAX], both[2 * PATH_MAX];
    const char *before = inside(from, whole), *after = inside(to, other);
    if (!before || !after) return REAL(rename)(from, to);
    int result = -1;
    pthread_mutex_lock(&lock);
    int fault = fails(MAY_NAME);
    if (fault) errno = fault;
    else if ((result = REAL(rename)(from, to)) == 0) {
        int length = snprintf(both, sizeof both, "%s%c%s", before, 0, after);
        tell(RENAME, 0, 0, both, (size_t)length);
    }
    int saved = errno;
    pthread_mutex_unlock(&lock);
    errno = saved;
    return result;
}

int unlink(const char *path) {
    char whole[PATH_MAX];
    const char *rest = inside(path, whole);
    if (!rest) return REAL(unlink)(path);
    pthread_mutex_lock(&lock);
    int result = REAL(unlink)(path), saved = errno;
    if (result == 0) tell(UNLINK, 0, 0, rest, strlen(rest));
    pthread_mutex_unlock(&lock);
    errno = saved;
    return result;
}

int mkdir(const char *path, mode_t mode) {
    char whole[PATH_MAX];
    const char *rest = inside(path, whole);
    if (!rest) return REAL(mkdir)(path, mode);
    int result = -1;
    pthread_mutex_lock(&lock);
    struct stat before;
    int fault = stat(whole, &before) ? fails(MAY_NAME) : 0;
    if (fault) errno = fault;
    else if ((result = REAL(mkdir)(path, mode)) == 0) tell(MKDIR, 0, 0, rest, strlen(rest));
    int saved = errno;
    pthread_mutex_unlock(&lock);
    errno = saved;
    return result;
}
