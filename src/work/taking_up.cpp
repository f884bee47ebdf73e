#include "taking_up.hpp"

#include <cstdint>
#include <memory>
#include <unordered_set>
#include <utility>

#include "edit_run.hpp"
#include "intent_codec.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

/// Where a change was planned anew without its rest, and that could not be saved at once.
void close_orphans(State& state, const std::vector<store::Intent>& open,
                   const std::unordered_set<std::uint64_t>& rests) {
  store::Change change;
  for (const store::Intent& intent : open) {
    if (is_rest(intent.content) && !rests.contains(intent.number)) change.closed_intents.push_back(intent.number);
  }
  // What can't be closed now is with the next start.
  if (!change.closed_intents.empty()) state.commit(std::move(change), [](const core::Outcome&) {});
}

}  // namespace

void take_up(State& state, const std::vector<store::Intent>& open) {
  std::unordered_set<std::uint64_t> rests;
  bool all_readable = true;
  for (const store::Intent& intent : open) {
    if (is_rest(intent.content)) continue;
    auto progress = progress_from(intent.content, open);
    if (!progress) {
      all_readable = false;
      state.log(LogLevel::Alarm, "an open change can't be read: " + progress.error().context.text);
      continue;
    }
    rests.insert(progress->rest);
    progress->decision.before = state.index.find(progress->kind, progress->decision.row.id);
    std::make_shared<EditRun>(state, intent.number, std::move(*progress))->arrive();
  }
  if (all_readable) close_orphans(state, open, rests);
}

}  // namespace bridge::work
