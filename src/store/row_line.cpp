#include "store/row_line.hpp"

#include <exception>
#include <utility>

namespace bridge::store {
namespace {

/// So many wait for the other thread at the most: what is read is not to pile up.
constexpr std::size_t kMostWaiting = 2;

}  // namespace

RowLine::RowLine(const Taking::Rows& taker) : taker_(taker), helper_([this] { help(); }) {}

RowLine::~RowLine() { stop(); }

core::Outcome RowLine::take(std::vector<StoredRow> rows) {
  std::unique_lock lock(mutex_);
  if (fault_) return outcome();
  Batch batch{taken_++, std::move(rows)};
  if (waiting_.size() < kMostWaiting) {
    waiting_.push_back(std::move(batch));
    changed_.notify_one();
    return core::ok();
  }
  lock.unlock();
  make(batch);
  return core::ok();
}

core::Outcome RowLine::finish() {
  for (;;) {
    std::unique_lock lock(mutex_);
    if (waiting_.empty()) break;
    const Batch batch = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    make(batch);
  }
  stop();
  return outcome();
}

core::Outcome RowLine::outcome() const { return fault_ ? core::Outcome(core::Failure{*fault_}) : core::ok(); }

void RowLine::stop() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    waiting_.clear();
  }
  changed_.notify_one();
  if (helper_.joinable()) helper_.join();
}

void RowLine::help() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return over_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const Batch batch = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    make(batch);
    lock.lock();
  }
}

core::Result<std::function<void()>> RowLine::ready(const Batch& batch) const {
  try {
    std::vector<Row> rows;
    rows.reserve(batch.rows.size());
    for (const StoredRow& stored : batch.rows) {
      core::Result<Row> row = row_of(stored);
      if (!row) return row.passed_on();
      rows.push_back(*std::move(row));
    }
    return taker_(std::move(rows));
  } catch (const std::exception& error) {
    return unreadable("a resource", error.what());
  }
}

void RowLine::make(const Batch& batch) {
  core::Result<std::function<void()>> made = ready(batch);
  std::unique_lock lock(mutex_);
  if (made) {
    made_.emplace(batch.number, *std::move(made));
    return hand_on(lock);
  }
  // Those behind it wait for ever, and go with the line.
  if (!fault_) fault_ = made.error();
}

void RowLine::hand_on(std::unique_lock<std::mutex>& lock) {
  while (!handing_on_ && !made_.empty() && made_.begin()->first == next_) {
    const std::function<void()> one = std::move(made_.begin()->second);
    made_.erase(made_.begin());
    handing_on_ = true;
    lock.unlock();
    one();
    lock.lock();
    handing_on_ = false;
    ++next_;
  }
}

}  // namespace bridge::store
