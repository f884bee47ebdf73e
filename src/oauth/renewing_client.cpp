#include "bridge/oauth/renewing_client.hpp"

#include <utility>

namespace bridge::oauth {

namespace {

transport::Reply not_sent() {
  return transport::TransportFault{transport::Trouble::NotSent,
                                   {"the OAuth access token is dead and could not be renewed yet; nothing was done"}};
}

class RenewingClient final : public work::RestClient {
 public:
  RenewingClient(std::shared_ptr<work::RestClient> inner, std::shared_ptr<TokenKeeper> keeper)
      : inner_(std::move(inner)), keeper_(std::move(keeper)) {}

  void send(const route::RestCall& call, bool harmless, std::function<void(transport::Reply)> done) override {
    const std::uint64_t turn = keeper_->token()->turn();
    inner_->send(call, harmless,
                 [inner = inner_, keeper = keeper_, turn, call, harmless,
                  done = std::move(done)](transport::Reply reply) mutable {
                   if (!says_token_is_dead(reply)) return done(std::move(reply));
                   auto dead = std::make_shared<transport::Reply>(std::move(reply));
                   keeper->renew(
                       turn, [inner = std::move(inner), call, harmless, done = std::move(done), dead](Renewal renewal) {
                         switch (renewal) {
                           case Renewal::Renewed: return inner->send(call, harmless, done);
                           case Renewal::NotNow: return done(not_sent());
                           case Renewal::LockedOut: return done(std::move(*dead));
                         }
                       });
                 });
  }

 private:
  std::shared_ptr<work::RestClient> inner_;
  std::shared_ptr<TokenKeeper> keeper_;
};

}  // namespace

std::unique_ptr<work::RestClient> make_renewing_client(std::shared_ptr<work::RestClient> inner,
                                                       std::shared_ptr<TokenKeeper> keeper) {
  return std::make_unique<RenewingClient>(std::move(inner), std::move(keeper));
}

}  // namespace bridge::oauth
