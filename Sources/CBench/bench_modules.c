#define _GNU_SOURCE
#include "bench_modules.h"

#include <elf.h>
#include <link.h>
#include <string.h>

static int note_generation(struct dl_phdr_info *information, size_t size, void *generation) {
  (void)size;
  *(uint64_t *)generation = (uint64_t)information->dlpi_adds << 32 | (uint32_t)information->dlpi_subs;
  return 1;
}

uint64_t bench_loaded_generation(void) {
  uint64_t generation = 0;
  dl_iterate_phdr(note_generation, &generation);
  return generation;
}

struct listing {
  struct bench_loaded_code *code;
  size_t capacity;
  size_t count;
};

static int note_code(struct dl_phdr_info *information, size_t size, void *context) {
  (void)size;
  struct listing *listing = context;
  for (int index = 0; index < information->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &information->dlpi_phdr[index];
    if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_X)) continue;
    if (listing->count < listing->capacity) {
      struct bench_loaded_code *code = &listing->code[listing->count];
      code->bias = information->dlpi_addr;
      code->start = information->dlpi_addr + segment->p_vaddr;
      code->end = code->start + segment->p_memsz;
      strncpy(code->path, information->dlpi_name, sizeof code->path - 1);
      code->path[sizeof code->path - 1] = 0;
    }
    listing->count++;
  }
  return 0;
}

size_t bench_loaded(struct bench_loaded_code *code, size_t capacity) {
  struct listing listing = {code, capacity, 0};
  dl_iterate_phdr(note_code, &listing);
  return listing.count;
}
