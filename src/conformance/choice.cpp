#include <algorithm>
#include <set>

#include "bridge/conformance/library.hpp"

namespace bridge::conformance {
namespace {

/// The identity providers that a run is about.
struct Clients {
  bool all = false;
  std::set<std::string> named;

  [[nodiscard]] bool have(const std::string& client) const { return all || named.count(client) > 0; }
};

Clients clients_of(const Library& library, const Selection& selection) {
  Clients clients;
  bool standard = false;
  for (const std::string& name : selection.suites) {
    const Suite* suite = library.suite(name);
    standard = standard || name == "rfc";
    if (suite != nullptr && !suite->client.empty()) clients.named.insert(suite->client);
  }
  clients.all = clients.named.empty() && !standard;
  return clients;
}

/// "rfc/patch" names what is below it.
bool names(const std::string& asked, const std::string& id) {
  std::string_view prefix = asked;
  while (!prefix.empty() && prefix.back() == '/') prefix.remove_suffix(1);
  return id == prefix ||
         (id.size() > prefix.size() && id.compare(0, prefix.size(), prefix) == 0 && id[prefix.size()] == '/');
}

bool is_asked_for(const Selection& selection, const Case& each) {
  return selection.cases.empty() || std::any_of(selection.cases.begin(), selection.cases.end(),
                                                [&](const std::string& asked) { return names(asked, each.id); });
}

std::string joined(const std::vector<std::string>& texts, std::string_view joint) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : joint).append(text);
  return all;
}

std::string why_left_out(const Clients& clients, const Selection& selection, const Case& each) {
  const bool by_name = std::find(selection.cases.begin(), selection.cases.end(), each.id) != selection.cases.end();
  if (by_name) return {};
  const bool concerned = each.clients.empty() || std::any_of(each.clients.begin(), each.clients.end(),
                                                             [&](const auto& client) { return clients.have(client); });
  if (!concerned) return "it is about " + joined(each.clients, " and ") + ", and this run is not";
  for (const auto& [client, other] : each.yields) {
    if (clients.have(client)) return client + " needs the opposite, which " + other + " shows";
  }
  return {};
}

core::Outcome check_suites(const Library& library, const Selection& selection) {
  for (const std::string& name : selection.suites) {
    if (library.suite(name) != nullptr) continue;
    std::vector<std::string> known;
    for (const Suite& suite : library.suites) known.push_back(suite.name);
    return core::failure(core::FaultKind::InvalidValue,
                         "there is no suite \"" + name + "\"; there are " + joined(known, ", "));
  }
  return core::ok();
}

/// What stands one level below the longest part of a name that there is.
std::set<std::string> neighbours(const std::vector<const Case*>& cases, std::string asked) {
  std::set<std::string> found;
  while (found.empty()) {
    const std::size_t slash = asked.rfind('/');
    asked.resize(slash == std::string::npos ? 0 : slash);
    const std::size_t begin = asked.empty() ? 0 : asked.size() + 1;
    for (const Case* each : cases) {
      if (asked.empty() || names(asked, each->id)) found.insert(each->id.substr(0, each->id.find('/', begin)));
    }
    if (asked.empty()) break;
  }
  return found;
}

core::Outcome check_cases(const std::vector<const Case*>& cases, const Selection& selection) {
  for (const std::string& asked : selection.cases) {
    if (std::any_of(cases.begin(), cases.end(), [&](const Case* each) { return names(asked, each->id); })) continue;
    const std::set<std::string> known = neighbours(cases, asked);
    return core::failure(core::FaultKind::InvalidValue, "there is no case \"" + asked +
                                                            "\" in the chosen suites; there are " +
                                                            joined({known.begin(), known.end()}, ", "));
  }
  return core::ok();
}

bool is_chosen(const Selection& selection, const Suite& suite) {
  return selection.suites.empty() ||
         std::find(selection.suites.begin(), selection.suites.end(), suite.name) != selection.suites.end();
}

}  // namespace

core::Result<std::vector<Chosen>> choose(const Library& library, const Selection& selection) {
  if (const auto known = check_suites(library, selection); !known) return known.passed_on();
  const Clients clients = clients_of(library, selection);
  std::vector<const Case*> candidates;
  std::vector<Chosen> chosen;
  for (const Suite& suite : library.suites) {
    if (!is_chosen(selection, suite)) continue;
    for (const Case& each : suite.cases) {
      candidates.push_back(&each);
      if (!is_asked_for(selection, each) || (selection.read_only && each.writes())) continue;
      chosen.push_back({&suite, &each, why_left_out(clients, selection, each)});
    }
  }
  if (const auto known = check_cases(candidates, selection); !known) return known.passed_on();
  return chosen;
}

}  // namespace bridge::conformance
