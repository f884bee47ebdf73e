#pragma once
// A row as the file has it, and as what it means.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include "bridge/core/result.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/store/row.hpp"

namespace bridge::store {

/// What was written must be readable whatever the limits on requests are.
inline constexpr json::Limits kStoredLimits{512, std::size_t{1} << 30U};

[[nodiscard]] inline std::string_view text_at(SQLite::Statement& statement, int column) {
  const SQLite::Column value = statement.getColumn(column);
  const char* const text = value.getText();
  return {text, static_cast<std::size_t>(value.getBytes())};
}
[[nodiscard]] inline std::int64_t number_at(SQLite::Statement& statement, int column) {
  return statement.getColumn(column).getInt64();
}

[[nodiscard]] core::Failure unreadable(const char* what, std::string context);

/// In the order of rowids, which is that of creation and nearly that of lists: nothing has to be sorted.
extern const char* const kRows;

/// One row of kRows, still as text.
struct StoredRow {
  static constexpr std::size_t kNumbers = 11;
  static constexpr std::size_t kTexts = 9;
  std::array<std::int64_t, kNumbers> numbers{};
  /// One after the other.
  std::string texts;
  std::array<std::size_t, kTexts> ends{};

  [[nodiscard]] std::string_view text(std::size_t which) const noexcept {
    const std::size_t start = which == 0 ? 0 : ends[which - 1];
    return std::string_view(texts).substr(start, ends[which] - start);
  }
};

[[nodiscard]] StoredRow stored_row(SQLite::Statement& statement);

/// What takes the time. StoreFailed where a text can't be read.
[[nodiscard]] core::Result<Row> row_of(const StoredRow& stored);

}  // namespace bridge::store
