#pragma once
// restore(), with the steps that it takes on files handed in.

#include <string>

#include "bridge/store/maintenance.hpp"
#include "store/files.hpp"

namespace bridge::store {

[[nodiscard]] core::Result<Restored> restore_by(Files& files, const std::string& backup, const std::string& file);

}  // namespace bridge::store
