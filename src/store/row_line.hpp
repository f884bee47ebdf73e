#pragma once
// Rows on their way from the file to whoever takes them: two threads read their texts, in turn they are handed on.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/store/store.hpp"
#include "store/stored_row.hpp"

namespace bridge::store {

class RowLine {
 public:
  explicit RowLine(const Taking::Rows& taker);
  RowLine(const RowLine&) = delete;
  RowLine& operator=(const RowLine&) = delete;
  ~RowLine();

  /// Leaves the rows to the other thread or, where that has enough to do, makes them ready here. StoreFailed when
  /// some before these couldn't be read.
  [[nodiscard]] core::Outcome take(std::vector<StoredRow> rows);
  /// Returns when all were handed on, or couldn't be read.
  [[nodiscard]] core::Outcome finish();

 private:
  struct Batch {
    std::size_t number = 0;
    std::vector<StoredRow> rows;
  };
  [[nodiscard]] core::Result<std::function<void()>> ready(const Batch& batch) const;
  void make(const Batch& batch);
  void hand_on(std::unique_lock<std::mutex>& lock);
  void help();
  void stop();
  [[nodiscard]] core::Outcome outcome() const;

  const Taking::Rows& taker_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> waiting_;
  std::size_t taken_ = 0;
  /// By number; handed on from `next_` on, by one thread at a time.
  std::map<std::size_t, std::function<void()>> made_;
  std::size_t next_ = 0;
  bool handing_on_ = false;
  bool over_ = false;
  std::optional<core::Fault> fault_;
  // Last: it uses everything above.
  std::thread helper_;
};

}  // namespace bridge::store
