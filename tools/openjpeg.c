/* Time that OpenJPEG takes to decode each file, from memory, on one thread: the best of many.
 * The same work as ours: codestream to samples, without writing a file.
 *
 *   openjpeg RUNS FILE...      lines `FILE SECONDS`
 */
#include <openjpeg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct memory { const unsigned char *bytes; size_t length, at; };

static OPJ_SIZE_T take(void *to, OPJ_SIZE_T wanted, void *user) {
  struct memory *from = user;
  size_t left = from->length - from->at;
  if (left == 0) return (OPJ_SIZE_T)-1;
  if (wanted > left) wanted = left;
  memcpy(to, from->bytes + from->at, wanted);
  from->at += wanted;
  return wanted;
}

static OPJ_OFF_T skip(OPJ_OFF_T count, void *user) {
  struct memory *from = user;
  size_t left = from->length - from->at;
  if (count < 0) return -1;
  if ((size_t)count > left) count = (OPJ_OFF_T)left;
  from->at += (size_t)count;
  return count;
}

static OPJ_BOOL seek(OPJ_OFF_T place, void *user) {
  struct memory *from = user;
  if (place < 0 || (size_t)place > from->length) return OPJ_FALSE;
  from->at = (size_t)place;
  return OPJ_TRUE;
}

static int decode(const unsigned char *bytes, size_t length) {
  struct memory from = {bytes, length, 0};
  int boxes = length > 4 && memcmp(bytes, "\xFF\x4F\xFF\x51", 4) != 0;
  opj_codec_t *codec = opj_create_decompress(boxes ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K);
  opj_stream_t *stream = opj_stream_create(length ? length : 1, OPJ_TRUE);
  opj_dparameters_t parameters;
  opj_image_t *image = NULL;
  opj_set_default_decoder_parameters(&parameters);
  opj_stream_set_user_data(stream, &from, NULL);
  opj_stream_set_user_data_length(stream, length);
  opj_stream_set_read_function(stream, take);
  opj_stream_set_skip_function(stream, skip);
  opj_stream_set_seek_function(stream, seek);
  int good = opj_setup_decoder(codec, &parameters) && opj_codec_set_threads(codec, 1) &&
             opj_read_header(stream, codec, &image) && opj_decode(codec, stream, image) &&
             opj_end_decompress(codec, stream);
  opj_stream_destroy(stream);
  opj_destroy_codec(codec);
  opj_image_destroy(image);
  return good;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static unsigned char *whole(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  *length = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*length + 1);
  if (bytes && fread(bytes, 1, *length, file) != *length) { free(bytes); bytes = NULL; }
  fclose(file);
  return bytes;
}

int main(int count, char **arguments) {
  int runs = count > 1 ? atoi(arguments[1]) : 0;
  for (int file = 2; file < count; file++) {
    size_t length = 0;
    unsigned char *bytes = whole(arguments[file], &length);
    if (!bytes) continue;
    double best = 0;
    for (int run = 0; run < runs; run++) {
      double start = now();
      if (!decode(bytes, length)) { fprintf(stderr, "%s does not decode\n", arguments[file]); return 1; }
      double taken = now() - start;
      if (run == 0 || taken < best) best = taken;
    }
    printf("%s %.9f\n", arguments[file], best);
    free(bytes);
  }
  return 0;
}
