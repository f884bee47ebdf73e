#include "cursor_key.hpp"

#include <utility>

#include "state.hpp"

namespace bridge::work {

namespace {

constexpr std::chrono::seconds kTryAgain{15};

}  // namespace

void CursorKey::take(const std::map<std::string, std::string>& marks) {
  const auto mark = marks.find(kCursorKeyMark);
  if (mark == marks.end()) return;
  key_ = core::SealingKey::parse(mark->second);
  kept_ = key_.has_value();
}

void CursorKey::settle() {
  if (kept_) return;
  if (!key_) key_ = core::SealingKey::random();
  store::Change change;
  change.marks[kCursorKeyMark] = key_->to_text();
  state_.commit(std::move(change), [this](const core::Outcome& outcome) {
    if (outcome) {
      kept_ = true;
      return;
    }
    state_.log(LogLevel::Warning, "can't keep the key of cursors: " + outcome.error().context.text);
    state_.later(kTryAgain, [this] { settle(); });
  });
}

}  // namespace bridge::work
