#pragma once

// Calls of the C library that its headers show to no Swift, because that would need _GNU_SOURCE before the first header of all. They are
// declared as the manual has them; newer headers say the same once more.
#include <spawn.h>
#include <sys/syscall.h>

extern int pipe2(int ends[2], int flags);
extern long syscall(long number, ...);

// A file that can be read once a process has ended, or -1 where the kernel knows none (before Linux 5.3).
static inline int governor_pidfd_open(int process) {
#ifdef SYS_pidfd_open
  return (int)syscall(SYS_pidfd_open, process, 0);
#else
  return -1;
#endif
}
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
#if defined(__GLIBC__)
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
#endif
