// Walks the stack of the calling thread or of the code that a signal interrupted.
//
// What follows runs in signal handlers. It allocates nothing, takes no lock, and calls nothing but
// what is in this file, `syscall(SYS_rt_sigprocmask)` (see `bench_is_readable`; the call itself is
// async-signal-safe) and `memcpy`, which the compiler makes into instructions. Every word of memory
// is read inside the thread's stack, or after its page was found readable.
//
// The rules are those of `StackUnwinder.swift`, which walks copies of stacks.
#define _GNU_SOURCE
#include "bench_walk_internal.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum rule {
  RULE_ABSENT,
  RULE_OUTERMOST,
  RULE_REGISTER,
  RULE_INDIRECT,
  RULE_PLT,
  RULE_INTERRUPTED,
  RULE_RETURN_IN_REGISTER,
  RULE_UNEXPRESSIBLE,
};

enum saved { SAVED_UNCHANGED, SAVED_AT_CFA, SAVED_AT_RBP, SAVED_AT_RSP, SAVED_LOST };

/// What a rule was taken from.
enum basis { BASIS_UNMAPPED, BASIS_TABLE, BASIS_CODE, BASIS_ASSUMPTION };

enum {
  PAGE = 4096,
  LOWEST_ADDRESS = 4096,
  SIGNAL_FRAME = 64,
  READABLE_PAGES = 8,
  /// How far before a function's interrupted instruction its beginning may be.
  FRAMELESS_LIMIT = 512,
};

/// Swift may mark asynchronous frames by bit 60 of the frame pointer.
static const uint64_t frame_pointer_mask = ~(1ull << 60);

struct modules {
  uint32_t generation;
  size_t count;
  struct bench_code_module module[];
};

static _Atomic(struct modules *) installed;
static _Atomic uint64_t job_start, job_end;

// MARK: Installing

static _Atomic uint32_t phase;
static _Atomic uint32_t walking[2];

uint32_t bench_walk_enter(void) {
  uint32_t token = atomic_load(&phase) & 1;
  atomic_fetch_add(&walking[token], 1);
  return token;
}

void bench_walk_leave(uint32_t token) { atomic_fetch_sub(&walking[token], 1); }

// Who has read the phase and not yet said so may be overtaken by one turn, so there are two.
void bench_walk_wait(void) {
  for (int turn = 0; turn < 2; turn++) {
    uint32_t before = atomic_fetch_add(&phase, 1) & 1;
    while (atomic_load(&walking[before]) != 0) {
      struct timespec moment = {.tv_nsec = 50000};
      nanosleep(&moment, NULL);
    }
  }
}

int32_t bench_walk_install(const struct bench_code_module *modules, size_t count) {
  static uint32_t generations;
  struct modules *next = malloc(sizeof *next + count * sizeof *modules);
  if (next == NULL) return ENOMEM;
  next->generation = ++generations;
  next->count = count;
  if (count > 0) memcpy(next->module, modules, count * sizeof *modules);
  struct modules *before = atomic_exchange(&installed, next);
  bench_walk_wait();
  free(before);
  return 0;
}

void bench_walk_set_job_entry(uint64_t start, uint64_t end) {
  atomic_store(&job_start, start);
  atomic_store(&job_end, end);
}

// MARK: Reading memory

// The kernel reads the new mask before it refuses what to do with it: EFAULT tells memory that
// cannot be read from EINVAL. Half as dear as msync, and right for pages without permission, too.
bool bench_is_readable(uint64_t address) {
  int saved = errno;
  syscall(SYS_rt_sigprocmask, ~0, address, NULL, 8);
  bool is_readable = errno != EFAULT;
  errno = saved;
  return is_readable;
}

/// What a walk has at hand.
struct walk {
  const struct modules *modules;
  struct bench_rule_memory *memory;
  /// The interrupted registers, of which all but those below are good as long as nobody changes them.
  const uint64_t *registers;
  uint64_t rsp, rbp, rbx;
  bool knows_rbp, knows_rbx;
  /// What can be read without a look: from the innermost frame to the end of the stack.
  uint64_t low, high;
  /// Pages that were looked at.
  uint64_t readable[READABLE_PAGES];
  uint32_t readable_count;
};

static bool is_page_readable(struct walk *walk, uint64_t address) {
  uint64_t page = address & ~(uint64_t)(PAGE - 1);
  for (uint32_t index = 0; index < walk->readable_count && index < READABLE_PAGES; index++) {
    if (walk->readable[index] == page) return true;
  }
  if (page < LOWEST_ADDRESS || page >> 47 || !bench_is_readable(page)) return false;
  walk->readable[walk->readable_count++ % READABLE_PAGES] = page;
  return true;
}

/// Reads a word, if there is one.
static inline bool word(struct walk *walk, uint64_t address, uint64_t *value) {
  if (address < walk->low || address + 8 > walk->high || address + 8 < address) {
    if (address & 7 || !is_page_readable(walk, address)) return false;
  }
  memcpy(value, (const void *)address, 8);
  return true;
}

/// Reads two words, one behind the other.
static inline bool two_words(struct walk *walk, uint64_t address, uint64_t *first,
                             uint64_t *second) {
  if (walk->low <= address && address < walk->high && walk->high - address >= 16) {
    memcpy(first, (const void *)address, 8);
    memcpy(second, (const void *)(address + 8), 8);
    return true;
  }
  return word(walk, address, first) && word(walk, address + 8, second);
}

/// Copies bytes of code, which are readable where they belong to a module.
static bool code_bytes(struct walk *walk, uint64_t address, uint8_t *bytes, size_t count) {
  if (!is_page_readable(walk, address) || !is_page_readable(walk, address + count - 1)) {
    return false;
  }
  memcpy(bytes, (const void *)address, count);
  return true;
}

// MARK: Rules

static const struct bench_code_module *module_at(const struct modules *modules, uint64_t address) {
  if (modules == NULL) return NULL;
  size_t low = 0, high = modules->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (modules->module[middle].end <= address) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == modules->count || modules->module[low].start > address) return NULL;
  return &modules->module[low];
}

static const struct bench_frame_row *row_at(const struct bench_code_module *module,
                                            uint64_t address) {
  uint64_t target = address - module->bias - module->base;
  if (module->row_count == 0 || target > UINT32_MAX || address - module->bias < module->base) {
    return NULL;
  }
  uint64_t block = target >> module->block_shift;
  if (block >= module->block_count) block = module->block_count - 1;
  uint32_t low = module->blocks[block];
  uint32_t high = block + 1 < module->block_count ? module->blocks[block + 1] + 1
                                                  : module->row_count;
  while (low + 1 < high) {
    uint32_t middle = (low + high) / 2;
    if (module->rows[middle].start <= target) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return module->rows[low].start <= target ? &module->rows[low] : NULL;
}

static inline enum rule rule_of(const struct bench_frame_row *row) {
  return (enum rule)(row->rule_and_register >> 4);
}

static struct bench_frame_row frame_row(uint8_t reg, int32_t offset, bool saves_rbp) {
  struct bench_frame_row row = {
      .cfa_offset = offset,
      .extra = -8,
      .rule_and_register = (uint8_t)(RULE_REGISTER << 4 | reg),
  };
  if (saves_rbp) {
    row.rbp_offset = -16;
    row.flags = SAVED_AT_CFA;
  }
  return row;
}

/// What the bytes around an interrupted instruction tell of a frame that is being made or undone:
/// `InterruptedCode.swift` has the same.
static bool row_from_code(struct walk *walk, uint64_t address, struct bench_frame_row *row) {
  uint8_t bytes[6];
  if (!code_bytes(walk, address - 1, bytes, sizeof bytes)) return false;
  const uint8_t *code = bytes + 1;
  const struct bench_frame_row on_top = frame_row(REGISTER_RSP, 8, false);
  if (bytes[0] == 0x55 && code[0] == 0x48 && code[1] == 0x89 && code[2] == 0xe5) {
    *row = frame_row(REGISTER_RSP, 16, true);
    return true;
  }
  *row = on_top;
  switch (code[0]) {
    case 0x55:
    case 0xc2:
    case 0xc3:
      return true;
    case 0xf3:
      return code[1] == 0xc3 || (code[1] == 0x0f && code[2] == 0x1e && code[3] == 0xfa);
    case 0xff:
      if (code[1] == 0x25) return true;
      return bytes[0] == 0x5d;
    case 0xe9:
    case 0xeb:
      return bytes[0] == 0x5d;
    case 0xc5:
      return code[1] == 0xf8 && code[2] == 0x77 && code[3] == 0xc3;
    default:
      return false;
  }
}

/// Whether what is on top of the stack is the return address of a call to the function around an
/// address, which has made no frame on its way there.
static bool is_frameless(struct walk *walk, uint64_t address) {
  uint64_t top;
  if (!word(walk, walk->rsp, &top) || top < LOWEST_ADDRESS) return false;
  const struct bench_code_module *code = module_at(walk->modules, address);
  if (code == NULL || code != module_at(walk->modules, top - 1)) return false;
  uint8_t call[5];
  if (!code_bytes(walk, top - 5, call, sizeof call) || call[0] != 0xe8) return false;
  int32_t distance;
  memcpy(&distance, call + 1, 4);
  uint64_t target = top + (uint64_t)(int64_t)distance;
  if (target > address || address - target >= FRAMELESS_LIMIT || target < code->start) return false;
  if (!is_page_readable(walk, target) || !is_page_readable(walk, address)) return false;
  const uint8_t *bytes = (const uint8_t *)target;
  for (uint64_t index = 0; index + 4 <= address - target; index++) {
    if (bytes[index] == 0x55 && bytes[index + 1] == 0x48 && bytes[index + 2] == 0x89 &&
        bytes[index + 3] == 0xe5) {
      return false;
    }
  }
  return true;
}

struct found {
  enum basis basis;
  struct bench_frame_row row;
};

static struct found look_up(struct walk *walk, uint64_t address, bool is_interrupted) {
  struct found found = {BASIS_UNMAPPED, {0}};
  const struct bench_code_module *module = module_at(walk->modules, address);
  if (module == NULL) return found;
  const struct bench_frame_row *row = row_at(module, address);
  if (row != NULL && rule_of(row) != RULE_ABSENT && rule_of(row) != RULE_UNEXPRESSIBLE) {
    return (struct found){BASIS_TABLE, *row};
  }
  if (is_interrupted && row_from_code(walk, address, &found.row)) {
    found.basis = BASIS_CODE;
    return found;
  }
  return (struct found){BASIS_ASSUMPTION, frame_row(REGISTER_RBP, 16, true)};
}

static inline struct found rule_at(struct walk *walk, uint64_t address, bool is_interrupted) {
  if (walk->memory == NULL || walk->modules == NULL) {
    return look_up(walk, address, is_interrupted);
  }
  uint64_t key = address << 1 | is_interrupted;
  uint32_t slot = (uint32_t)((key * 0x9e3779b97f4a7c15ull) >> 56);
  if (walk->memory->slots[slot].key == key &&
      walk->memory->slots[slot].generation == walk->modules->generation) {
    return (struct found){(enum basis)walk->memory->slots[slot].basis,
                          walk->memory->slots[slot].row};
  }
  struct found found = look_up(walk, address, is_interrupted);
  walk->memory->slots[slot].key = key;
  walk->memory->slots[slot].generation = walk->modules->generation;
  walk->memory->slots[slot].basis = (uint8_t)found.basis;
  walk->memory->slots[slot].row = found.row;
  return found;
}

// MARK: Steps

static inline bool value_of(const struct walk *walk, uint8_t reg, uint64_t *value) {
  switch (reg) {
    case REGISTER_RSP:
      *value = walk->rsp;
      return true;
    case REGISTER_RBP:
      *value = walk->rbp & frame_pointer_mask;
      return walk->knows_rbp;
    case REGISTER_RBX:
      *value = walk->rbx;
      return walk->knows_rbx;
    default:
      *value = walk->registers[reg];
      return true;
  }
}

static inline void restore_one(struct walk *walk, uint8_t saved, int16_t offset, uint64_t cfa,
                               uint64_t current, bool knows, uint64_t *value, bool *is_known) {
  *value = current;
  *is_known = knows;
  uint64_t place;
  switch (saved) {
    case SAVED_UNCHANGED:
      return;
    case SAVED_AT_CFA:
      place = cfa + (uint64_t)(int64_t)offset;
      // Below the stack pointer nothing is kept: the register was popped, its rule still stands.
      if (place < walk->rsp) return;
      break;
    case SAVED_AT_RBP:
      if (!walk->knows_rbp) {
        *is_known = false;
        return;
      }
      place = (walk->rbp & frame_pointer_mask) + (uint64_t)(int64_t)offset;
      break;
    case SAVED_AT_RSP:
      place = walk->rsp + (uint64_t)(int64_t)offset;
      break;
    default:
      *is_known = false;
      return;
  }
  *is_known = word(walk, place, value);
}

static inline void restore(struct walk *walk, const struct bench_frame_row *row, uint64_t cfa) {
  uint64_t rbp, rbx;
  bool knows_rbp, knows_rbx;
  restore_one(walk, row->flags & 7, row->rbp_offset, cfa, walk->rbp, walk->knows_rbp, &rbp,
              &knows_rbp);
  restore_one(walk, row->flags >> 3 & 7, row->rbx_offset, cfa, walk->rbx, walk->knows_rbx, &rbx,
              &knows_rbx);
  walk->rbp = rbp;
  walk->rbx = rbx;
  walk->knows_rbp = knows_rbp;
  walk->knows_rbx = knows_rbx;
  walk->rsp = cfa;
}

/// Moves to the caller. Stacks grow down, so a caller's frame lies higher; nothing goes in circles.
///
/// Returns false where the rule leads nowhere.
static bool step(struct walk *walk, const struct bench_frame_row *row, uint64_t address,
                 uint64_t *target) {
  uint64_t base, cfa, place;
  uint8_t reg = row->rule_and_register & 15;
  switch (rule_of(row)) {
    case RULE_REGISTER:
      if (!value_of(walk, reg, &base)) return false;
      cfa = base + (uint64_t)(int64_t)row->cfa_offset;
      if (cfa <= walk->rsp || !word(walk, cfa + (uint64_t)(int64_t)row->extra, target)) {
        return false;
      }
      break;
    case RULE_PLT:
      cfa = walk->rsp + (uint64_t)(int64_t)row->cfa_offset +
            ((int64_t)(address & 15) >= row->extra ? 8 : 0);
      if (cfa <= walk->rsp || !word(walk, cfa - 8, target)) return false;
      break;
    case RULE_INDIRECT:
      if (!value_of(walk, reg, &base)) return false;
      if (!word(walk, base + (uint64_t)(int64_t)row->cfa_offset, &cfa)) return false;
      cfa += (uint64_t)(int64_t)row->extra;
      if (cfa <= walk->rsp || !word(walk, cfa - 8, target)) return false;
      break;
    case RULE_INTERRUPTED:
      // The handler may have a stack of its own, so the interrupted one may lie anywhere.
      if (!value_of(walk, reg, &base)) return false;
      if (!word(walk, base + (uint64_t)(int64_t)row->cfa_offset, &cfa)) return false;
      place = base + (uint64_t)(int64_t)row->extra;
      if (!word(walk, place, target)) return false;
      break;
    case RULE_RETURN_IN_REGISTER:
      if (row->extra < 0 || row->extra > 16 || !value_of(walk, reg, &base)) return false;
      cfa = base + (uint64_t)(int64_t)row->cfa_offset;
      if (cfa < walk->rsp || !value_of(walk, (uint8_t)row->extra, target)) return false;
      break;
    default:
      return false;
  }
  restore(walk, row, cfa);
  return true;
}

// MARK: Suspended callers

/// Follows the contexts of a task from the one that runs to the outermost.
///
/// Returns the outermost.
static uint64_t follow_contexts(struct walk *walk, struct bench_sample *sample, uint64_t context) {
  uint64_t outermost = 0;
  while (sample->awaiting < BENCH_SAMPLE_AWAITING) {
    uint64_t parent, resume;
    if (context & 15 || !two_words(walk, context, &parent, &resume)) break;
    // What is no code shows that this is no context.
    if (module_at(walk->modules, resume) == NULL) break;
    outermost = context;
    sample->callers[sample->awaiting++] = resume;
    if (parent == 0 || parent == context) break;
    context = parent;
  }
  return outermost;
}

/// Notes the suspended callers if a return address leads to what carries tasks on.
///
/// - frame_pointer: That of the function that was called from there; 0 where it has none yet, and
///   then the context is still in its register.
static inline uint64_t note_task(struct walk *walk, struct bench_sample *sample, uint64_t target,
                                 uint64_t frame_pointer, uint64_t first, uint64_t last) {
  if (target < first || target >= last || sample->async_at != UINT16_MAX) return 0;
  sample->async_at = sample->count;
  uint64_t context = walk->registers[REGISTER_R14];
  if (frame_pointer != 0 && !word(walk, frame_pointer - 8, &context)) return 0;
  return follow_contexts(walk, sample, context);
}

// MARK: The two ways

static uint64_t walk_frame_pointers(struct walk *walk, struct bench_sample *sample) {
  uint64_t first = atomic_load_explicit(&job_start, memory_order_relaxed);
  uint64_t last = atomic_load_explicit(&job_end, memory_order_relaxed);
  uint64_t task = 0;
  uint64_t frame = walk->rbp & frame_pointer_mask;
  uint64_t least = walk->rsp;
  while (sample->count < BENCH_SAMPLE_ADDRESSES) {
    uint64_t next, target;
    if (frame < least || frame & 7 || !two_words(walk, frame, &next, &target) ||
        target < LOWEST_ADDRESS) {
      break;
    }
    uint64_t found = note_task(walk, sample, target, frame, first, last);
    if (found != 0) task = found;
    sample->addresses[sample->count++] = target;
    least = frame + 16;
    frame = next & frame_pointer_mask;
    if (frame == 0) {
      sample->is_rooted = 1;
      break;
    }
  }
  return task;
}

static uint64_t walk_tables(struct walk *walk, struct bench_sample *sample) {
  uint64_t first = atomic_load_explicit(&job_start, memory_order_relaxed);
  uint64_t last = atomic_load_explicit(&job_end, memory_order_relaxed);
  uint64_t task = 0;
  uint64_t address = sample->addresses[0];
  struct found rule = rule_at(walk, address, true);
  if (rule.basis == BASIS_UNMAPPED || rule.basis == BASIS_ASSUMPTION) {
    rule.row = is_frameless(walk, address) ? frame_row(REGISTER_RSP, 8, false)
                                           : frame_row(REGISTER_RBP, 16, true);
  }
  while (sample->count < BENCH_SAMPLE_ADDRESSES) {
    if (rule_of(&rule.row) == RULE_OUTERMOST) {
      sample->is_rooted = 1;
      break;
    }
    // The outermost frame pointer is zero; the innermost function may have used the register.
    if (rule.basis == BASIS_ASSUMPTION && sample->count > 1 && walk->knows_rbp && walk->rbp == 0) {
      sample->is_rooted = 1;
      break;
    }
    bool is_signal_frame = rule.row.flags & SIGNAL_FRAME;
    bool has_frame = rule.row.rule_and_register == (RULE_REGISTER << 4 | REGISTER_RBP);
    uint64_t frame = has_frame && walk->knows_rbp ? walk->rbp & frame_pointer_mask : 0;
    uint64_t target;
    if (!step(walk, &rule.row, address, &target)) break;
    if (target == 0) {
      sample->is_rooted = 1;
      break;
    }
    address = is_signal_frame ? target : target - 1;
    rule = rule_at(walk, address, is_signal_frame);
    if (target < LOWEST_ADDRESS || rule.basis == BASIS_UNMAPPED) break;
    // Only of the innermost function is the register what it was.
    if (has_frame || sample->count == 1) {
      uint64_t found = note_task(walk, sample, target, frame, first, last);
      if (found != 0) task = found;
    }
    sample->addresses[sample->count++] = is_signal_frame ? target + 1 : target;
  }
  return task;
}

uint64_t bench_walk_stack(struct bench_sample *sample, const struct bench_registers *registers,
                          const struct bench_walk_space *space, enum bench_walk kind) {
  struct walk walk = {
      .memory = space->memory,
      .registers = registers->value,
      .rsp = registers->value[REGISTER_RSP],
      .rbp = registers->value[REGISTER_RBP],
      .rbx = registers->value[REGISTER_RBX],
      .knows_rbp = true,
      .knows_rbx = true,
  };
  // On a stack that is not the thread's own, each page is looked at.
  walk.low = walk.rsp;
  bool is_own_stack = space->stack_begin <= walk.rsp && walk.rsp < space->stack_end;
  walk.high = is_own_stack ? space->stack_end : walk.rsp;
  sample->addresses[0] = registers->value[REGISTER_RIP];
  sample->count = 1;
  sample->awaiting = 0;
  sample->is_rooted = 0;
  sample->async_at = UINT16_MAX;
  walk.modules = atomic_load(&installed);
  uint64_t task = kind == BENCH_WALK_TABLES ? walk_tables(&walk, sample)
                                            : walk_frame_pointers(&walk, sample);
  if (sample->awaiting == 0) sample->async_at = sample->count;
  return task;
}

// MARK: Outside of handlers

void bench_find_own_stack(struct bench_walk_space *space) {
  pthread_attr_t attributes;
  space->stack_begin = space->stack_end = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void *lowest;
  size_t bytes;
  if (pthread_attr_getstack(&attributes, &lowest, &bytes) == 0) {
    space->stack_begin = (uint64_t)(uintptr_t)lowest;
    space->stack_end = space->stack_begin + bytes;
  }
  pthread_attr_destroy(&attributes);
}

__attribute__((noinline)) void bench_walk_here(struct bench_sample *sample, enum bench_walk kind,
                                               const void *caller) {
  struct bench_registers registers = {{0}};
  uint64_t *value = registers.value;
  __asm__ volatile(
      "leaq 0(%%rip), %%rax\n\tmovq %%rax, 128(%0)\n\t"
      "movq %%rbx, 24(%0)\n\tmovq %%rbp, 48(%0)\n\tmovq %%rsp, 56(%0)\n\t"
      "movq %%r12, 96(%0)\n\tmovq %%r13, 104(%0)\n\tmovq %%r14, 112(%0)\n\tmovq %%r15, 120(%0)"
      :
      : "r"(value)
      : "rax", "memory");
  // Looked for once: the main thread's is found in a file.
  static _Thread_local __attribute__((tls_model("initial-exec"))) struct bench_walk_space space;
  if (space.stack_end == 0) bench_find_own_stack(&space);
  uint32_t token = bench_walk_enter();
  sample->task = bench_walk_stack(sample, &registers, &space, kind);
  bench_walk_leave(token);
  uint16_t left_out = 0;
  while (left_out < sample->count && sample->addresses[left_out] != (uint64_t)(uintptr_t)caller) {
    left_out++;
  }
  if (left_out == sample->count) return;
  sample->count -= left_out;
  sample->async_at = sample->async_at > left_out ? sample->async_at - left_out : 0;
  memmove(sample->addresses, sample->addresses + left_out, 8 * sample->count);
  // The first address of a stack is taken as it is, and a return address may be that of the next
  // function.
  sample->addresses[0] -= 1;
}
