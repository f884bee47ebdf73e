#pragma once
// Plays the identity provider of a transcript against a running bridge and holds every answer, and every
// call that the bridge made because of it, against what the transcript expects.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "bridge/emulator/emulator.hpp"
#include "integration/organisation.hpp"
#include "integration/transcript.hpp"

namespace bridge::integration {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;
  /// Path and query, as on the wire.
  std::string target;
  HttpHeaders headers;
  std::string body;
};

struct HttpAnswer {
  int status = 0;
  HttpHeaders headers;
  std::string body;
};

/// One exchange over HTTP.
using HttpClient = std::function<HttpAnswer(const HttpRequest&)>;

struct Surroundings {
  HttpClient http;
  emulator::Emulator& emulator;
  /// Credential names as transcripts use them ("rest", "scim") to the tokens that the emulator sees.
  std::map<std::string, std::string> credentials;
  /// Calls that no step is blamed for, such as those of a refresh; nothing means that there are none.
  std::function<bool(const emulator::Logged&)> is_housekeeping{};
  PlayedRoute route = PlayedRoute::Rest;
  /// The emulator's state is compared under these ids.
  PublicIds ids = PublicIds::Rest;
};

/// Runs all steps, also after one has failed. `captures` must hold "token" and what seed() gave. One
/// sentence for each difference, beginning with the step's name; none when all went as expected.
[[nodiscard]] std::vector<std::string> run(const Transcript& transcript, const Surroundings& surroundings,
                                           Captures captures);

}  // namespace bridge::integration
