# Flags that every target of ours takes through liaison_options, so that none leaks into CMAKE_CXX_FLAGS.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(LIAISON_WERROR "Treat warnings as errors" OFF)
option(LIAISON_COVERAGE "Instrument for coverage" OFF)
set(LIAISON_SANITIZE "" CACHE STRING "Sanitizers, for instance address,undefined")

# A released program is one file. Some sixty test binaries under sanitizers, each with every room in it, were 10 GB.
option(LIAISON_SHARED_ROOMS "Build the rooms of the house as shared libraries" OFF)
set(LIAISON_ROOM_KIND STATIC)
if(LIAISON_SHARED_ROOMS)
    set(LIAISON_ROOM_KIND SHARED)
    set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # The sloppiness is what ccache asks for where precompiled headers are used.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE_PROGRAM}")
endif()

add_library(liaison_options INTERFACE)
target_include_directories(liaison_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(liaison_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    LIAISON_VERSION="${PROJECT_VERSION}")
target_compile_options(liaison_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
    -Wcast-qual -Wformat=2 -Wimplicit-fallthrough -fstack-protector-strong -fpch-preprocess)
# GCC 12 takes the optional in a Result for uninitialised when it optimises (a false alarm that GCC 13 no longer raises).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13 AND CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(liaison_options INTERFACE -Wno-maybe-uninitialized)
endif()
if(LIAISON_WERROR)
    target_compile_options(liaison_options INTERFACE -Werror)
endif()
if(LIAISON_SANITIZE)
    target_compile_options(liaison_options INTERFACE
        -fsanitize=${LIAISON_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
    target_link_options(liaison_options INTERFACE -fsanitize=${LIAISON_SANITIZE})
    target_compile_definitions(liaison_options INTERFACE LIAISON_SANITIZED)
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    # _FORTIFY_SOURCE needs optimisation and confuses the sanitizers, so it belongs to release alone.
    target_compile_options(liaison_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    target_link_options(liaison_options INTERFACE -Wl,-z,relro,-z,now)
endif()
if(LIAISON_COVERAGE)
    target_compile_options(liaison_options INTERFACE --coverage)
    target_link_options(liaison_options INTERFACE --coverage)
endif()
include(CheckPIESupported)
check_pie_supported()

# liaison_library(TARGET SOURCE…): static or shared, as LIAISON_SHARED_ROOMS says.
function(liaison_library target)
    add_library(${target} ${LIAISON_ROOM_KIND} ${ARGN})
    # No source asks for …_EXPORTS; without it both kinds compile alike and share the compiler's cache.
    set_target_properties(${target} PROPERTIES DEFINE_SYMBOL "")
endfunction()

# liaison_room(NAME SOURCES … LINKS …): one library for one room of the house.
function(liaison_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    liaison_library(liaison_${name} ${ROOM_SOURCES})
    target_link_libraries(liaison_${name} PUBLIC liaison_options ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE_LINKS})
    target_precompile_headers(liaison_${name} REUSE_FROM liaison_pch)
endfunction()
