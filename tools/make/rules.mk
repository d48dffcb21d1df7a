# SPDX-License-Identifier: MIT
# Reads every build.mk and turns it into rules. The format is explained in docs/build.md.

# What a build.mk may set. Everything is empty again before the next one is read.
build_vars := lib component tool kind srcs host host_srcs libs exports idls gens ports linux incs \
    flags host_flags_extra ldflags ldscript tests test_srcs test_libs test_idls

build_files := $(sort $(wildcard $(addsuffix /build.mk, libs/* libui kernel kernel/core servers/* drivers/* \
    gui gui/* apps/* tools/* tests/* tests/probes/*)))

# --- phase 1: read, remember each module as $(key.variable) -----------------------------------------
# A key is lib.<name>, comp.<name> or tool.<name>.
modules :=
libs_all :=
components_all :=
define remember
key := $(if $(lib),lib.$(lib),$(if $(component),comp.$(component),$(if $(tool),tool.$(tool),\
    $(error $1: one of lib, component, tool must be set))))
endef
define remember_vars
$(if $(filter $(key),$(modules)),$(error $1: $(key) is also defined in $($(key).dir)/build.mk))
modules += $(key)
$(key).dir := $(patsubst %/build.mk,%,$1)
$(key).kind := $(if $(kind),$(kind),$(if $(tool),host,freestanding))
$(foreach v,$(filter-out kind libs,$(build_vars)),$(key).$v := $($v)
)
$(key).manifest := $(if $(component),$(wildcard $(1:build.mk=manifest.toml)))
# Message stubs call ipc; everything may use the base types.
$(key).libs := $(libs) $(if $(idls),$(filter-out $(libs) $(lib),ipc base abi))
libs_all += $(lib)
components_all += $(component)
endef
# Mistakes that would otherwise show as errors of the compiler somewhere else. A variable that the format does not
# know must be a list that the build.mk itself uses.
kinds := freestanding musl kernel
gens_all := ui_tree keymaps
wrong_line = $(firstword $(subst :, ,$(shell grep -n '^ *$2\b' $1)))
wrong = $(error $1:$(call wrong_line,$1,$2): $3)
define check_values
$(foreach v,$(filter-out $(known_variables),$(.VARIABLES)),$(if $(findstring $$($v),$(file <$1)),,\
    $(call wrong,$1,$v,unknown variable "$v"; docs/build.md lists them)))
$(foreach k,$(filter-out $(kinds),$(kind)),$(call wrong,$1,kind,kind is "$k"; it must be one of $(kinds)))
$(foreach g,$(filter-out $(gens_all),$(gens)),$(call wrong,$1,gens,there is no "$g" to generate; there is $(gens_all)))
endef
known_variables :=
f :=
v :=
srcdir :=
key :=
$(foreach v,$(build_vars),$(eval $v :=))
$(foreach f,$(build_files),\
    $(foreach v,$(build_vars),$(eval $v :=))\
    $(eval known_variables := $(.VARIABLES))\
    $(eval srcdir := $(patsubst %/build.mk,%,$f))\
    $(eval include $f)\
    $(call check_values,$f)\
    $(eval $(call remember,$f))\
    $(eval $(call remember_vars,$f)))

# --- helpers -----------------------------------------------------------------------------------------
# All libs that the libs $1 need to link, themselves included.
lib_closure = $(if $1,$(sort $1 $(foreach l,$1,$(lib_closure.$l))))
# Headers that are visible to who lists the libs $1: theirs and what these export.
export_closure = $(if $1,$(sort $1 $(foreach l,$1,$(call export_closure,$(lib.$l.exports)))))

# A name without a file becomes a prerequisite that does not exist: make says who needs what, and the
# rest of the tree still builds. `make check` names the line.
missing = $(foreach l,$($1.libs) $2,$(if $(lib.$l.dir),,libs/$l/build.mk)) \
    $(foreach i,$($1.idls) $3,$(if $(filter $i,$(idl_names)),,interfaces/$i.idl)) \
    $(foreach p,$($1.ports),$(if $(heavy),$(if $(port.$p),,libs/ports/$p/port.toml)))

$(foreach m,$(modules),$(if $($m.manifest),$(eval $(call manifest_rule,$($m.component),$($m.dir)))))

# lib_closure.<name> is computed once for each library, dependencies first.
closure_once = $(if $(filter undefined,$(origin lib_closure.$1)),\
    $(eval lib_closure.$1 := )$(foreach d,$(lib.$1.libs),$(call closure_once,$d))\
    $(eval lib_closure.$1 := $(sort $1 $(lib.$1.libs) $(foreach d,$(lib.$1.libs),$(lib_closure.$d)))))
$(foreach l,$(libs_all),$(call closure_once,$l))

module_incs = $(addprefix -iquote ,$($1.dir) $(addprefix $($1.dir)/,$($1.incs))) \
    $(if $(wildcard $($1.dir)/include),-I$($1.dir)/include) \
    $(foreach l,$(call export_closure,$($1.libs) $2),$(if $(lib.$l.dir),-I$(lib.$l.dir)/include)) \
    $(foreach i,$($1.idls) $3,-I$(gen_dir)/stage/$i) \
    $(foreach g,$($1.gens),-I$(gen_$g_dir)) \
    $(if $($1.linux),-isystem $(linux_dir)) $(if $($1.manifest),-I$(call manifest_dir,$($1.component)))
# What must exist before the first compilation; afterwards the .d files know better.
module_gens = $(call missing,$1,$3,$2) \
    $(foreach g,$($1.gens),$(gen_$g_stamp)) $(if $($1.linux),$(linux_dir)/stamp) \
    $(if $($1.manifest),$(call manifest_dir,$($1.component))/stamp)
# These are included through a stage folder, whose paths make does not know: real prerequisites.
idl_headers = $(patsubst %,$(idl_dir)/%.h,$(sort $(filter $(idl_names),$1 $(foreach i,$1,$(idl_imports.$i)))))
# Message stubs and ports of a module and of all the libs below it.
with_imports = $(sort $1 $(foreach i,$1,$(idl_imports.$i)))
all_idls = $(call with_imports,$(filter $(idl_names),\
    $($1.idls) $2 $(foreach l,$(call lib_closure,$($1.libs)),$(lib.$l.idls))))
all_ports = $(sort $($1.ports) $(foreach l,$(call lib_closure,$($1.libs)),$(lib.$l.ports)))
port_stamps = $(foreach p,$1,$(port.$p.$2.stamp))
port_incs = $(foreach p,$1,$(port.$p.$2.cflags))
port_libs = $(foreach p,$1,$(port.$p.$2.libs))

# --- flavours: the four ways to compile a file -------------------------------------------------------
# host: sanitized, for unit tests; freestanding and musl: user tasks; kernel: like its name.
obj_host := $(host_dir)/obj
obj_freestanding := $(target_dir)/obj
obj_musl := $(target_dir)/obj
obj_kernel := $(target_dir)/kobj
cflags_host = $(host_flags)
cflags_freestanding = $(freestanding_flags)
cflags_musl = $(musl_flags) $(port.musl.target.cflags)
cflags_kernel = $(kernel_all_flags)
side_host := host
side_freestanding := target
side_musl := target
side_kernel := target
# Objects depend on a file with their flags, so that exactly they are compiled again when these change.
flags_file = $(obj_$1)/$(strip $2)
write_flags = $(call flag_file,$(call flags_file,$1,$2),$($2))

# objects: 1 flavour, 2 module key, 3 sources relative to its folder -> object files
objects = $(foreach s,$3,$(obj_$1)/$($2.dir)/$s.o)
object_files :=

# compile_rule: 1 flavour, 2 object, 3 source, 4 name of the variable with the flags, 5 order-only,
# 6 generated headers
define compile_rule
$2: $3 $(call flags_file,$1,$4) $6 | $5
	$$(call say,CC,$$<)
	$(Q)mkdir -p $$(@D)
	$(Q)$(CC) $$($(strip $4)) -MMD -MP -c -o $$@ $$<
object_files += $2
$(if $(or $(filter $(OUT)/%,$3),$(filter-out %.c,$3),$(tidy.$(strip $3))),,tidy.$(strip $3) := $(strip $4)
tidy_object.$(strip $3) := $2
tidy_sources += $3)
endef

# module_objects: 1 flavour, 2 key, 3 sources
define module_objects
$2.$1.cflags = $$(cflags_$1) $(call module_incs,$2) $(call port_incs,$($2.ports),$(side_$1)) $($2.flags) \
    $(if $(filter host,$1),$($2.host_flags_extra))
$(foreach s,$3,$(call compile_rule,$1,$(obj_$1)/$($2.dir)/$s.o,$($2.dir)/$s,$2.$1.cflags,\
    $(call module_gens,$2) $(call port_stamps,$($2.ports),$(side_$1)) \
    $(if $(filter musl,$1),$(port.musl.target.stamp)),$(call idl_headers,$($2.idls)))
)
$$(call write_flags,$1,$2.$1.cflags)
endef

# archive_rule: 1 archive, 2 objects, 3 build.mk (whose list of sources may get shorter)
define archive_rule
$1: $2 $3
	$$(call say,AR,$$@)
	$(Q)mkdir -p $$(@D)
	$(Q)rm -f $$@ && $(AR) qcsD $$@ $$(filter %.o,$$^)
endef

# idl_objects: one object per .idl and flavour.
idl_cflags = $(addprefix -I,libs/abi/include libs/base/include libs/ipc/include) \
    $(addprefix -I$(gen_dir)/stage/,$(idl_names))
define idl_object
idl.$1.cflags = $$(cflags_$1) $(idl_cflags)
$(foreach i,$(idl_names),$(call compile_rule,$1,$(obj_$1)/idl/$i.c.o,$(idl_dir)/$i.c,idl.$1.cflags,\
    ,$(call idl_headers,$i))
)
$$(call write_flags,$1,idl.$1.cflags)
endef
$(foreach f,host freestanding,$(eval $(call idl_object,$f)))

host_archive = $(host_dir)/lib/$(subst /,.,$($1.dir)).a
target_archive = $(target_dir)/lib/lib$1.a
kernel_archive = $(target_dir)/klib/lib$1.a

# --- phase 2: libraries ------------------------------------------------------------------------------
# The host side of any folder is an archive: host_srcs, or all srcs but main.c.
host_srcs_of = $(filter %.c,$(if $($1.host_srcs),$($1.host_srcs),$(filter-out main.c,$($1.srcs))))
define host_side
$(eval $(call module_objects,host,$1,$(call host_srcs_of,$1)))
$(eval $(call archive_rule,$(call host_archive,$1),$(call objects,host,$1,$(call host_srcs_of,$1)),$($1.dir)/build.mk))
endef
has_host = $(if $($1.host),$(if $(call host_srcs_of,$1),yes))

kernel_keys := $(foreach c,$(components_all),$(if $(filter kernel,$(comp.$c.kind)),comp.$c))
kernel_libs := $(sort $(foreach k,$(kernel_keys),$(call lib_closure,$($k.libs))))

define lib_rules
$(if $(lib.$1.srcs),
$(eval $(call module_objects,$(lib.$1.kind),lib.$1,$(lib.$1.srcs)))
$(eval $(call archive_rule,$(call target_archive,$1),$(call objects,$(lib.$1.kind),lib.$1,$(lib.$1.srcs)),$(lib.$1.dir)/build.mk))
$(if $(filter $1,$(kernel_libs)),
$(eval $(call module_objects,kernel,lib.$1,$(lib.$1.srcs)))
$(eval $(call archive_rule,$(call kernel_archive,$1),$(call objects,kernel,lib.$1,$(lib.$1.srcs)),$(lib.$1.dir)/build.mk))))
endef
$(foreach l,$(libs_all),$(eval $(call lib_rules,$l)))
$(foreach m,$(modules),$(if $(call has_host,$m),$(eval $(call host_side,$m))))

# --- phase 2: components -----------------------------------------------------------------------------
component_files :=
# link_rule: 1 elf, 2 inputs, 3 flags before, 4 libraries of ports, 5 order-only, 6 command afterwards
define link_rule
$1: $2 | $5
	$$(call say,LD,$$@)
	$(Q)mkdir -p $$(@D)
	$(Q)$(CC) $3 -o $$@ $$(filter %.o %.a,$$^) $4
	$(if $(strip $6),$(Q)$6)
$(1:.elf=.stripped): $1
	$(Q)$(STRIP) -o $$@ $$<
component_files += $1 $(1:.elf=.stripped)
endef
existing_libs = $(foreach l,$1,$(if $(lib.$l.srcs),$l))
define component_rules
$(eval comp.$1.elf := $(target_dir)/$1.elf)
$(eval $(call module_objects,$2,comp.$1,$(comp.$1.srcs)))
$(eval $(call link_rule,$(comp.$1.elf),\
    $(call objects,$2,comp.$1,$(comp.$1.srcs)) \
    $(foreach i,$(call all_idls,comp.$1),$(obj_freestanding)/idl/$i.c.o) \
    $(foreach l,$(call existing_libs,$(call lib_closure,$(comp.$1.libs) $(if $(filter musl,$2),posix))),\
        $(if $(filter kernel,$2),$(call kernel_archive,$l),$(call target_archive,$l))) \
    $(addprefix $(comp.$1.dir)/,$(comp.$1.ldscript) build.mk),\
    $(if $(filter kernel,$2),$(kernel_ldflags),$(if $(filter musl,$2),$(filter-out -Wl$(comma)-u$(comma)_start,$(program_ldflags)),$(program_ldflags))) \
    $(if $(comp.$1.ldscript),-Wl$$(comma)-T$$(comma)$(comp.$1.dir)/$(comp.$1.ldscript)) $(comp.$1.ldflags),\
    $(call port_libs,$(call all_ports,comp.$1),target) $(if $(filter musl,$2),$(port.musl.target.crt)),\
    $(call port_stamps,$(call all_ports,comp.$1) $(if $(filter musl,$2),musl builtins),target),\
    $(if $(filter kernel,$2),$(PYTHON) tools/ksyms.py --patch $(comp.$1.elf))))
endef
comma := ,
$(foreach c,$(components_all),$(eval $(call component_rules,$c,$(comp.$c.kind))))

# --- phase 2: host programs and unit tests -----------------------------------------------------------
host_files :=
test_programs :=
# host_program: 1 program, 2 objects, 3 key, 4 extra libs, 5 extra idls
define host_program
$1: $2 $($3.dir)/build.mk $(if $(call has_host,$3),$(call host_archive,$3)) \
    $(foreach i,$(call all_idls,$3,$5),$(obj_host)/idl/$i.c.o) \
    $(foreach l,$(call lib_closure,$($3.libs) $4),$(if $(call has_host,lib.$l),$(call host_archive,lib.$l))) \
    | $(call port_stamps,$(call all_ports,$3),host)
	$$(call say,LD,$$@)
	$(Q)mkdir -p $$(@D)
	$(Q)$(CC) $(host_ldflags) -o $$@ $$(filter %.o,$$^) -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group \
	    $(call port_libs,$(call all_ports,$3),host) $(host_ldlibs)
host_files += $1
endef

test_sources = $(patsubst $($1.dir)/%,%,$(sort $(wildcard $($1.dir)/test/test_*.c)))
test_helpers = $(sort $($1.test_srcs) $(patsubst $($1.dir)/%,%,\
    $(filter-out $($1.dir)/test/test_%,$(sort $(wildcard $($1.dir)/test/*.c)))))
test_extra_libs = test base abi $($1.test_libs) $(if $($1.test_idls),ipc)
test_program = $(OUT)/test/$(subst /,.,$($1.dir)).$(patsubst test/%.c,%,$2)
define test_rules
$1.test.cflags = $$(cflags_host) $(call module_incs,$1,$(call test_extra_libs,$1),$($1.test_idls)) \
    -iquote $($1.dir)/test $(call port_incs,$($1.ports),host) $($1.flags) $($1.host_flags_extra)
$(foreach s,$(test_sources) $(call test_helpers,$1),$(call compile_rule,host,$(obj_host)/$($1.dir)/$s.o,$($1.dir)/$s,\
    $1.test.cflags,$(call module_gens,$1,$($1.test_idls),$(call test_extra_libs,$1)) $(call port_stamps,$($1.ports),host),\
    $(call idl_headers,$($1.idls) $($1.test_idls)))
)
$$(call write_flags,host,$1.test.cflags)
$(foreach s,$(test_sources),$(call host_program,$(call test_program,$1,$s),\
    $(obj_host)/$($1.dir)/$s.o $(call objects,host,$1,$(call test_helpers,$1)),$1,\
    $(call test_extra_libs,$1),$($1.test_idls))
test_programs += $(call test_program,$1,$s)
)
endef
$(foreach m,$(modules),$(if $($m.host),$(if $(call test_sources,$m),$(eval $(call test_rules,$m)))))

define tool_rules
$(eval $(call module_objects,host,tool.$1,$(filter main.c,$(tool.$1.srcs))))
$(eval $(call host_program,$(host_dir)/$1,$(call objects,host,tool.$1,main.c),tool.$1))
endef
$(foreach m,$(filter tool.%,$(modules)),$(eval $(call tool_rules,$(m:tool.%=%))))

-include $(patsubst %.o,%.d,$(object_files))
