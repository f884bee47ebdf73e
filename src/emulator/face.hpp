#pragma once
// The two faces of the organisation, and how each words its answers.

#include <cstdint>
#include <string>
#include <string_view>

#include "bridge/emulator/emulator.hpp"
#include "emulator/errors.hpp"

namespace bridge::emulator {

enum class Face : std::uint8_t { Rest, Scim };

/// Of the SCIM service, under /2.0.
inline constexpr std::string_view kScimPrefix = "/scim/v2";

/// "/2.0/users" -> "/users"; a path outside /2.0 stays whole.
[[nodiscard]] std::string_view path_under_version(std::string_view path);
/// Which face a path (as on the wire) belongs to; what belongs to none is REST's to refuse.
[[nodiscard]] Face face_of(std::string_view path);

/// The media type of a Content-Type or Accept item, without parameters, in lower case.
[[nodiscard]] std::string media_type(std::string_view header);
/// Whether the face's bodies have this media type.
[[nodiscard]] bool is_body_type(Face face, std::string_view type);
/// Whether an Accept header lets the face's answers through.
[[nodiscard]] bool accepts_answers(Face face, std::string_view header);

/// How the answers to one request look.
struct Wording {
  Face face = Face::Rest;
  /// Facts::scim_errors_are_scim.
  bool scim_errors = true;
  std::string ref_id;

  [[nodiscard]] std::string_view content_type() const;
  /// A status 200 with a body.
  [[nodiscard]] Emulator::Reply reply(const core::Value& body) const;
  [[nodiscard]] Emulator::Reply refusal(const ApiError& error) const;
};

}  // namespace bridge::emulator
