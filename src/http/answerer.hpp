#pragma once
// The answer to one request, to be given once, on any thread.

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "bridge/core/fault.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/service/service.hpp"
#include "bridge/web/server.hpp"
#include "http/fault_response.hpp"
#include "http/notes.hpp"

namespace bridge::http {

/// Held by shared pointer in the callbacks of the service; when the last one goes without an answer,
/// the responder answers for itself.
class Answerer {
 public:
  Answerer(web::Responder responder, std::shared_ptr<Notes> notes, core::RequestId request)
      : responder_(std::move(responder)), notes_(std::move(notes)), request_(std::move(request)) {}

  /// Whom the log names.
  void belongs_to(const service::Principal& who) {
    note_.tenant = who.tenant.text;
    note_.client = who.client;
  }

  /// Whatever the answer will be, its Location is this (RFC 7644 section 3.11).
  void is_about(std::string location) { location_ = std::move(location); }

  void send(web::Response response) {
    if (!location_.empty() && !has_location(response)) response.headers.push_back({"Location", std::move(location_)});
    notes_->keep(request_, std::move(note_));
    std::move(responder_).send(std::move(response));
  }

  void fail(const core::Fault& fault, std::string_view allow = {}) {
    note_.fault = fault;
    send(fault_response(fault, allow));
  }

 private:
  static bool has_location(const web::Response& response) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [](const web::Header& field) { return field.name == "Location"; });
  }

  web::Responder responder_;
  std::shared_ptr<Notes> notes_;
  core::RequestId request_;
  Note note_;
  std::string location_;
};

using Answer = std::shared_ptr<Answerer>;

}  // namespace bridge::http
