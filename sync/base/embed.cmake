# Writes files as string_view constants into one header: cmake -DOUT= -DNAMESPACE= -DFILES=a;b -P
# Bytes are written in hex, because a compiler may cut raw string literals at 64 KiB.
set(text "// Generated: do not edit.\n#pragma once\n#include <string_view>\nnamespace ${NAMESPACE} {\n")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  string(MAKE_C_IDENTIFIER ${name} id)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(APPEND text "inline constexpr unsigned char ${id}_bytes[] = {${bytes}0};\n"
                     "inline const std::string_view ${id}{reinterpret_cast<const char*>(${id}_bytes), sizeof(${id}_bytes) - 1};\n")
endforeach()
string(APPEND text "}\n")
file(WRITE ${OUT} "${text}")
