# SPDX-License-Identifier: MIT
# For `make gdb`: attaches to the QEMU that `make debug` started.
set confirm off
set pagination off
set disassemble-next-line on
# The kernel's stack ends where user code entered it; gdb would go on through what lies above.
set backtrace limit 32
target remote localhost:1234

define hesper-task
  if $argc != 2
    echo usage: hesper-task ELF BASE -- symbols of a task at its load address (a crash report prints it as `image`)\n
  else
    add-symbol-file $arg0 -o $arg1
  end
end
document hesper-task
Loads the symbols of a task at its load address, which a crash report prints as `image`:
hesper-task build/x86_64-release/gui.elf 0x180000000
end

echo The kernel's symbols are loaded. `hesper-task ELF BASE` adds those of a task, `continue` starts the machine.\n
