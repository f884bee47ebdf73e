#include "emulator/faults.hpp"

namespace bridge::emulator {

std::optional<FaultPlan> Faults::take(std::string_view method_and_path) {
  for (auto plan = plans_.begin(); plan != plans_.end(); ++plan) {
    if (method_and_path.substr(0, plan->match.size()) != plan->match || plan->times == 0) continue;
    if (plan->skip > 0) {
      --plan->skip;
      continue;
    }
    FaultPlan taken = *plan;
    if (--plan->times == 0) plans_.erase(plan);
    return taken;
  }
  return std::nullopt;
}

Emulator::Reply spoiled(const FaultPlan& fault, Emulator::Reply reply, const Wording& wording) {
  switch (fault.what) {
    case FaultPlan::What::Error: {
      ApiError error = refuse(fault.error_code);
      error.status = fault.status;
      return wording.refusal(error);
    }
    case FaultPlan::What::LostAnswer:
      reply = {};
      reply.lost = true;
      return reply;
    case FaultPlan::What::Delay: reply.delay += fault.delay; return reply;
    case FaultPlan::What::NotJson:
      reply = {};
      reply.status = 502;
      reply.headers = {{"Content-Type", "text/html"}};
      reply.body = "<html><body><h1>502 Bad Gateway</h1></body></html>";
      return reply;
    case FaultPlan::What::Truncated:
      if (reply.body.empty()) reply.body = R"({"message":"SUCCESS","resultCode":0})";
      reply.status = 200;
      reply.headers = {{"Content-Type", std::string(wording.content_type())}};
      reply.body.resize(reply.body.size() / 2);
      return reply;
  }
  return reply;
}

}  // namespace bridge::emulator
