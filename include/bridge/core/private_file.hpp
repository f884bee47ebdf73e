#pragma once
// Small files with secrets in them.

#include <string>

#include "bridge/core/result.hpp"

namespace bridge::core {

/// Puts the text into the file: readers see the old one or the new one, whole, and only the owner may read it
/// (mode 0600). On disk, with its name, once this has returned ok. StoreFailed, naming the file, where it can't be
/// written; the old one is then still there, or, where only the directory could not be synced, the new one.
[[nodiscard]] Outcome replace_private_file(const std::string& path, const std::string& text);

}  // namespace bridge::core
