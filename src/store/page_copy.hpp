#pragma once
// A copy of a database that may be written meanwhile.

#include <cstdint>
#include <mutex>
#include <string>

#include "bridge/core/result.hpp"

namespace SQLite {
class Database;
}

namespace bridge::store {

/// Copies what is committed in `source` to `target`, a single file of mode 0600 that must not be there yet; gives its
/// size. `turn` is held while the source is touched, for a MiB at a time: what is committed in between is in the copy,
/// too. The copy was read whole and found undamaged, and is on disk with its name, when this returns. StoreFailed,
/// one sentence, otherwise; then there is no `target`.
[[nodiscard]] core::Result<std::uint64_t> copy_pages(SQLite::Database& source, std::mutex& turn,
                                                     const std::string& target);

/// The same without a look at the copy, which need not be on disk: for looking at it. A file of this name is replaced.
[[nodiscard]] core::Outcome copy_pages_unseen(SQLite::Database& source, std::mutex& turn, const std::string& target);

}  // namespace bridge::store
