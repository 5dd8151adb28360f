/*
 * The store's edge: loaded before the C library (LD_PRELOAD), it sees every call by which a process changes,
 * syncs or reads a file under EDGE_ROOT, whether Node made it or SQLite. Each change or sync is a point. At
 * one of them the process can be killed, or from it on told that the disk is full or broken, or the disk can
 * take other bytes than it was given.
 *
 *   EDGE_ROOT     the folder that is watched
 *   EDGE_STATE    a file of `struct state`, which tells what to do and how many points were passed
 *   EDGE_JOURNAL  a file that takes every change and sync as it was done, and what went to standard output
 *
 * The journal is records of `NAME NUMBER NUMBER LENGTH\n` and LENGTH bytes after it (disk.ts reads it).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { COUNT, KILL, FAIL_CHANGES, FAIL_READS, SPOIL };

struct state {
  int mode;
  int at;      /* the point it happens at, from 1 */
  int error;   /* errno of what fails */
  int lasting; /* writes and new files go on failing after it */
  int passed;  /* points so far */
  int reads;   /* reads so far */
  int failed;  /* calls that were made to fail */
};

static struct state *state;
static const char *root;
static size_t root_length;
static int journal = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* which descriptors are files or folders under the root */
static unsigned char watched[65536];

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (found == NULL) abort();
  return found;
}

__attribute__((constructor)) static void begin(void) {
  const char *told = getenv("EDGE_STATE"), *log = getenv("EDGE_JOURNAL");
  root = getenv("EDGE_ROOT");
  if (root == NULL || told == NULL) return;
  root_length = strlen(root);
  int file = syscall(SYS_openat, AT_FDCWD, told, O_RDWR | O_CLOEXEC);
  if (file < 0) abort();
  void *mapped = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  syscall(SYS_close, file);
  if (mapped == MAP_FAILED) abort();
  state = mapped;
  if (log == NULL) return;
  journal = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (journal < 0) abort();
}

static int is_inside(const char *path) {
  return state != NULL && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}
static int is_watched(int file) {
  return state != NULL && file >= 0 && file < (int)sizeof watched && watched[file];
}

static void put(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t done = syscall(SYS_write, journal, bytes, length);
    if (done < 0) abort();
    bytes += done;
    length -= done;
  }
}
static void note(const char *name, long a, long b, const void *bytes, size_t length) {
  if (journal < 0) return;
  char head[128];
  put(head, snprintf(head, sizeof head, "%s %ld %ld %zu\n", name, a, b, length));
  put(bytes, length);
}
static void note_names(const char *name, const char *one, const char *two) {
  char both[2 * PATH_MAX];
  size_t length = snprintf(both, sizeof both, "%s\n%s", one, two);
  if (length >= sizeof both) abort();
  note(name, 0, 0, both, length);
}

enum sort { WRITE, MAKE, OTHER };

/* At a point: 0 where the call is to be made, else -1 with errno; `half` answers that half of a write is. */
static int point(enum sort sort, int *half) {
  int at = ++state->passed;
  if (state->mode == KILL && at == state->at) {
    /* every other kill comes in the middle of the write */
    if (at % 2 == 1 && sort == WRITE) *half = 1;
    else kill(getpid(), SIGKILL);
    return 0;
  }
  if (state->mode != FAIL_CHANGES) return 0;
  int full = state->error == ENOSPC;
  int fails = at == state->at || (state->lasting && at > state->at && (!full || sort != OTHER));
  if (!fails) return 0;
  if (full && at == state->at && state->lasting && sort == WRITE) {
    /* a disk that fills up takes a part first */
    *half = 1;
    return 0;
  }
  state->failed++;
  errno = state->error;
  return -1;
}

static ssize_t write_at(int file, const char *bytes, size_t length, off64_t at) {
  pthread_mutex_lock(&lock);
  int half = 0;
  ssize_t done = point(WRITE, &half);
  if (done == 0) {
    if (half) length = length > 1 ? length / 2 : length;
    off64_t from = at >= 0 ? at : lseek64(file, 0, SEEK_CUR);
    char spoilt[length];
    if (state->mode == SPOIL && state->passed == state->at) {
      memcpy(spoilt, bytes, length);
      spoilt[length / 2] ^= 1;
      bytes = spoilt;
      state->failed++;
    }
    done = at >= 0 ? syscall(SYS_pwrite64, file, bytes, length, at) : syscall(SYS_write, file, bytes, length);
    if (done > 0) note("write", file, from, bytes, done);
    if (half && state->mode == KILL) kill(getpid(), SIGKILL);
  }
  int error = errno;
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
  return is_watched(file) ? write_at(file, bytes, length, at) : REAL(pwrite64)(file, bytes, length, at);
}
ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
  return is_watched(file) ? write_at(file, bytes, length, at) : REAL(pwrite)(file, bytes, length, at);
}
ssize_t write(int file, const void *bytes, size_t length) {
  if (is_watched(file)) return write_at(file, bytes, length, -1);
  if (state == NULL || journal < 0 || file != STDOUT_FILENO) return syscall(SYS_write, file, bytes, length);
  pthread_mutex_lock(&lock);
  ssize_t done = syscall(SYS_write, file, bytes, length);
  if (done > 0) note("told", 0, 0, bytes, done);
  pthread_mutex_unlock(&lock);
  return done;
}
/* the first piece alone: callers go on after a short write */
ssize_t writev(int file, const struct iovec *pieces, int count) {
  if (!is_watched(file) || count < 1) return REAL(writev)(file, pieces, count);
  return write_at(file, pieces->iov_base, pieces->iov_len, -1);
}
ssize_t pwritev64(int file, const struct iovec *pieces, int count, off64_t at) {
  if (!is_watched(file) || count < 1) return REAL(pwritev64)(file, pieces, count, at);
  return write_at(file, pieces->iov_base, pieces->iov_len, at);
}
ssize_t pwritev(int file, const struct iovec *pieces, int count, off_t at) {
  if (!is_watched(file) || count < 1) return REAL(pwritev)(file, pieces, count, at);
  return write_at(file, pieces->iov_base, pieces->iov_len, at);
}

/* a change or a sync that is done or not; what follows the call notes it */
#define CHANGE(sort, call, noting)               \
  pthread_mutex_lock(&lock);                     \
  int half = 0;                                  \
  int done = point(sort, &half);                 \
  if (done == 0) done = call;                    \
  int error = errno;                             \
  if (done >= 0) noting;                         \
  pthread_mutex_unlock(&lock);                   \
  errno = error;                                 \
  return done

int fsync(int file) {
  if (!is_watched(file)) return REAL(fsync)(file);
  CHANGE(OTHER, REAL(fsync)(file), note("sync", file, 0, "", 0));
}
int fdatasync(int file) {
  if (!is_watched(file)) return REAL(fdatasync)(file);
  CHANGE(OTHER, REAL(fdatasync)(file), note("sync", file, 0, "", 0));
}
int ftruncate64(int file, off64_t length) {
  if (!is_watched(file)) return REAL(ftruncate64)(file, length);
  CHANGE(OTHER, REAL(ftruncate64)(file, length), note("cut", file, length, "", 0));
}
int ftruncate(int file, off_t length) {
  if (!is_watched(file)) return REAL(ftruncate)(file, length);
  CHANGE(OTHER, REAL(ftruncate)(file, length), note("cut", file, length, "", 0));
}
int rename(const char *from, const char *to) {
  if (!is_inside(from) && !is_inside(to)) return REAL(rename)(from, to);
  CHANGE(MAKE, REAL(rename)(from, to), note_names("rename", from, to));
}
int unlink(const char *path) {
  if (!is_inside(path)) return REAL(unlink)(path);
  CHANGE(OTHER, REAL(unlink)(path), note("unlink", 0, 0, path, strlen(path)));
}
int rmdir(const char *path) {
  if (!is_inside(path)) return REAL(rmdir)(path);
  CHANGE(OTHER, REAL(rmdir)(path), note("unlink", 0, 0, path, strlen(path)));
}
int remove(const char *path) {
  if (!is_inside(path)) return REAL(remove)(path);
  CHANGE(OTHER, REAL(remove)(path), note("unlink", 0, 0, path, strlen(path)));
}
int mkdir(const char *path, mode_t mode) {
  if (!is_inside(path)) return REAL(mkdir)(path, mode);
  CHANGE(MAKE, REAL(mkdir)(path, mode), note("mkdir", 0, 0, path, strlen(path)));
}

static int open_one(const char *path, int flags, mode_t mode) {
  struct stat is;
  int inside = is_inside(path);
  if (!inside) {
    int file = syscall(SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode);
    if (file >= 0 && file < (int)sizeof watched) watched[file] = 0;
    return file;
  }
  int makes = (flags & O_CREAT) && syscall(SYS_access, path, F_OK) != 0;
  int cuts = !makes && (flags & O_TRUNC) && stat(path, &is) == 0 && is.st_size > 0;
  pthread_mutex_lock(&lock);
  int half = 0;
  int file = makes || cuts ? point(makes ? MAKE : OTHER, &half) : 0;
  if (file == 0) file = syscall(SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode);
  int error = errno;
  if (file >= (int)sizeof watched) abort();
  if (file >= 0) {
    watched[file] = 1;
    note("open", file, makes ? 1 : cuts ? 2 : 0, path, strlen(path));
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return file;
}

#define OPEN(name)                                   \
  int name(const char *path, int flags, ...) {       \
    va_list more;                                    \
    va_start(more, flags);                           \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
    va_end(more);                                    \
    return open_one(path, flags, mode);              \
  }
OPEN(open)
OPEN(open64)

int close(int file) {
  if (!is_watched(file)) return syscall(SYS_close, file);
  pthread_mutex_lock(&lock);
  watched[file] = 0;
  note("close", file, 0, "", 0);
  int done = syscall(SYS_close, file);
  pthread_mutex_unlock(&lock);
  return done;
}

static int read_fails(int file) {
  if (!is_watched(file)) return 0;
  pthread_mutex_lock(&lock);
  int at = ++state->reads;
  int fails = state->mode == FAIL_READS && (at == state->at || (state->lasting && at > state->at));
  if (fails) state->failed++;
  pthread_mutex_unlock(&lock);
  if (fails) errno = state->error;
  return fails;
}
ssize_t read(int file, void *bytes, size_t length) {
  return read_fails(file) ? -1 : syscall(SYS_read, file, bytes, length);
}
ssize_t pread64(int file, void *bytes, size_t length, off64_t at) {
  return read_fails(file) ? -1 : syscall(SYS_pread64, file, bytes, length, at);
}
ssize_t pread(int file, void *bytes, size_t length, off_t at) {
  return read_fails(file) ? -1 : syscall(SYS_pread64, file, bytes, length, at);
}
