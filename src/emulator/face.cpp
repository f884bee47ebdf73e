#include "emulator/face.hpp"

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "emulator/envelope.hpp"
#include "emulator/query.hpp"
#include "emulator/scim_errors.hpp"

namespace bridge::emulator {

namespace {

constexpr std::string_view kVersion = "/2.0";
constexpr std::string_view kScimType = "application/scim+json";

}  // namespace

std::string_view path_under_version(std::string_view path) {
  if (path.substr(0, kVersion.size()) != kVersion) return path;
  const std::string_view rest = path.substr(kVersion.size());
  return rest.empty() || rest.front() == '/' ? rest : path;
}

Face face_of(std::string_view path) {
  const std::string_view under = path_under_version(path);
  if (under.size() == path.size() || under.substr(0, kScimPrefix.size()) != kScimPrefix) return Face::Rest;
  const std::string_view rest = under.substr(kScimPrefix.size());
  return rest.empty() || rest.front() == '/' ? Face::Scim : Face::Rest;
}

std::string media_type(std::string_view header) {
  header = header.substr(0, header.find(';'));
  while (!header.empty() && header.front() == ' ') header.remove_prefix(1);
  while (!header.empty() && header.back() == ' ') header.remove_suffix(1);
  return core::fold_case(header);
}

bool is_body_type(Face face, std::string_view type) {
  return type == "application/json" || (face == Face::Scim && type == kScimType);
}

bool accepts_answers(Face face, std::string_view header) {
  if (header.empty()) return true;
  for (const std::string& item : split_list(header)) {
    const std::string type = media_type(item);
    if (type == "*/*" || type == "application/*" || is_body_type(face, type)) return true;
  }
  return false;
}

std::string_view Wording::content_type() const {
  return face == Face::Scim ? kScimType : std::string_view("application/json;charset=UTF-8");
}

Emulator::Reply Wording::reply(const core::Value& body) const {
  Emulator::Reply reply;
  reply.headers.emplace_back("Content-Type", content_type());
  reply.body = json::write(body);
  return reply;
}

Emulator::Reply Wording::refusal(const ApiError& error) const {
  if (face == Face::Rest || !scim_errors) return error_reply(error, ref_id);
  Emulator::Reply refused = reply(scim_error(error));
  refused.status = error.status;
  return refused;
}

}  // namespace bridge::emulator
