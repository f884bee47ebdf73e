#pragma once
// Where a text left its grammar, said so that an administrator can put a finger on it.

#include <cstddef>
#include <string_view>

#include "bridge/core/result.hpp"

namespace bridge::scim {

/// "<what> at column N: expected …, found …". Columns count characters from 1. What was found is
/// named by kind and quoted only where it is punctuation or a word of the grammar: anything else may
/// be a comparison value, which is personal data.
[[nodiscard]] core::Failure syntax_fault(core::FaultKind kind, std::string_view what, std::string_view text,
                                         std::size_t offset, std::string_view expected);

/// "<what> at column N: expected the end after at most … bytes, found … bytes", for a text that is longer.
[[nodiscard]] core::Failure length_fault(core::FaultKind kind, std::string_view what, std::string_view text,
                                         std::size_t most);

}  // namespace bridge::scim
