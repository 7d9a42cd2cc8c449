# Functions as hand-written assembly has them: without a size, and without a type.
	.text
	.globl bare
	.type bare, @function
bare:
	lea 1(%rdi), %eax
	ret
	.p2align 4
	.globl bare_second
	.type bare_second, @function
bare_second:
	lea 2(%rdi), %eax
inside_second:
	nop
	ret
	.p2align 4
	.globl untyped
untyped:
	mov $3, %eax
	ret
	.section .note.GNU-stack,"",@progbits
