// Swift cannot call C variadics: one typed function for each shape of curl_easy_setopt and curl_easy_getinfo that is used.
#ifndef GOVERNOR_CCURL_SHIM_H
#define GOVERNOR_CCURL_SHIM_H

#include <curl/curl.h>
#include <signal.h>
#include <time.h>

typedef size_t (*gv_curl_data_callback)(char *data, size_t size, size_t count, void *context);

static inline CURLcode gv_curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

// curl copies the string.
static inline CURLcode gv_curl_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

// curl does not copy the list: it must live until it is replaced.
static inline CURLcode gv_curl_set_headers(CURL *easy, struct curl_slist *list) {
  return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
}

// The buffer must hold CURL_ERROR_SIZE bytes and outlive the handle.
static inline CURLcode gv_curl_set_error_buffer(CURL *easy, char *buffer) {
  return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

static inline CURLcode gv_curl_set_body_callback(CURL *easy, gv_curl_data_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

static inline CURLcode gv_curl_set_header_callback(CURL *easy, gv_curl_data_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

// http and https only, with the option that this header has.
static inline CURLcode gv_curl_allow_http_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

// Do not wait for a resolver thread that hangs in getaddrinfo: else a dead name server outlasts every timeout.
static inline CURLcode gv_curl_do_not_wait_for_resolver(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)easy;
  return CURLE_OK;
#endif
}

static inline CURLcode gv_curl_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode gv_curl_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

// The string belongs to the handle and lives until the next transfer.
static inline CURLcode gv_curl_get_string(CURL *easy, CURLINFO info, const char **value) {
  return curl_easy_getinfo(easy, info, (char **)value);
}

// The result of the one transfer of this multi handle: 1 and the code when it has ended, else 0.
static inline int gv_curl_multi_result(CURLM *multi, CURLcode *code) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg == CURLMSG_DONE) {
      *code = message->data.result;
      return 1;
    }
  }
  return 0;
}

// CURLOPT_NOSIGNAL makes curl leave SIGPIPE alone, and OpenSSL writes without MSG_NOSIGNAL: a peer that closed would kill the
// process. SIGPIPE goes to the writing thread, so it is enough to hold it there for the time of a call.
struct gv_sigpipe {
  sigset_t before;
  int held;
};

static inline void gv_sigpipe_hold(struct gv_sigpipe *state) {
  sigset_t pipe, pending;
  state->held = 0;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  // One that already waits is not ours: leave it.
  if (sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1) return;
  if (pthread_sigmask(SIG_BLOCK, &pipe, &state->before) == 0) state->held = 1;
}

static inline void gv_sigpipe_release(struct gv_sigpipe *state) {
  sigset_t pipe;
  struct timespec none = {0, 0};
  if (!state->held) return;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  while (sigtimedwait(&pipe, NULL, &none) == SIGPIPE) {
  }
  pthread_sigmask(SIG_SETMASK, &state->before, NULL);
}

#endif
