# Call-frame rules of many kinds, each function at an address that tests know.
# Made into rules.so and rules.readelf by
#   gcc -nostdlib -shared -Wl,--build-id=none,-z,noseparate-code,--hash-style=sysv -o rules.so rules.s
#   strip --strip-unneeded rules.so
#   readelf --wide --debug-dump=frames-interp rules.so > rules.readelf
#   objcopy -O binary --only-section=.eh_frame rules.so section
#   (printf '\0\0'; cat section) > rules.eh_frame
# of which the last is for the fuzzer: two bytes of its own, and a section.
  .text
  .p2align 12
start:

# 0x000: a frame pointer, as Swift and clang make it: rbp's rule stays after it is popped.
  .org 0x000
  .cfi_startproc
  push %rbp                     # 00
  .cfi_def_cfa_offset 16
  .cfi_offset %rbp, -16
  mov %rsp, %rbp                # 01
  .cfi_def_cfa_register %rbp
  call with_saved_registers     # 04
  pop %rbp                      # 09
  .cfi_def_cfa %rsp, 8
  ret                           # 0a
  .cfi_endproc

# 0x020: no frame pointer, two saved registers, an early return.
  .org 0x020
with_saved_registers:
  .cfi_startproc
  push %rbp                     # 20
  .cfi_def_cfa_offset 16
  .cfi_offset %rbp, -16
  push %rbx                     # 21
  .cfi_def_cfa_offset 24
  .cfi_offset %rbx, -24
  sub $0x18, %rsp               # 22
  .cfi_def_cfa_offset 48
  test %edi, %edi               # 26
  je 1f                         # 28
  .cfi_remember_state
  add $0x18, %rsp               # 2a
  .cfi_def_cfa_offset 24
  pop %rbx                      # 2e
  .cfi_restore %rbx
  .cfi_def_cfa_offset 16
  pop %rbp                      # 2f
  .cfi_restore %rbp
  .cfi_def_cfa_offset 8
  ret                           # 30
1:
  .cfi_restore_state
  call *%rax                    # 31
  call *%rax                    # 33
  ud2                           # 35
  .cfi_endproc

# 0x060: gcc's realigned stack: the frame is found through r10, then through a word below rbp.
  .org 0x060
  .cfi_startproc
  lea 8(%rsp), %r10             # 60
  .cfi_def_cfa %r10, 0
  and $-32, %rsp                # 65
  push -8(%r10)                 # 69
  push %rbp                     # 6d
  mov %rsp, %rbp                # 6e
  .cfi_escape 0x10, 6, 2, 0x76, 0           # rbp at (rbp + 0)
  push %rbx                     # 71
  push %r10                     # 72
  .cfi_escape 0x0f, 3, 0x76, 0x70, 0x06     # CFA = *(rbp - 16)
  .cfi_escape 0x10, 3, 2, 0x76, 0x78        # rbx at (rbp - 8)
  call *%rax                    # 74
  pop %r10                      # 76
  .cfi_def_cfa %r10, 0
  pop %rbx                      # 78
  pop %rbp                      # 79
  lea -8(%r10), %rsp            # 7a
  .cfi_def_cfa %rsp, 8
  ret                           # 7e
  .cfi_endproc

# 0x080: a thread's first function.
  .org 0x080
  .cfi_startproc
  .cfi_undefined %rip
  xor %ebp, %ebp                # 80
  call start                    # 82
  hlt                           # 87
  .cfi_endproc

# 0x090: a procedure linkage table of two entries.
  .org 0x090
  .cfi_startproc
  .cfi_escape 0x0f, 11, 0x77, 8, 0x80, 0, 0x3f, 0x1a, 0x3b, 0x2a, 0x33, 0x24, 0x22
  jmp *start(%rip)              # 90
  .byte 0x68, 0, 0, 0, 0        # 96, push $0 as long as the linker makes it
  .byte 0xe9, 0, 0, 0, 0        # 9b
  jmp *start(%rip)              # a0
  .byte 0x68, 1, 0, 0, 0        # a6
  .byte 0xe9, 0, 0, 0, 0        # ab
  .cfi_endproc

# 0x0bf: where signal handlers return to. The description begins a byte early.
  .org 0x0bf
  .cfi_startproc
  .cfi_signal_frame
  .cfi_escape 0x0f, 4, 0x77, 0xa0, 0x01, 0x06   # CFA = *(rsp + 160)
  .cfi_escape 0x10, 6, 3, 0x77, 0xf8, 0x00      # rbp at (rsp + 120)
  .cfi_escape 0x10, 3, 3, 0x77, 0x80, 0x01      # rbx at (rsp + 128)
  .cfi_escape 0x10, 7, 3, 0x77, 0xa0, 0x01      # rsp at (rsp + 160)
  .cfi_escape 0x10, 16, 3, 0x77, 0xa8, 0x01     # rip at (rsp + 168)
  nop                           # bf
  mov $15, %eax                 # c0
  syscall                       # c5
  .cfi_endproc

# 0x0d0: with a routine for exceptions and its data, so that the augmentation is "zPLR".
  .org 0x0d0
  .cfi_startproc
  .cfi_personality 0x9b, personality
  .cfi_lsda 0x1b, data
  sub $8, %rsp                  # d0
  .cfi_def_cfa_offset 16
  call *%rax                    # d4
  add $8, %rsp                  # d6
  .cfi_def_cfa_offset 8
  ret                           # da
  .cfi_endproc

# 0x0e0: instructions that assemblers seldom choose.
  .org 0x0e0
  .cfi_startproc
  .cfi_escape 0x02, 1, 0x0e, 16             # advance_loc1 1; def_cfa_offset 16
  .cfi_escape 0x03, 1, 0, 0x13, 0x7d        # advance_loc2 1; def_cfa_offset_sf -3 * -8
  .cfi_escape 0x04, 1, 0, 0, 0              # advance_loc4 1
  .cfi_escape 0x12, 6, 0x7c                 # def_cfa_sf rbp, -4 * -8
  .cfi_escape 0x41, 0x05, 3, 4              # advance 1; offset_extended rbx, 4 * -8
  .cfi_escape 0x41, 0x11, 6, 5              # advance 1; offset_extended_sf rbp, 5 * -8
  .cfi_escape 0x41, 0x06, 3                 # advance 1; restore_extended rbx
  .cfi_escape 0x41, 0x08, 6                 # advance 1; same_value rbp
  .cfi_escape 0x41, 0x09, 6, 9              # advance 1; register rbp in r9
  .cfi_escape 0x41, 0x14, 3, 2              # advance 1; val_offset rbx, 2 * -8
  .cfi_escape 0x41, 0x07, 6                 # advance 1; undefined rbp
  .cfi_escape 0x41, 0x2e, 0x10              # advance 1; GNU_args_size 16
  .cfi_escape 0x41, 0x0d, 3                 # advance 1; def_cfa_register rbx
  .cfi_escape 0x41, 0x2f, 6, 2              # advance 1; GNU_negative_offset_extended rbp, 2
  .skip 16, 0x90
  .cfi_endproc

# 0x100: the return address is in a register, as in vfork.
  .org 0x100
  .cfi_startproc
  pop %rdi                      # 100
  .cfi_def_cfa_offset 0
  .cfi_register %rip, %rdi
  mov $58, %eax                 # 101
  syscall                       # 106
  push %rdi                     # 108
  .cfi_def_cfa_offset 8
  .cfi_offset %rip, -8
  ret                           # 109
  .cfi_endproc

# 0x110: as in hand-written cryptography: the frame is a word on the stack, and 8.
  .org 0x110
  .cfi_startproc
  mov %rsp, %rax                # 110
  .cfi_def_cfa_register %rax
  sub $0x40, %rsp               # 113
  mov %rax, 0x20(%rsp)          # 117
  .cfi_escape 0x0f, 5, 0x77, 0x20, 0x06, 0x23, 0x08
  call *%rdx                    # 11c
  ret                           # 11e
  .cfi_endproc

# 0x120: what no row can say: the word is found through two registers.
  .org 0x120
  .cfi_startproc
  .cfi_escape 0x0f, 11, 0x77, 8, 0x79, 0, 0x38, 0x1e, 0x22, 0x06, 0x23, 8, 0x96
  call *%rdx                    # 120
  ret                           # 122
  .cfi_endproc

# 0x130: no table, a frame pointer.
  .org 0x130
without_table:
  push %rbp                     # 130
  mov %rsp, %rbp                # 131
  call without_table_or_frame   # 134
  call frame_on_slow_way        # 139
  pop %rbp                      # 13e
  jmp start                     # 13f

# 0x150: no table and no frame.
  .org 0x150
without_table_or_frame:
  mov (%rdi), %rax              # 150
  xor %edx, %edx                # 153
  ret                           # 155

# 0x160: no table and a frame only on the slow way.
  .org 0x160
frame_on_slow_way:
  test %eax, %eax               # 160
  je 1f                         # 162
  ret                           # 164
1:
  push %rbp                     # 165
  mov %rsp, %rbp                # 166
  call without_table_or_frame   # 169
  pop %rbp                      # 16e
  ret                           # 16f

# 0x170: no table, a linkage table's entry as some linkers leave it.
  .org 0x170
  jmp *start(%rip)              # 170

# 0x178: no table, the end of a function that used wide registers.
  .org 0x178
  vzeroupper                    # 178
  ret                           # 17b

  .org 0x180
personality:
  ret

  .section .gcc_except_table, "a"
data:
  .byte 0xff
