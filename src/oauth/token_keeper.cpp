#include "bridge/oauth/token_keeper.hpp"

#include <algorithm>
#include <future>
#include <utility>

namespace bridge::oauth {

namespace {

using std::chrono::milliseconds;

/// How soon a pair that somebody else put into the file is noticed.
constexpr milliseconds kBetweenLooks{5'000};
constexpr milliseconds kShortestLook{50};
constexpr milliseconds kFirstBackoff{5'000};
constexpr milliseconds kLongestBackoff{600'000};
/// A refusal is asked about again, in case it was Smartsheet's mistake or somebody mended the app there.
constexpr std::chrono::minutes kAfterRefusal{60};
/// A token that is called dead so soon after it was made is not mended by another one.
constexpr milliseconds kNoSooner{30'000};

}  // namespace

TokenKeeper::TokenKeeper(KeeperParts parts, Pair pair)
    : parts_(std::move(parts)),
      gate_(std::make_shared<work::Gate>(parts_.loop)),
      access_(core::TokenDigest::of(pair.access)),
      refresh_(std::move(pair.refresh)),
      obtained_(pair.obtained),
      expires_(pair.expires) {
  cell_ = std::make_shared<transport::TokenCell<core::OAuthToken>>(std::move(pair.access));
}

void TokenKeeper::start() {
  gate_->post([self = shared_from_this()] {
    if (self->gate_->open()) self->look();
  });
}

void TokenKeeper::stop() {
  if (!gate_->open()) return;
  std::promise<void> ended;
  parts_.loop.post([this, &ended] {
    gate_->close();
    waiting_.clear();
    ended.set_value();
  });
  ended.get_future().wait();
}

void TokenKeeper::renew(std::uint64_t turn, std::function<void(Renewal)> done) {
  gate_->post([self = shared_from_this(), turn, done = std::move(done)]() mutable {
    if (self->gate_->open()) self->take_turn(turn, std::move(done));
  });
}

void TokenKeeper::take_turn(std::uint64_t turn, std::function<void(Renewal)> done) {
  if (cell_->turn() != turn || take_from_disk()) return done(Renewal::Renewed);
  if (just_renewed() && !asking_) return done(Renewal::LockedOut);
  waiting_.push_back(std::move(done));
  if (asking_) return;
  if (unsaved_) return keep_new_pair();
  if (not_before_ && parts_.clock.tick() < *not_before_) {
    return answer(locked_out_ ? Renewal::LockedOut : Renewal::NotNow);
  }
  ask();
}

void TokenKeeper::look() {
  if (!take_from_disk() && !asking_) {
    const bool may_ask = !not_before_ || parts_.clock.tick() >= *not_before_;
    if (unsaved_) {
      keep_new_pair();
    } else if (is_due() && may_ask) {
      ask();
    }
  }
  gate_->post_at(parts_.clock.tick() + until_next_look(), [self = shared_from_this()] {
    if (self->gate_->open()) self->look();
  });
}

/// At three quarters of the life: a week's token has two days left for whatever stands in the way.
bool TokenKeeper::is_due() const { return parts_.clock.now() >= obtained_ + (expires_ - obtained_) * 3 / 4; }

bool TokenKeeper::just_renewed() const {
  const milliseconds span = std::min(kNoSooner, milliseconds(expires_ - obtained_) / 4);
  return renewed_at_ && parts_.clock.tick() - *renewed_at_ < span;
}

milliseconds TokenKeeper::until_next_look() const {
  const milliseconds until_due = obtained_ + (expires_ - obtained_) * 3 / 4 - parts_.clock.now();
  if (until_due <= milliseconds(0))
    return std::clamp(milliseconds(expires_ - obtained_) / 8, kShortestLook, kBetweenLooks);
  return std::clamp(until_due, kShortestLook, kBetweenLooks);
}

/// Whether the file holds a pair that the keeper does not know: an administrator's login, which always wins.
bool TokenKeeper::take_from_disk() {
  auto there = parts_.file.read();
  pair_missing_ = !there || !*there;
  if (!there) {
    if (std::exchange(file_trouble_, there.error().detail) != there.error().detail) {
      parts_.log(LogLevel::Alarm, file_trouble_);
    }
    return false;
  }
  file_trouble_.clear();
  if (!*there) return false;
  const core::TokenDigest found = core::TokenDigest::of((*there)->access);
  if (found == access_ || (unsaved_ && found == core::TokenDigest::of(unsaved_->access))) return false;
  parts_.log(LogLevel::Info, "OAuth: a new pair of tokens is in " + parts_.file.path().string() + " and is used now");
  unsaved_.reset();
  use(std::move(**there));
  return true;
}

void TokenKeeper::ask() {
  asking_ = true;
  parts_.ask(refresh_form(parts_.app, refresh_), [self = shared_from_this()](transport::Reply reply) {
    auto shared = std::make_shared<transport::Reply>(std::move(reply));
    self->gate_->post([self, shared] {
      if (self->gate_->open()) self->on_reply(*shared);
    });
  });
}

void TokenKeeper::on_reply(const transport::Reply& reply) {
  asking_ = false;
  auto read = read_grant(reply);
  if (auto* granted = std::get_if<Granted>(&read)) return on_granted(std::move(*granted));
  on_fault(std::get<GrantFault>(read));
}

void TokenKeeper::on_granted(Granted granted) {
  const core::Instant now = parts_.clock.now();
  unsaved_ = Pair{std::move(granted.access), std::move(granted.refresh), now, now + granted.lifetime};
  keep_new_pair();
}

void TokenKeeper::keep_new_pair() {
  auto replaced = parts_.file.replace(access_, *unsaved_);
  if (!replaced) {
    parts_.log(LogLevel::Alarm,
               "OAuth: the new pair of tokens can't be kept and is not used until it is; the old one "
               "is dead, and a crash now would lock the bridge out: " +
                   replaced.error().detail);
    return answer(Renewal::NotNow);
  }
  if (!*replaced) {
    if (take_from_disk()) return;
    return answer(Renewal::NotNow);
  }
  renewed_at_ = parts_.clock.tick();
  Pair pair = std::move(*unsaved_);
  unsaved_.reset();
  parts_.log(LogLevel::Info, "OAuth: the access token is renewed, until " + core::to_date_time(pair.expires));
  use(std::move(pair));
}

void TokenKeeper::use(Pair pair) {
  access_ = core::TokenDigest::of(pair.access);
  refresh_ = std::move(pair.refresh);
  obtained_ = pair.obtained;
  expires_ = pair.expires;
  answer_lost_ = false;
  locked_out_ = false;
  not_before_.reset();
  backoff_ = {};
  cell_->put(std::move(pair.access));
  answer(Renewal::Renewed);
}

void TokenKeeper::on_fault(const GrantFault& fault) {
  // A login meanwhile makes it meaningless.
  if (take_from_disk()) return;
  if (fault.kind == GrantFault::Kind::Refused) return locked_out(fault);
  answer_lost_ = answer_lost_ || fault.kind == GrantFault::Kind::Unknown;
  backoff_ = std::clamp(backoff_ * 2, kFirstBackoff, kLongestBackoff);
  // A token of minutes has no minutes to wait.
  const milliseconds life = expires_ - obtained_;
  const milliseconds wait = std::min(backoff_, std::max(kShortestLook, life / 8));
  not_before_ = parts_.clock.tick() + wait;
  parts_.log(LogLevel::Warning, "OAuth: the access token, which ends " + core::to_date_time(expires_) +
                                    ", could not be renewed yet: " + fault.why);
  answer(Renewal::NotNow);
}

void TokenKeeper::locked_out(const GrantFault& fault) {
  locked_out_ = true;
  not_before_ = parts_.clock.tick() + kAfterRefusal;
  const char* lost =
      answer_lost_ ? "; the answer to an earlier renewal was lost, and with it the pair that replaced it" : "";
  parts_.log(LogLevel::Alarm, "OAuth: the access token, which ends " + core::to_date_time(expires_) +
                                  ", can't be renewed: " + fault.why + lost + "; " + remedy());
  answer(Renewal::LockedOut);
}

std::string TokenKeeper::remedy() const {
  return "run \"scimbridge login --config FILE --tenant " + parts_.tenant +
         "\" as an administrator of Smartsheet; the server takes the new pair without a restart";
}

void TokenKeeper::answer(Renewal renewal) {
  for (auto& done : std::exchange(waiting_, {})) done(renewal);
}

}  // namespace bridge::oauth
