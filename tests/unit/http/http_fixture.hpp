#pragma once
// A service that records what it is asked, a connection that records what it is answered, and the
// handler between them.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/core/ascii_case.hpp"
#include "bridge/http/scim_handler.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::http::test {

inline constexpr const char* kToken = "idp-token-for-tests-0123456789abcdef";

inline core::Value parse(std::string_view text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << (value ? "" : value.error().detail) << " in " << text;
  return value ? *value : core::Value();
}

/// Knows the tenants "scim" and "acme" and one token. Answers at once with what it was told to.
class FakeService final : public service::Service {
 public:
  /// "get Users 7", "create Groups", …, in order.
  std::vector<std::string> calls;
  std::optional<service::Write> write;
  service::ListQuery list_query;
  service::View view;
  service::Principal principal;

  std::optional<core::Fault> fault;
  service::Shown shown{R"({"id":"7"})", "W/\"3\"", "https://scim.example.com/scim/v2/Users/7"};
  service::Written written{shown, false, {}};
  /// What /Me is.
  std::optional<std::string> linked;
  /// Keeps what waits for that instead of calling it.
  bool me_late = false;
  service::MeDone kept_me;
  core::Value bulk_body;
  std::vector<service::BulkOutcome> bulk_outcomes;
  /// Keeps `done` instead of calling it.
  bool late = false;
  service::ReadDone kept;

  core::Result<service::Principal> authenticate(std::string_view segment, const core::IdpToken& token) const override {
    const bool known = segment == "scim" || segment == "acme";
    if (!known || !(core::TokenDigest::of(token) == core::TokenDigest::of(core::IdpToken(kToken)))) {
      return core::Failure{{core::FaultKind::Unauthorized, "secret reason", {"wrong token"}, {}}};
    }
    service::Principal who;
    who.tenant = core::TenantName(segment == "scim" ? "default" : std::string(segment));
    who.client = "okta-2026";
    who.base_url = "https://scim.example.com/scim/v2";
    return who;
  }

  void get(const service::Principal& who, service::Kind kind, const core::ResourceId& id, const service::View& asked,
           service::ReadDone done) override {
    record("get", who, kind, id.text);
    view = asked;
    if (late) {
      kept = std::move(done);
      return;
    }
    if (fault) return done(core::Failure{*fault});
    done(shown);
  }
  void list(const service::Principal& who, std::optional<service::Kind> kind, const service::ListQuery& query,
            service::ListDone done) override {
    record("list", who, kind, "");
    list_query = query;
    if (fault) return done(core::Failure{*fault});
    done(std::string(R"({"totalResults":0})"));
  }
  void create(const service::Principal& who, service::Write asked, service::WriteDone done) override {
    answer("create", who, std::move(asked), done);
  }
  void replace(const service::Principal& who, service::Write asked, service::WriteDone done) override {
    answer("replace", who, std::move(asked), done);
  }
  void modify(const service::Principal& who, service::Write asked, service::WriteDone done) override {
    answer("modify", who, std::move(asked), done);
  }
  void remove(const service::Principal& who, service::Write asked, service::WriteDone done) override {
    answer("remove", who, std::move(asked), done);
  }

  void me(const service::Principal&, service::MeDone done) override {
    calls.push_back("me");
    if (me_late) {
      kept_me = std::move(done);
      return;
    }
    if (linked) return done(core::ResourceId(*linked));
    done(core::failure(core::FaultKind::NotImplemented, "linked to nobody"));
  }
  void bulk(const service::Principal&, const core::RequestId&, const core::Value& body,
            service::BulkDone done) override {
    calls.push_back("bulk");
    bulk_body = body;
    if (fault) return done(core::Failure{*fault});
    done(bulk_outcomes);
  }

  void plan(const service::PlanQuery& query, service::PlanDone done) override {
    done(core::failure(core::FaultKind::NotFound, "no plan for " + query.path));
  }

  core::Result<std::string> service_provider_config(const service::Principal&) const override {
    return std::string("config");
  }
  core::Result<std::string> public_configuration(std::string_view segment) const override {
    return "public config of " + std::string(segment);
  }
  core::Result<std::string> schemas(const service::Principal&, std::string_view urn) const override {
    return document("schemas", urn);
  }
  core::Result<std::string> resource_types(const service::Principal&, std::string_view name) const override {
    return document("types", name);
  }
  core::Result<std::string> roles(const service::Principal&, std::string_view value) const override {
    return document("roles", value);
  }
  core::Result<std::string> entitlements(const service::Principal&, std::string_view value) const override {
    return document("entitlements", value);
  }

 private:
  static core::Result<std::string> document(std::string_view what, std::string_view name) {
    if (name == "unknown") return core::failure(core::FaultKind::NotFound, "expected a known name");
    return std::string(what) + "(" + std::string(name) + ")";
  }
  void record(const char* verb, const service::Principal& who, std::optional<service::Kind> kind,
              const std::string& id) {
    principal = who;
    const char* of = !kind ? "" : *kind == service::Kind::User ? " Users" : " Groups";
    calls.push_back(std::string(verb) + of + (id.empty() ? "" : " " + id));
  }
  void answer(const char* verb, const service::Principal& who, service::Write asked, const service::WriteDone& done) {
    record(verb, who, asked.kind, asked.id ? asked.id->text : "");
    write = std::move(asked);
    if (fault) return done(core::Failure{*fault});
    done(written);
  }
};

/// What came back over one fake connection.
struct Outcome {
  std::optional<web::Response> response;
  bool refused_at_head = false;
  bool abandoned = false;
};

class RecordingSink final : public web::Responder::Sink {
 public:
  explicit RecordingSink(std::shared_ptr<Outcome> outcome) : outcome_(std::move(outcome)) {}
  void answer(web::Response response) override { outcome_->response = std::move(response); }
  void abandoned() override { outcome_->abandoned = true; }

 private:
  std::shared_ptr<Outcome> outcome_;
};

inline std::optional<std::string> header_of(const web::Response& response, std::string_view name) {
  for (const web::Header& field : response.headers) {
    if (core::equal_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

class HttpTest : public testing::Test {
 protected:
  static web::Request request(std::string method, std::string target, std::string body = "") {
    web::Request made;
    made.head.id = core::RequestId("r1");
    made.head.method = std::move(method);
    const std::size_t mark = target.find('?');
    made.head.path = target.substr(0, mark);
    if (mark != std::string::npos) made.head.query = target.substr(mark + 1);
    made.head.headers = {{"Authorization", std::string("Bearer ") + kToken}};
    made.head.peer = "192.0.2.1";
    made.body = std::move(body);
    return made;
  }

  /// Plays the server: head, then request, then done.
  std::shared_ptr<Outcome> start(const web::Request& asked) {
    auto outcome = std::make_shared<Outcome>();
    outcome->response = handler.on_head(asked.head);
    outcome->refused_at_head = outcome->response.has_value();
    if (outcome->refused_at_head) return outcome;
    handler.on_request(asked, web::Responder(std::make_unique<RecordingSink>(outcome)));
    return outcome;
  }
  web::Response send(const web::Request& asked) {
    const auto outcome = start(asked);
    EXPECT_TRUE(outcome->response) << "no answer";
    const web::Response response = outcome->response.value_or(web::Response{});
    handler.on_done(asked.head, response.status, std::chrono::microseconds(1500));
    return response;
  }
  web::Response send(const std::string& method, const std::string& target, const std::string& body = "") {
    return send(request(method, target, body));
  }

  static std::string scim_type(const web::Response& response) { return error_member(response, "scimType"); }
  static std::string detail(const web::Response& response) { return error_member(response, "detail"); }
  static std::string error_member(const web::Response& response, std::string_view name) {
    const core::Value body = parse(response.body);
    return body.if_object() != nullptr ? std::string(core::text_or_empty(*body.if_object(), name)) : "";
  }

  FakeService service;
  std::vector<LogLine> lines;
  ScimHandler handler{service, HandlerSettings{}, [this](const LogLine& line) { lines.push_back(line); }};
};

}  // namespace bridge::http::test
