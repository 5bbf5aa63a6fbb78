#pragma once

// Calls of the C library that its headers show to no Swift, because that would need _GNU_SOURCE before the first header of all. They are
// declared as the manual has them; newer headers say the same once more.
#include <spawn.h>

extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
#if defined(__GLIBC__)
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
#endif
