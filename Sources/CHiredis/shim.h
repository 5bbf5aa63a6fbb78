// What Swift cannot see or must not depend on: the differences between hiredis 0.14 and 1.x, the layout of its reader, and the checks
// that have to happen while hiredis is still inside its parser. Everything is `static inline`, so nothing is compiled on its own.
#ifndef CHIREDIS_SHIM_H
#define CHIREDIS_SHIM_H

#include <hiredis/hiredis.h>
#include <stddef.h>
#include <stdint.h>

// Why a reply was refused by our own checks; 0 if the complaint (if any) is hiredis' own.
enum {
  CHIREDIS_FAULT_NONE = 0,
  CHIREDIS_FAULT_ELEMENTS = 1,  // an array announces more elements than allowed
  CHIREDIS_FAULT_DEPTH = 2,     // arrays are nested deeper than allowed
  CHIREDIS_FAULT_TERMINATOR = 3,// a bulk string is not followed by CR LF (hiredis does not look)
  CHIREDIS_FAULT_TYPE = 4,      // a type that RESP2 does not have
};

enum { CHIREDIS_BULK = 0, CHIREDIS_STATUS = 1, CHIREDIS_ERROR = 2 };

typedef struct chiredis_place {
  intptr_t depth;
  intptr_t index;
  intptr_t parent_index;
} chiredis_place;

// Stable callbacks, the same for each version of hiredis. `context` is handed through. The pointer to bytes is valid only in the call.
typedef struct chiredis_handler {
  void *context;
  intptr_t max_elements;
  intptr_t max_depth;
  int fault;
  void (*bytes)(void *context, int kind, const uint8_t *bytes, size_t count, chiredis_place place);
  void (*integer)(void *context, long long value, chiredis_place place);
  void (*null)(void *context, chiredis_place place);
  void (*array)(void *context, size_t count, chiredis_place place);
} chiredis_handler;

// hiredis takes NULL from a callback as "out of memory" and stops; anything else is an object that it never looks into.
static inline void *chiredis_accept(void) {
  static char token;
  return &token;
}

static inline void *chiredis_refuse(const redisReadTask *task, int fault) {
  ((chiredis_handler *)task->privdata)->fault = fault;
  return NULL;
}

static inline chiredis_place chiredis_place_of(const redisReadTask *task) {
  chiredis_place place = {0, 0, 0};
  const redisReadTask *parent = task->parent;
  if (parent == NULL) return place;  // hiredis numbers a reply on its own -1
  place.index = task->idx;
  if (parent->parent != NULL) place.parent_index = parent->idx;
  for (; parent != NULL; parent = parent->parent) place.depth++;
  return place;
}

static inline void *chiredis_on_string(const redisReadTask *task, char *bytes, size_t count) {
  chiredis_handler *handler = (chiredis_handler *)task->privdata;
  int kind;
  switch (task->type) {
    case REDIS_REPLY_STRING:
      // hiredis calls only when the two bytes behind the string are in its buffer too, but skips them unseen.
      if (bytes[count] != '\r' || bytes[count + 1] != '\n') return chiredis_refuse(task, CHIREDIS_FAULT_TERMINATOR);
      kind = CHIREDIS_BULK;
      break;
    case REDIS_REPLY_STATUS: kind = CHIREDIS_STATUS; break;
    case REDIS_REPLY_ERROR: kind = CHIREDIS_ERROR; break;
    default: return chiredis_refuse(task, CHIREDIS_FAULT_TYPE);
  }
  handler->bytes(handler->context, kind, (const uint8_t *)bytes, count, chiredis_place_of(task));
  return chiredis_accept();
}

static inline void *chiredis_on_integer(const redisReadTask *task, long long value) {
  chiredis_handler *handler = (chiredis_handler *)task->privdata;
  if (task->type != REDIS_REPLY_INTEGER) return chiredis_refuse(task, CHIREDIS_FAULT_TYPE);
  handler->integer(handler->context, value, chiredis_place_of(task));
  return chiredis_accept();
}

static inline void *chiredis_on_nil(const redisReadTask *task) {
  chiredis_handler *handler = (chiredis_handler *)task->privdata;
  // RESP2 writes null as a bulk or an array of length -1; RESP3's own null has the type NIL.
  if (task->type != REDIS_REPLY_STRING && task->type != REDIS_REPLY_ARRAY) return chiredis_refuse(task, CHIREDIS_FAULT_TYPE);
  handler->null(handler->context, chiredis_place_of(task));
  return chiredis_accept();
}

static inline void *chiredis_array(const redisReadTask *task, size_t count) {
  chiredis_handler *handler = (chiredis_handler *)task->privdata;
  if (task->type != REDIS_REPLY_ARRAY) return chiredis_refuse(task, CHIREDIS_FAULT_TYPE);
  if (count > (size_t)handler->max_elements) return chiredis_refuse(task, CHIREDIS_FAULT_ELEMENTS);
  chiredis_place place = chiredis_place_of(task);
  if (place.depth >= handler->max_depth) return chiredis_refuse(task, CHIREDIS_FAULT_DEPTH);
  handler->array(handler->context, count, place);
  return chiredis_accept();
}

static inline void chiredis_on_free(void *object) { (void)object; }

#if HIREDIS_MAJOR >= 1
static inline void *chiredis_on_array(const redisReadTask *task, size_t count) { return chiredis_array(task, count); }
static inline void *chiredis_on_double(const redisReadTask *task, double value, char *bytes, size_t count) {
  (void)value, (void)bytes, (void)count;
  return chiredis_refuse(task, CHIREDIS_FAULT_TYPE);
}
static inline void *chiredis_on_bool(const redisReadTask *task, int value) {
  (void)value;
  return chiredis_refuse(task, CHIREDIS_FAULT_TYPE);
}
#else
static inline void *chiredis_on_array(const redisReadTask *task, int count) {
  return count < 0 ? chiredis_refuse(task, CHIREDIS_FAULT_ELEMENTS) : chiredis_array(task, (size_t)count);
}
#endif

// A reader that reports to `handler`, which must outlive it. NULL: no memory.
static inline redisReader *chiredis_reader_create(chiredis_handler *handler) {
  static redisReplyObjectFunctions functions = {
    .createString = chiredis_on_string,
    .createArray = chiredis_on_array,
    .createInteger = chiredis_on_integer,
    .createNil = chiredis_on_nil,
    .freeObject = chiredis_on_free,
#if HIREDIS_MAJOR >= 1
    .createDouble = chiredis_on_double,
    .createBool = chiredis_on_bool,
#endif
  };
  redisReader *reader = redisReaderCreateWithFunctions(&functions);
  if (reader == NULL) return NULL;
  reader->privdata = handler;
  reader->maxbuf = 1 << 20;  // the default of 16 KiB frees and allocates the buffer anew for each large read
  return reader;
}

// Bytes fed and not yet parsed.
static inline size_t chiredis_reader_pending(const redisReader *reader) { return reader->len - reader->pos; }

static inline const char *chiredis_reader_error(const redisReader *reader) { return reader->errstr; }

// Parses one reply. 1: a reply is whole; 0: more bytes are needed; -1: broken (see `fault` of the handler, or the reader's error).
static inline int chiredis_reader_next(redisReader *reader) {
  void *reply = NULL;
  if (redisReaderGetReply(reader, &reply) != REDIS_OK) return -1;
  return reply != NULL;
}

static inline const char *chiredis_context_error(const redisContext *context) { return context->errstr; }

#endif
