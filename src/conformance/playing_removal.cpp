// What a case may change, and what it removes behind itself.

#include <algorithm>
#include <array>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/ownership.hpp"
#include "conformance/places.hpp"
#include "conformance/playing.hpp"

namespace bridge::conformance {
namespace {

using core::Object;
using core::Value;

constexpr int kOk = 200;
constexpr int kCreated = 201;
constexpr int kServerError = 500;
constexpr int kNotImplemented = 501;

/// "/Users/7", but not "/Users", "/Me" or "/Users/.search".
bool is_at_a_resource(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash != std::string::npos && slash > 0 && path.find("/.search") == std::string::npos;
}

bool changes(std::string_view method) {
  constexpr std::array<std::string_view, 4> kHarmless{"GET", "HEAD", "OPTIONS", "TRACE"};
  return std::none_of(kHarmless.begin(), kHarmless.end(),
                      [&](std::string_view one) { return core::equal_ignoring_case(one, method); });
}

/// The resources that a request changes or deletes: its own address, or those of a bulk request's operations.
std::vector<std::string> changed_by(const Outgoing& out) {
  if (!changes(out.method)) return {};
  const std::string path = out.target.substr(0, out.target.find('?'));
  std::vector<std::string> paths;
  if (is_at_a_resource(path)) paths.push_back(path);
  const auto body = out.body ? json::parse(*out.body) : core::Result<Value>(Value());
  const Object* request = body ? body->if_object() : nullptr;
  const Value* operations = request != nullptr && path == "/Bulk" ? request->find_ignoring_case("Operations") : nullptr;
  if (operations == nullptr || operations->if_array() == nullptr) return paths;
  for (const Value& value : *operations->if_array()) {
    const Object* operation = value.if_object();
    if (operation == nullptr || !changes(core::text_or_empty(*operation, "method"))) continue;
    std::string changed(core::text_or_empty(*operation, "path"));
    if (is_at_a_resource(changed) && changed.find("/bulkId:") == std::string::npos) paths.push_back(std::move(changed));
  }
  return paths;
}

/// By a PUT or PATCH at an address where nothing was: there, or where the answer's id says.
std::vector<std::string> made_in_place(const Outgoing& sent, const Incoming& came, std::string_view run_name) {
  const std::string path = sent.target.substr(0, sent.target.find('?'));
  const bool changed = (sent.method == "PUT" || sent.method == "PATCH") && came.status >= kOk && came.status < 300;
  const bool made = changed && is_at_a_resource(path) && (came.status == kCreated || holds_name(path, run_name));
  if (!made) return {};
  std::vector<std::string> targets{path};
  const auto body = json::parse(came.body);
  const Object* resource = body ? body->if_object() : nullptr;
  const auto id = resource != nullptr ? id_of(*resource) : std::nullopt;
  if (id) targets.push_back(path.substr(0, path.rfind('/') + 1) + *id);
  return targets;
}

Named named_by(const Incoming& came, std::string_view run_name) {
  const auto body = json::parse(came.body);
  const Object* resource = body ? body->if_object() : nullptr;
  return resource != nullptr ? named(*resource, run_name) : Named::NotAtAll;
}

}  // namespace

void Playing::note_what_was_made(const Outgoing& sent, const Reached& reached) {
  const Incoming& came = reached.came;
  std::vector<std::string> targets = made_by(sent, came, stage_.options.base_url);
  for (std::string& target : made_in_place(sent, came, run_name_)) targets.push_back(std::move(target));
  const bool named_so = named_by(came, run_name_) == Named::AfterTheRun;
  for (const std::string& target : targets) {
    const bool known =
        std::any_of(made_.begin(), made_.end(), [&](const MadeUp& made) { return made.target == target; });
    if (!known) made_.push_back({target, named_so, Whose::NotYetKnown});
  }
  const bool unclear = (came.status == 0 && !came.never_left) ||
                       (came.status >= kServerError && came.status != kNotImplemented) ||
                       (came.status >= kOk && came.status < 300 && targets.empty());
  if (unclear && look_up_of(sent, run_name_)) unclear_.push_back(sent);
}

Playing::Whose Playing::ask_whose(const std::string& target, bool named_in_answer) {
  if (holds_name(target, run_name_)) return Whose::Ours;
  Outgoing out{"GET", target, headers_of(suite_.headers, {}, false), std::nullopt};
  Reached reached = stage_.caller.call(out);
  const int status = reached.came.status;
  const Named name = status == kOk ? named_by(reached.came, run_name_) : Named::NotAtAll;
  Whose whose = Whose::Others;
  if (name == Named::AfterTheRun || (name == Named::NotAtAll && named_in_answer)) {
    whose = Whose::Ours;
  } else if (status == 404 || status == 410) {
    whose = Whose::Nobodys;
  }
  if (whose == Whose::Others) {
    result_.exchanges.push_back({"whose is it", as_it_left(std::move(out)), std::move(reached.came), reached.put_off});
  }
  return whose;
}

Playing::Whose Playing::whose(const std::string& target) {
  const auto made = std::find_if(made_.begin(), made_.end(), [&](const MadeUp& one) { return one.target == target; });
  if (made == made_.end()) return ask_whose(target, false);
  if (made->whose == Whose::NotYetKnown) made->whose = ask_whose(target, made->named_in_answer);
  // What is gone by now may be there again when it is asked for next.
  const Whose now = made->whose;
  if (now == Whose::Nobodys) made->whose = Whose::NotYetKnown;
  return now;
}

bool Playing::may_be_changed(const std::string& path) {
  const Whose owner = whose(path);
  if (owner != Whose::Nobodys) return owner == Whose::Ours;
  // Reading may fail where deleting does not: an answer that names somebody else is not trusted further.
  return std::none_of(made_.begin(), made_.end(),
                      [&](const MadeUp& made) { return made.target == path && !made.named_in_answer; });
}

std::string Playing::why_not_to_send(const std::vector<Outgoing>& requests) {
  for (const Outgoing& request : requests) {
    for (const std::string& path : changed_by(request)) {
      if (may_be_changed(path)) continue;
      return request.method + " is not sent: nothing shows that this run made " + path;
    }
  }
  return {};
}

void Playing::look_up(const Outgoing& sent, std::vector<Remainder>& remainders) {
  const LookUp wanted = *look_up_of(sent, run_name_);
  Outgoing out{"GET", wanted.target(), headers_of(suite_.headers, {}, false), std::nullopt};
  Reached reached = stage_.caller.call(out);
  const auto body = reached.came.status == kOk ? json::parse(reached.came.body) : core::Result<Value>(Value());
  const Object* list = body ? body->if_object() : nullptr;
  const std::string why = "no answer told whether it was made, and it could not be looked up";
  result_.exchanges.push_back({"clean up", as_it_left(std::move(out)), std::move(reached.came), reached.put_off});
  if (list == nullptr) {
    remainders.push_back({{case_.id, wanted.target(), why}, &suite_, false});
    return;
  }
  const Value* resources = list->find_ignoring_case("Resources");
  if (resources == nullptr || resources->if_array() == nullptr) return;
  for (const Value& value : *resources->if_array()) {
    const Object* resource = value.if_object();
    const Value* name = resource != nullptr ? resource->find_ignoring_case(wanted.attribute) : nullptr;
    const auto id = resource != nullptr ? id_of(*resource) : std::nullopt;
    if (!id || name == nullptr || name->if_string() == nullptr) continue;
    if (!core::equal_ignoring_case(*name->if_string(), wanted.value)) continue;
    const std::string target = wanted.path + "/" + *id;
    const bool known =
        std::any_of(made_.begin(), made_.end(), [&](const MadeUp& made) { return made.target == target; });
    if (!known) made_.push_back({target, true, Whose::NotYetKnown});
  }
}

void Playing::clean_up(std::vector<Remainder>& remainders) {
  for (const Outgoing& sent : unclear_) look_up(sent, remainders);
  for (std::size_t i = made_.size(); i-- > 0;) {
    const std::string target = made_[i].target;
    const Whose owner = whose(target);
    if (owner == Whose::Nobodys) continue;
    if (owner == Whose::Others) {
      remainders.push_back({{case_.id, target,
                             "an answer said that it was made, but nothing shows that this run made it: no name of it "
                             "holds " +
                                 run_name_},
                            &suite_,
                            false});
      continue;
    }
    const std::string why = remove(stage_, suite_, target, &result_.exchanges);
    if (!why.empty()) remainders.push_back({{case_.id, target, why}, &suite_, true});
  }
}

}  // namespace bridge::conformance
