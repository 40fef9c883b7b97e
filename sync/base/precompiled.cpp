// SPDX-License-Identifier: Apache-2.0
// A header is precompiled for a target that compiles something (CMakeLists.txt).
