// deflateInit2 is a macro, which Swift does not see; and a stream on C's side needs no pointer on Swift's.
#ifndef GOVERNOR_CZLIB_SHIM_H
#define GOVERNOR_CZLIB_SHIM_H

#include <string.h>
#include <zlib.h>

// 16 more than the largest window makes gzip of it.
static inline int gv_gzip_start(z_stream *stream, int level) {
  memset(stream, 0, sizeof *stream);
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

// How many bytes gv_gzip may need for so many; 0 where zlib cannot say.
static inline size_t gv_gzip_bound(size_t count, int level) {
  z_stream stream;
  if (gv_gzip_start(&stream, level) != Z_OK) return 0;
  size_t bound = deflateBound(&stream, (uLong)count);
  deflateEnd(&stream);
  return bound;
}

// Compresses all of `from` into `to`, and returns how many bytes that came to; 0 where it failed.
static inline size_t gv_gzip(const unsigned char *from, size_t count, unsigned char *to, size_t room, int level) {
  z_stream stream;
  if (count > (uInt)-1 || room > (uInt)-1 || gv_gzip_start(&stream, level) != Z_OK) return 0;
  stream.next_in = (Bytef *)from;
  stream.avail_in = (uInt)count;
  stream.next_out = to;
  stream.avail_out = (uInt)room;
  size_t made = deflate(&stream, Z_FINISH) == Z_STREAM_END ? (size_t)stream.total_out : 0;
  deflateEnd(&stream);
  return made;
}

// The other way, for tests: at most `room` bytes; 0 where it failed or did not fit.
static inline size_t gv_gunzip(const unsigned char *from, size_t count, unsigned char *to, size_t room) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (count > (uInt)-1 || room > (uInt)-1 || inflateInit2(&stream, 15 + 16) != Z_OK) return 0;
  stream.next_in = (Bytef *)from;
  stream.avail_in = (uInt)count;
  stream.next_out = to;
  stream.avail_out = (uInt)room;
  size_t made = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0 ? (size_t)stream.total_out : 0;
  inflateEnd(&stream);
  return made;
}

#endif
