#include "miss_check.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/routes.hpp"
#include "look_ups.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using store::Kind;

/// Who asks within this time travels in one call,
constexpr std::chrono::milliseconds kTogether{20};
/// up to so many: the answer has a place for each on one page, and the path stays short.
constexpr std::size_t kAddressesInACall = 50;
/// More are not remembered.
constexpr std::size_t kMostRemembered = 100'000;

/// Smartsheet knows people by their addresses; a comma would make two of one.
bool may_be_address(std::string_view name) {
  const auto strange = [](char c) { return c == ',' || static_cast<unsigned char>(c) <= ' '; };
  return name.find('@') != std::string_view::npos && std::none_of(name.begin(), name.end(), strange);
}

core::Failure unsure(const core::Fault& why) {
  const std::chrono::seconds wait(5);
  return core::Failure{{FaultKind::NotReady,
                        "nobody is known here by this name or id, and Smartsheet can't be asked at the moment whether "
                        "somebody came since it was read last",
                        {why.detail + " (" + why.context.text + ")"},
                        std::max(wait, why.retry_after.value_or(wait))}};
}

std::string key_of_name(const std::string& name) { return "n" + core::fold_case(name); }

}  // namespace

void MissCheck::name(const std::string& user_name, Done done) {
  const std::string key = key_of_name(user_name);
  const bool known = state_.index.find_by_name(Kind::User, user_name) != nullptr;
  if (known || !may_be_address(user_name) || is_clear(key)) return done(core::ok());
  if (!join(key, std::move(done))) return;
  if (state_.mirror == route::Route::Scim) return ask(route::find_user(state_.mirror, user_name), {key});
  next_.push_back(user_name);
  if (next_.size() == 1) state_.later(kTogether, [this] { ask_together(); });
}

void MissCheck::id(const core::ResourceId& id, Done done) {
  const std::string key = "i" + id.text;
  if (state_.index.find(Kind::User, id) || is_clear(key)) return done(core::ok());
  // An id that the bridge has not given is at most the one by which the mirror's service knows somebody new.
  if (join(key, std::move(done))) ask(route::get_user(state_.mirror, core::UpstreamId(id.text)), {key});
}

void MissCheck::stop() {
  for (auto& [key, question] : std::exchange(open_, {})) {
    for (const Done& done : question.waiting)
      done(unsure({FaultKind::Overloaded, "the bridge is being stopped", {}, {}}));
  }
}

bool MissCheck::is_clear(const std::string& key) const {
  const auto since = clear_since_.find(key);
  return since != clear_since_.end() && state_.clock.tick() - since->second <= state_.settings.refresh;
}

bool MissCheck::join(const std::string& key, Done done) {
  Question& question = open_[key];
  question.waiting.push_back(std::move(done));
  if (question.waiting.size() > 1) return false;
  question.number = next_number_++;
  state_.later(state_.settings.max_wait, [this, key, number = question.number] {
    const auto open = open_.find(key);
    if (open == open_.end() || open->second.number != number) return;
    answer({key}, unsure({FaultKind::UpstreamUnavailable, "no answer in time", {}, {}}));
  });
  return true;
}

void MissCheck::ask_together() {
  const std::vector<std::string> names = std::exchange(next_, {});
  for (auto from = names.begin(); from != names.end();) {
    const auto most = static_cast<std::ptrdiff_t>(kAddressesInACall);
    const auto to = from + std::min(most, names.end() - from);
    const std::vector<std::string> part(from, to);
    Keys keys;
    for (const std::string& name : part) keys.push_back(key_of_name(name));
    ask(route::find_users(part), std::move(keys));
    from = to;
  }
}

void MissCheck::ask(const route::Call& call, Keys keys) {
  state_.ways.submit(Priority::Person, call, true,
                     [this, asked_at = state_.sequence, keys = std::move(keys)](const CallResult& result) {
                       on_answer(result, asked_at, keys);
                     });
}

void MissCheck::on_answer(const CallResult& result, std::uint64_t asked_at, const Keys& keys) {
  if (is_no_such_id(result, keys)) return nobody(keys);
  if (result.ending != Ending::Done) return answer(keys, unsure(result.fault));
  Learned learned;
  const auto read = learn_found(state_, result.body, asked_at, learned);
  if (!read) return answer(keys, unsure(read.error()));
  keep(state_, std::move(learned),
       [this, keys](const core::Outcome& outcome) { outcome ? clear(keys) : answer(keys, unsure(outcome.error())); });
}

/// A list without anybody is empty: a 404 for one says that the service is not there.
bool MissCheck::is_no_such_id(const CallResult& result, const Keys& keys) {
  return result.ending == Ending::Refused && result.fault.kind == FaultKind::NotFound && keys.front().front() == 'i';
}

/// A SCIM service that is there no more knows nobody either.
void MissCheck::nobody(const Keys& keys) {
  if (state_.mirror == route::Route::Rest) return clear(keys);
  if (!state_.watch.settled()) {
    return answer(keys, unsure({FaultKind::NotReady, "the route of this tenant is not settled yet", {}, {}}));
  }
  state_.watch.check(
      [this, keys](const core::Outcome& there) { there ? clear(keys) : answer(keys, unsure(there.error())); });
}

void MissCheck::clear(const Keys& keys) {
  for (const std::string& key : keys) note_clear(key);
  answer(keys, core::ok());
}

void MissCheck::answer(const Keys& keys, const core::Outcome& outcome) {
  for (const std::string& key : keys) {
    auto open = open_.extract(key);
    if (open.empty()) continue;
    for (const Done& done : open.mapped().waiting) done(outcome);
  }
}

void MissCheck::note_clear(const std::string& key) {
  if (clear_since_.size() >= kMostRemembered) {
    std::erase_if(clear_since_, [&](const auto& one) { return !is_clear(one.first); });
    if (clear_since_.size() >= kMostRemembered) clear_since_.clear();
  }
  clear_since_[key] = state_.clock.tick();
}

}  // namespace bridge::work
